// `--selftest`: computes the samples that came along and compares with what the workflow gave when it was exported.

import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { compareFolders, TOLERANCE, type Difference } from "../../engine/export/parity/compare.ts";
import { replay } from "../../engine/export/parity/replay.ts";
import { EXPECTED, SAMPLES, type Samples } from "../../engine/export/parity/samples.ts";
import { ExitCode } from "../engine-process/exit-code.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { log } from "./log.ts";
import type { Services } from "./program.ts";
import type { Modes } from "./settings.ts";

const HOW_TO_GO_ON =
  "If pipeline.mjs was changed on purpose, this is what the change does: --selftest --accept takes it as right. " +
  "Else the machine or its packages compute something else.";
const ACCEPTED = "What was computed now is right from now on.";

/** 0 where everything is the same, or is accepted, else 1. `keep` is the folder that what was computed stays in. */
export async function selftest(
  folder: string,
  document: WorkflowDocument,
  services: Services,
  { keep, accept }: Pick<Modes, "keep" | "accept">,
): Promise<number> {
  const samples = JSON.parse(readFileSync(join(folder, SAMPLES), "utf8")) as Samples;
  const into = keep ?? mkdtempSync(join(tmpdir(), "pipeline-selftest-"));
  try {
    const { rows } = await replay(document, samples, services, into);
    const { differences, ...compared } = compareFolders(join(folder, EXPECTED), into);
    const same = differences.length === 0;
    differences.forEach(accept ? logAccepted : logDifference);
    if (!same) log(accept ? "info" : "error", accept ? ACCEPTED : HOW_TO_GO_ON);
    if (accept) replaceFolder(into, join(folder, EXPECTED));
    const passed = same || accept;
    const report = { passed, rows, ...compared, tolerance: TOLERANCE };
    process.stdout.write(`${JSON.stringify(report)}\n`);
    // Who keeps the results (the exporter) is about to move the folder.
    if (passed && !keep && !(await keepCompiled(folder)))
      log("info", "Starts stay as slow as this one: compiled code cannot be kept in runtime/.");
    return passed ? ExitCode.done : ExitCode.failed;
  } finally {
    if (!keep) rmSync(into, { recursive: true, force: true });
  }
}

function logDifference(difference: Difference): void {
  const { expected, got } = difference;
  log("error", `${placeOf(difference)} differs from what the workflow gave.`, {
    code: "SELFTEST_DIFFERS",
    expected,
    got,
  });
}

function logAccepted(difference: Difference): void {
  const { expected, got } = difference;
  log("info", `${placeOf(difference)} is different from now on.`, { before: expected, now: got });
}

function placeOf({ file, line, column }: Difference): string {
  return [file, line && `line ${line}`, column && `column ${column}`].filter(Boolean).join(", ");
}

function replaceFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}
