// The library of an exported program: what runtime/index.cjs hands to pipeline.mjs. One program a process.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ExitCode } from "../engine-process/exit-code.ts";
import { endAsFirstProcess } from "./first-process.ts";
import { Flow } from "./flow.ts";
import { log } from "./log.ts";
import { runProgram } from "./program.ts";
import { Command } from "./settings.ts";

export { path, value } from "./settings.ts";

endAsFirstProcess();

let hasRun = false;
process.on("exit", (code) => {
  // A program that was changed and threw has said so itself.
  if (hasRun || code !== 0) return;
  process.exitCode = ExitCode.invalid;
  log("error", "Nothing was run.", {
    code: "PIPELINE_NO_RUN",
    hint: "End pipeline.mjs with: await run(import.meta);",
  });
});

const command = new Command(process.argv.slice(2), process.env);
const flow = new Flow();

export const settings = command.settings.bind(command);
export const kind = flow.kind.bind(flow);
export const absent = flow.absent.bind(flow);

/** A JSON file below the program's folder: params that are too long to stand in the program. */
export function fromFile(path: string): unknown {
  // This file is in runtime/chunks.
  return JSON.parse(readFileSync(join(import.meta.dirname, "../..", path), "utf8")) as unknown;
}

/** Runs the program as its command line asks. Never process.exit(): the model runtime may still be at work. */
export async function run(meta: { readonly url: string }): Promise<void> {
  hasRun = true;
  process.exitCode = await runProgram(meta, command, flow);
}
