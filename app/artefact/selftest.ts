// `--selftest`: computes the samples that came along and compares with what the workflow gave when it was exported.

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { compareFolders, TOLERANCE, type Difference } from "../../engine/export/parity/compare.ts";
import { replay } from "../../engine/export/parity/replay.ts";
import { EXPECTED, SAMPLES, type Samples } from "../../engine/export/parity/samples.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { log } from "./log.ts";
import type { Services } from "./program.ts";
import type { Modes } from "./settings.ts";

const HOW_TO_GO_ON =
  "If pipeline.mjs was changed on purpose, this is what the change does: --selftest --accept takes it as right. " +
  "Else the machine or its packages compute something else.";
const ACCEPTED = "What was computed now is right from now on.";

/** Whether everything is the same, or is accepted; null where it was stopped. `keep` is the folder that what was computed stays in. */
export async function selftest(
  folder: string,
  document: WorkflowDocument,
  services: Services,
  { keep, accept }: Pick<Modes, "keep" | "accept">,
  signal: AbortSignal,
): Promise<boolean | null> {
  const samples = readSamples(folder);
  const into = keep ?? mkdtempSync(join(tmpdir(), "pipeline-selftest-"));
  try {
    const replayed = await replay(document, samples, { ...services, signal }, into);
    if (replayed === null) return null;
    const { rows } = replayed;
    const { differences, ...compared } = compareFolders(join(folder, EXPECTED), into);
    const same = differences.length === 0;
    differences.forEach(accept ? logAccepted : logDifference);
    if (!same) log(accept ? "info" : "error", accept ? ACCEPTED : HOW_TO_GO_ON);
    if (accept) replaceFolder(into, join(folder, EXPECTED));
    const passed = same || accept;
    const report = { passed, rows, ...compared, tolerance: TOLERANCE };
    process.stdout.write(`${JSON.stringify(report)}\n`);
    // Who keeps the results (the exporter) is about to move the folder.
    if (passed && !keep && !(await keepCompiled(folder, signal)) && !signal.aborted)
      log("info", "Starts stay as slow as this one: compiled code cannot be kept in runtime/.");
    return signal.aborted ? null : passed;
  } finally {
    if (!keep) rmSync(into, { recursive: true, force: true });
  }
}

/** Throws where they are damaged or only a part of the folder was copied. */
function readSamples(folder: string): Samples {
  try {
    const samples = JSON.parse(readFileSync(join(folder, SAMPLES), "utf8")) as Partial<Samples> | null;
    const { inputs, outputs, times, recorded } = samples ?? {};
    const parts: readonly unknown[] = [inputs, outputs, times, recorded];
    if (!parts.every((part) => typeof part === "object" && part !== null)) throw damaged(SAMPLES);
    if (!existsSync(join(folder, EXPECTED))) throw damaged(EXPECTED);
    return samples as Samples;
  } catch (thrown) {
    throw thrown instanceof MillraceError ? thrown : damaged(SAMPLES, thrown);
  }
}

function damaged(path: string, cause?: unknown): MillraceError {
  return new MillraceError("SELFTEST_DAMAGED", {
    message: `${path} of the program is not there, or damaged.`,
    file: path,
    hint: "Copy the whole exported folder, or export again.",
    cause,
  });
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
