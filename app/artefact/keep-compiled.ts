// Keeps what V8 compiles for the program on this machine, so that later starts need not: half of a start is that.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Below runtime/, where the loader looks (`COMPILED_FOLDER` of app/start/load-build.ts). It fits no other Node. */
const COMPILED = `compiled/${process.version}-${process.platform}-${process.arch}`;

/**
 * Runs the self-test once more, in a process that records. Answers whether it is kept, by this one or, as in an image whose folders
 * may not be written to, by an earlier one. That it is not is no failure.
 */
export async function keepCompiled(program: string, signal: AbortSignal): Promise<boolean> {
  const runtime = join(program, "runtime");
  const made = mkdtempSync(join(tmpdir(), "pipeline-compile-"));
  const args = [
    "--require",
    join(runtime, "record.cjs"),
    join(program, "pipeline.mjs"),
    "--selftest",
    "--keep",
    made,
  ];
  const kept = join(runtime, COMPILED);
  const env = { ...process.env, COMPILED: kept };
  try {
    return await new Promise((resolve) => {
      const child = spawn(process.execPath, args, { env, signal, stdio: "ignore" });
      // Where it was stopped, it still has to end.
      child.on("error", () => signal.aborted || resolve(false));
      child.on("exit", (code) => resolve(code === 0 || (existsSync(kept) && readdirSync(kept).length > 0)));
    });
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
