// sample: keeps some of the rows, the same ones every time.

import type * as z from "zod/mini";
import { rowId, type Lineage } from "../../../engine/frames/lineage.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";

const Params = paramsOf({
  mode: choice(["fraction", "every"], {
    title: "Keep",
    help: "A random part of the rows, or every nth row.",
    labels: { fraction: "A part at random", every: "Every nth row" },
    default: "fraction",
  }),
  fraction: number({
    title: "Part",
    help: "0.1 keeps about a tenth of the rows.",
    min: 0,
    max: 1,
    default: 0.1,
    visibleWhen: { param: "mode", oneOf: ["fraction"] },
  }),
  seed: number({
    title: "Seed",
    help: "The same seed keeps the same rows.",
    integer: true,
    default: 0,
    visibleWhen: { param: "mode", oneOf: ["fraction"] },
  }),
  every: number({
    title: "n",
    help: "Keeps rows whose number in their source is a multiple of n.",
    min: 1,
    integer: true,
    default: 10,
    visibleWhen: { param: "mode", oneOf: ["every"] },
  }),
});

type SampleParams = z.output<typeof Params>;

export default defineNode({
  kind: "sample",
  version: 1,
  category: "control",
  title: "Sample",
  summary: "Keeps a part of the rows, the same ones every time.",
  keywords: ["random", "subset", "fraction", "thin", "split", "test"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "seeded",
  state: "none",
  needs: [],
  leavesOut: true,

  schema: ({ inputs }) => ({ outputs: inputs.in ? { out: inputs.in } : {} }),

  map(frame, { params }) {
    const kept = params.mode === "every" ? multiples(frame, params.every) : chosen(frame, params);
    return kept.length === frame.length ? frame : frame.take(kept);
  },
});

interface Rows {
  readonly length: number;
  readonly lineage: Lineage;
}

function multiples({ length, lineage }: Rows, every: number): Int32Array {
  const rows = new Int32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (rowId(lineage, row) % every === 0) rows[count++] = row;
  return rows.subarray(0, count);
}

/** By a hash of the row's id, so that neither frames nor threads change the choice. */
function chosen({ length, lineage }: Rows, { fraction, seed }: SampleParams): Int32Array {
  const base = hashText(lineage.source, seed);
  const below = fraction * 2 ** 32;
  const rows = new Int32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++)
    if (hashNumber(rowId(lineage, row), base) < below) rows[count++] = row;
  return rows.subarray(0, count);
}

/** A hash of a whole number below 2^53, 32 bits; two rounds of multiply and shift mix both halves. */
export function hashNumber(id: number, base: number): number {
  const low = mix(id >>> 0, base);
  return mix(Math.floor(id / 2 ** 32) >>> 0, low) >>> 0;
}

function hashText(text: string, seed: number): number {
  let hash = mix(seed >>> 0, 0x9e3779b9);
  for (let i = 0; i < text.length; i++) hash = mix(text.charCodeAt(i), hash);
  return hash;
}

function mix(value: number, base: number): number {
  let x = Math.imul(value ^ base, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return (x ^ (x >>> 15)) + 0x6d2b79f5;
}
