// Asks a person at a terminal; where there is none, nobody has said yes.

import { createInterface } from "node:readline/promises";
import { stderr } from "../../report/stderr.ts";

/** Null: nobody can be asked. */
export async function ask(question: string, signal: AbortSignal): Promise<boolean | null> {
  if (!process.stdin.isTTY || !stderr().isTTY) return null;
  const lines = createInterface({ input: process.stdin, output: stderr() });
  try {
    return /^y(?:es)?$/i.test((await lines.question(`${question} [y/N] `, { signal })).trim());
  } finally {
    lines.close();
  }
}
