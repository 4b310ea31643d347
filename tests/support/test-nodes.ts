// Small node kinds for tests of plan and runtime: a counting source, pass-throughs, sinks that remember.

import * as z from "zod/mini";
import { FixedColumn } from "../../engine/frames/column.ts";
import { freshLineage } from "../../engine/frames/builder.ts";
import { Frame } from "../../engine/frames/frame.ts";
import { rowId } from "../../engine/frames/lineage.ts";
import type { Schema } from "../../engine/frames/types.ts";
import { defineNode } from "../../engine/sdk/define-node.ts";
import type { AnyNode, RowError } from "../../engine/sdk/node-definition.ts";
import { number } from "../../engine/sdk/params.ts";
import { table } from "../../engine/sdk/ports.ts";

export const VALUE_SCHEMA: Schema = {
  fields: [{ name: "value", type: { type: "float64" }, nullable: false }],
};

const common = {
  version: 1,
  title: "Test",
  summary: "A kind for tests.",
  effects: [],
  determinism: "pure",
  state: "none",
} as const;

/** Gives `rows` rows 0, 1, 2… in frames of `frameRows`. */
export const countSource = defineNode({
  ...common,
  kind: "count",
  category: "sources",
  params: z.object({
    rows: number({ title: "Rows", help: "How many.", default: 10 }),
    frameRows: number({ title: "Frame rows", help: "Rows a frame.", default: 4 }),
  }),
  inputs: {},
  outputs: { out: table() },
  schema: () => ({ outputs: { out: VALUE_SCHEMA } }),
  async produce({ params: { rows, frameRows }, node, out }) {
    for (let from = 0; from < rows; from += frameRows) {
      const to = Math.min(rows, from + frameRows);
      const values = Float64Array.from({ length: to - from }, (_, i) => from + i);
      const column = new FixedColumn({ type: "float64" }, to - from, { values, validity: null });
      await out.out(new Frame(VALUE_SCHEMA, [column], to - from, freshLineage(node.id, from, to)));
    }
  },
});

/** Gives every frame on as it is, by `map`. */
export const passMap = defineNode({
  ...common,
  kind: "pass-map",
  category: "prepare",
  params: z.object({}),
  inputs: { in: table() },
  outputs: { out: table() },
  schema: ({ inputs }) => ({ outputs: inputs.in ? { out: inputs.in } : {} }),
  map: (frame) => frame,
});

/** Gives every frame on as it is, by `process`. */
export const passProcess = defineNode({
  ...common,
  kind: "pass-process",
  category: "prepare",
  params: z.object({}),
  inputs: { in: table() },
  outputs: { out: table() },
  schema: ({ inputs }) => ({ outputs: inputs.in ? { out: inputs.in } : {} }),
  async process(frame, { out }) {
    await out.out(frame);
  },
});

/** What a test wants a node to do with a frame: nothing, report rows, throw, or wait. */
export type Behaviour = (args: {
  readonly frame: Frame;
  readonly call: number;
  readonly fail: (row: number, error: RowError) => void;
  readonly signal: AbortSignal;
}) => Promise<void> | void;

/** A pass-through whose behaviour the test gives; rows reported as failed are left out. */
export function scripted(kind: string, behaviour: Behaviour, inFlight?: number): AnyNode {
  let calls = 0;
  return defineNode({
    ...common,
    kind,
    category: "prepare",
    params: z.object({ variant: number({ title: "Variant", help: "Told apart by tests.", default: 0 }) }),
    inputs: { in: table() },
    outputs: { out: table() },
    schema: ({ inputs }) => ({ outputs: inputs.in ? { out: inputs.in } : {} }),
    async process(frame, { out, fail, signal }) {
      const failed = new Set<number>();
      const report = (row: number, error: RowError) => {
        failed.add(row);
        fail(frame, row, error);
      };
      await behaviour({ frame, call: calls++, fail: report, signal });
      const kept = Int32Array.from({ length: frame.length }, (_, i) => i).filter((row) => !failed.has(row));
      await out.out(failed.size === 0 ? frame : frame.take(kept));
    },
    ...(inFlight !== undefined && { inFlight: () => inFlight }),
  });
}

export interface Collected {
  readonly node: AnyNode;
  readonly frames: Frame[];
  readonly closed: string[];
  /** The ids of all rows that arrived, in order. */
  rowIds(): number[];
}

/** A sink that keeps the frames it was given. */
export function collector(kind = "collect"): Collected {
  const frames: Frame[] = [];
  const closed: string[] = [];
  const node = defineNode({
    ...common,
    kind,
    category: "actions",
    effects: ["writes"],
    params: z.object({}),
    inputs: { in: table() },
    outputs: {},
    schema: () => ({ outputs: {} }),
    plan: (frame) => ({ key: String(frame.lineage.from), summary: "keep", rows: frame.length, data: frame }),
    perform: (effect) => void frames.push(effect.data),
    close: (_, outcome) => void closed.push(outcome),
  });
  const rowIds = () =>
    frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => rowId(frame.lineage, row)));
  return { node: node, frames, closed, rowIds };
}
