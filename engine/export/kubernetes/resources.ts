// What a pod asks for, from what was measured; in steps so wide that the same program measured twice asks for the same.

import { MEASURED_ROWS, MEASURED_SECONDS, type Use } from "../measure.ts";

const MEBIBYTE = 2 ** 20;
/** Node alone holds some 60: at 64, a little more data would be too much. */
const LEAST_MEBIBYTES = 128;
/** Cores: a program on one thread either computes all the time, or waits. */
const CORE_STEP = 0.5;
/** Where it could not be measured. */
const UNKNOWN: Use = { peakBytes: 256 * MEBIBYTE, busy: 1 };

export interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
}

/** The program runs on one thread, with which it was measured: a limit of one core takes nothing from it. */
export function resourcesOf(use: Use | null): Resources {
  const { peakBytes, busy } = use ?? UNKNOWN;
  const mebibytes = 2 ** Math.ceil(Math.log2(Math.max(LEAST_MEBIBYTES, peakBytes / MEBIBYTE)));
  const cores = Math.max(CORE_STEP, Math.ceil(busy / CORE_STEP) * CORE_STEP);
  return {
    requests: { cpu: cores < 1 ? `${cores * 1000}m` : String(cores), memory: `${mebibytes}Mi` },
    limits: { cpu: "1", memory: `${mebibytes * 2}Mi` },
  };
}

/** How it was measured, for who reads the manifest. Without the figures, which are never twice the same. */
export function resourcesComment(use: Use | null): string {
  if (!use) return "Not measured: the program did not run on this workflow's data. Measure it with yours.";
  return `Measured when it was exported: one run of the program on one thread, on the workflow's own data (up to
${MEASURED_ROWS.toLocaleString("en")} rows of each source, ${MEASURED_SECONDS} s). memory: the most that it held, rounded up to a power of two; its limit is twice that.
cpu: the share of the time in which it computed, rounded up to halves of a core. State that is kept for each key or
group grows with their number: measure again where your data has many more.`;
}
