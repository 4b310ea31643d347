// `--selftest`: computes the samples that came along and compares with what the workflow gave when it was exported.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { compareFolders, TOLERANCE, type Difference } from "../../engine/export/parity/compare.ts";
import { replay } from "../../engine/export/parity/replay.ts";
import { EXPECTED, SAMPLES, type Samples } from "../../engine/export/parity/samples.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { ExitCode } from "../engine-process/exit-code.ts";
import { log } from "./log.ts";
import type { Services } from "./program.ts";

/** 0 where everything is the same, else 1. `keep` is the folder that what was computed stays in. */
export async function selftest(
  folder: string,
  document: WorkflowDocument,
  services: Services,
  keep: string | null,
): Promise<number> {
  const samples = readSamples(folder);
  const into = keep ?? mkdtempSync(join(tmpdir(), "pipeline-selftest-"));
  try {
    const { rows } = await replay(document, samples, services, into);
    const { differences, ...compared } = compareFolders(join(folder, EXPECTED), into);
    differences.forEach(logDifference);
    const passed = differences.length === 0;
    const report = { passed, rows, ...compared, tolerance: TOLERANCE };
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return passed ? ExitCode.done : ExitCode.failed;
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

function logDifference({ file, line, column, expected, got }: Difference): void {
  const place = [file, line && `line ${line}`, column && `column ${column}`].filter(Boolean).join(", ");
  log("error", `${place} differs from what the workflow gave.`, {
    code: "SELFTEST_DIFFERS",
    expected,
    got,
    hint: "If pipeline.mjs was changed on purpose, this is what the change does. Else the machine or its packages compute something else.",
  });
}
