// A small model whose answers are known: what a provider is tried with, and what a machine is tested with.

import type { Provider } from "../../sdk/providers.ts";
import type { Feeds, Results } from "../ort-session.ts";
import type { PreparedModel } from "../prepared-model.ts";

/** Two rows of four numbers. */
const ROWS = 2;
const INPUTS = [0.5, -1, 2, 0.25, -3, 0.125, 1, 8];

/** y = max(0, x · W + b): the columns of W, one a line, and b. */
export const PROBE_WEIGHTS: readonly (readonly number[])[] = [
  [1, -2, 0.5, 4],
  [-0.25, 3, 1, 0.5],
  [2, 0, -1, 0.125],
];
export const PROBE_BIAS: readonly number[] = [0.5, -1, 0.25];

/** What `probe-model.test.ts` makes of these weights; written down, since whoever probes has no library for writing models. */
const MODEL =
  "CAgSCG1pbGxyYWNlOrEBChYKAXgKAXcKAWISAXoaACIER2VtbToAChAKAXoSAXkaACIEUmVsdToAEgVncmFwaCo7CAQIAxAB" +
  "QgF3SjAAAIA/AACAvgAAAEAAAADAAABAQAAAAAAAAAA/AACAPwAAgL8AAIBAAAAAPwAAAD4qFQgDEAFCAWJKDAAAAD8AAIC/" +
  "AACAPloUCgF4Eg8KDQgBEgkKAxIBTgoCCARiFAoBeRIPCg0IARIJCgMSAU4KAggDQgQKABAR";

/** How far an answer may be off, in parts of it: accelerators compute with fewer digits (TF32 has eleven bits). */
const TOLERANCE = 5e-3;

export const PROBE_FEEDS: Feeds = {
  x: { dtype: "float32", dims: [ROWS, 4], data: Float32Array.from(INPUTS) },
};

export function probeModel(provider: Provider): PreparedModel {
  const float = (name: string, size: number) => ({ name, dtype: "float32", shape: ["N", size] }) as const;
  return {
    path: "probe.onnx",
    source: { kind: "bytes", bytes: new Uint8Array(Buffer.from(MODEL, "base64")), external: [] },
    inputs: [float("x", 4)],
    outputs: [float("y", 3)],
    fetches: null,
    provider,
    risky: [],
    coupling: [],
    threaded: [],
    size: MODEL.length,
    freed: null,
  };
}

/** Whether these are the answers to `PROBE_FEEDS`. */
export function isRight(results: Results): boolean {
  const y = results.y?.data;
  if (!(y instanceof Float32Array) || y.length !== ROWS * PROBE_BIAS.length) return false;
  const right = Array.from({ length: ROWS }, (_, row) =>
    answersTo(INPUTS.slice(row * 4, row * 4 + 4)),
  ).flat();
  return right.every((value, i) => Math.abs(y[i] - value) <= TOLERANCE * Math.max(1, Math.abs(value)));
}

function answersTo(x: readonly number[]): number[] {
  return PROBE_WEIGHTS.map((weights, i) =>
    Math.max(
      0,
      weights.reduce((sum, weight, at) => sum + weight * x[at], PROBE_BIAS[i]),
    ),
  );
}
