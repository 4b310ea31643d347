// Node kinds for benchmarks in memory: a source that gives one prepared frame again and again, and a sink that drops.

import * as z from "zod/mini";
import type { Column } from "../../engine/frames/column.ts";
import type { Frame } from "../../engine/frames/frame.ts";
import { defineNode } from "../../engine/sdk/define-node.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { table } from "../../engine/sdk/ports.ts";

const common = {
  version: 1,
  title: "Bench",
  summary: "For benchmarks.",
  effects: [],
  state: "none",
} as const;

/** Gives `frame` `times` times. */
export function repeat(frame: Frame, times: number): AnyNode {
  return defineNode({
    ...common,
    kind: "repeat",
    category: "sources",
    determinism: "pure",
    params: z.object({}),
    inputs: {},
    outputs: { out: table() },
    schema: () => ({ outputs: { out: frame.schema } }),
    async produce({ out }) {
      for (let i = 0; i < times; i++) {
        const wait = out.out(frame);
        if (wait) await wait;
      }
    },
  });
}

/** Gives `frame` again and again for `forMs`. */
export function repeatFor(frame: Frame, forMs: number): AnyNode {
  return defineNode({
    ...common,
    kind: "repeat-for",
    category: "sources",
    determinism: "clock",
    params: z.object({}),
    inputs: {},
    outputs: { out: table() },
    schema: () => ({ outputs: { out: frame.schema } }),
    async produce({ out }) {
      const end = performance.now() + forMs;
      while (performance.now() < end) {
        const wait = out.out(frame);
        if (wait) await wait;
      }
    },
  });
}

/** Takes frames and does nothing with them but look at one value, so that lazy columns are made. */
export function drop(column: string | null): AnyNode & { readonly seen: { rows: number; sum: number } } {
  const seen = { rows: 0, sum: 0 };
  const node = defineNode({
    ...common,
    kind: "drop",
    category: "actions",
    determinism: "pure",
    params: z.object({}),
    inputs: { in: table() },
    outputs: {},
    schema: () => ({ outputs: {} }),
    plan(frame) {
      seen.rows += frame.length;
      if (column !== null && frame.length > 0) seen.sum += lastNumber(frame.column(column));
      return null;
    },
    perform: () => {},
  });
  return Object.assign(node as AnyNode, { seen });
}

/** A number of the last row; of a tensor its first (to read the whole row as one would make text of it). */
function lastNumber(column: Column): number {
  const value = column.get(column.length - 1);
  return Number(ArrayBuffer.isView(value) ? (value as Float32Array)[0] : value);
}
