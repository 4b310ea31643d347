// Does the program compute what the workflow computes? It is run in a process of its own, in a folder that holds nothing else.

import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MillraceError } from "../../sdk/errors.ts";
import { compareFolders, type Comparison } from "./compare.ts";
import { EXPECTED } from "./samples.ts";

export interface ProofPlace {
  /** The program's folder. */
  readonly program: string;
  /** Where the native packages are installed on this machine; null = the program needs none, or has its own. */
  readonly packages: string | null;
}

/** Compares what the program makes of its samples with what the workflow made. Throws where it does not even run. */
export function prove(place: ProofPlace, signal?: AbortSignal): Promise<Comparison> {
  return computed(place, (made) => compareFolders(join(place.program, EXPECTED), made), signal);
}

/** Does something with the folder of what the program makes of its samples, which is gone afterwards. */
export async function computed<T>(
  { program, packages }: ProofPlace,
  work: (made: string) => T | Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const empty = mkdtempSync(join(tmpdir(), "millrace-proof-"));
  try {
    const copy = join(empty, "program");
    cpSync(program, copy, { recursive: true });
    if (packages) {
      // Those it may bring along are for another machine.
      rmSync(join(copy, "node_modules"), { recursive: true, force: true });
      symlinkSync(packages, join(copy, "node_modules"), "junction");
    }
    const made = join(empty, "made");
    const { code, output } = await runChild(["pipeline.mjs", "--selftest", "--keep", made], copy, signal);
    // 1 = it differs, which is compared here once more and told better.
    if (!existsSync(made) || (code !== 0 && code !== 1)) throw notRun(code, output);
    return await work(made);
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

function notRun(code: number | null, output: string): MillraceError {
  return new MillraceError("EXPORT_NOT_RUN", {
    message: `The exported program does not run on its samples: it ended with ${code ?? "a signal"}.`,
    cause: output.trim().split("\n").slice(-5).join("\n"),
    hint: "Its last words are the cause. The folder is as it was.",
  });
}

/** With nothing of this process's environment but what a system needs: an exported program has to do with that. */
function runChild(
  args: readonly string[],
  cwd: string,
  signal?: AbortSignal,
): Promise<{ code: number | null; output: string }> {
  const { PATH, SystemRoot, TEMP, TMPDIR } = process.env;
  const env = Object.fromEntries(
    Object.entries({ PATH, SystemRoot, TEMP, TMPDIR }).filter(([, value]) => value !== undefined),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, signal, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
