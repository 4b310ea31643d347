// Runs an exported program in a process of its own, with nothing of this process's environment but what a system needs.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { startChild } from "../../host/child-process.ts";
import { entryPath } from "../../host/entries.ts";

export interface ProgramEnd {
  /** Null: a signal ended it. */
  readonly code: number | null;
  readonly output: string;
}

/** Runs `pipeline.mjs` of a folder, in that folder. Rejects where it is aborted. */
export type RunProgram = (
  folder: string,
  args: readonly string[],
  signal?: AbortSignal,
) => Promise<ProgramEnd>;

/** What an exported program has to do with. */
export const BARE_VARIABLES: readonly string[] = ["PATH", "SystemRoot", "TEMP", "TMPDIR"];

const PROGRAM = "pipeline.mjs";

/** As who runs it would: by Node. */
export const spawnProgram: RunProgram = (folder, args, signal) => {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name, value]) => BARE_VARIABLES.includes(name) && value !== undefined,
    ),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      env,
      signal,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
};

/** What `program-child.ts` is asked. */
export interface ProgramWish {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** In a process of the editor's engine, which in Electron may start nothing itself: whoever started it does. */
export const lentProgram: RunProgram = async (folder, args, signal) => {
  signal?.throwIfAborted();
  let end: ProgramEnd | null = null;
  const child = startChild<ProgramWish, ProgramEnd>(
    entryPath("program-child"),
    (message) => void (end = message),
  );
  const kill = () => child.kill();
  signal?.addEventListener("abort", kill);
  try {
    child.send({ program: join(folder, PROGRAM), args, cwd: folder });
    const { how, said } = await child.ended;
    signal?.throwIfAborted();
    return end ?? { code: null, output: `${said}\n${how}` };
  } finally {
    signal?.removeEventListener("abort", kill);
  }
};
