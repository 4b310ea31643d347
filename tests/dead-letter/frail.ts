// A node that fails some rows, in one of the ways in which nodes fail.

import { defineNode } from "../../engine/sdk/define-node.ts";
import { choice, number, paramsOf } from "../../engine/sdk/params.ts";
import { table } from "../../engine/sdk/ports.ts";
import { dropFailed } from "../../nodes/_shared/row-selection.ts";

export const WAYS = ["reports", "throws", "once", "hangs"] as const;

/** Rows whose `id` is a multiple of `every` fail; 0 = none. `once`: a row that is tried again does not. `hangs`: give it a time limit. */
export const frail = defineNode({
  kind: "frail",
  version: 1,
  category: "prepare",
  title: "Frail",
  summary: "Fails some rows.",
  params: paramsOf({
    every: number({ title: "Every", help: "Which rows fail.", integer: true, min: 0, default: 3 }),
    way: choice(WAYS, {
      title: "Way",
      help: "How they fail.",
      labels: { reports: "reports", throws: "throws", once: "once", hangs: "hangs" },
      default: "reports",
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  schema: ({ inputs }) => ({ outputs: inputs.in ? { out: inputs.in } : {} }),
  open: () => new Set<number>(),
  async process(frame, ctx) {
    const { params, state: tried, out } = ctx;
    const ids = Array.from({ length: frame.length }, (_, row) => Number(frame.column("id").get(row)));
    const isBad = (id: number) => params.every > 0 && id % params.every === 0;
    const bad = ids.flatMap((id, row) =>
      isBad(id) && !(params.way === "once" && tried.has(id)) ? [row] : [],
    );
    for (const id of ids) tried.add(id);
    if (bad.length > 0 && params.way === "throws") throw new Error("A row is bad.");
    if (bad.length > 0 && params.way === "hangs") await new Promise(() => {});
    const error = { code: "FRAIL", cause: "The row is bad." };
    await out.out(dropFailed(frame, new Map(bad.map((row) => [row, error])), ctx));
  },
});
