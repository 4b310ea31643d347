// What stands in for a node that failed: constants, or the same kind with other params (another model, say).

import { TextColumn, type Cell } from "../frames/column.ts";
import { columnOf } from "../frames/builder.ts";
import { Frame } from "../frames/frame.ts";
import type { PlannedNode } from "../plan/types.ts";
import type { NodeContext, Outcome } from "../sdk/node-definition.ts";
import type { Attempt } from "./rescue.ts";

export interface OpenFallback {
  attempt(frame: Frame, port: string, wire: number): Promise<Attempt>;
  close(outcome: Outcome): Promise<void>;
}

type CallOther = (ctx: NodeContext<object>, frame: Frame, port: string, wire: number) => Promise<Attempt>;

/** Opens a node's fallback, once a run and only when it is needed. */
export async function openFallback(
  planned: PlannedNode,
  base: NodeContext<object>,
  call: CallOther,
): Promise<OpenFallback> {
  const { fallback } = planned.rescue;
  if (fallback?.use === "params") return openWithParams(planned, base, fallback.params, call);
  const columns = fallback?.columns ?? {};
  return {
    attempt: async (frame) => ({
      outputs: [{ port: "out", frame: withConstants(frame, planned, columns) }],
      failed: [],
      thrown: null,
    }),
    close: async () => {},
  };
}

async function openWithParams(
  { definition, params }: PlannedNode,
  base: NodeContext<object>,
  changes: Readonly<Record<string, unknown>>,
  call: CallOther,
): Promise<OpenFallback> {
  const merged = definition.params.parse({ ...params, ...changes });
  const { host, signal } = base;
  const facts = (await definition.probe?.({ params: merged, host, signal })) ?? null;
  const ctx: NodeContext<object, unknown, undefined> = { ...base, params: merged, facts, state: undefined };
  const state = await definition.open?.(ctx);
  const own: NodeContext<object> = { ...ctx, state };
  return {
    attempt: (frame, port, wire) => call(own, frame, port, wire),
    close: async (outcome) => definition.close?.(own, outcome),
  };
}

/** The frame as the node would have given it on, with the same value in every row of the columns it would have added. */
function withConstants(
  frame: Frame,
  { outputs }: PlannedNode,
  constants: Readonly<Record<string, Cell>>,
): Frame {
  const schema = outputs.out ?? frame.schema;
  const columns = schema.fields.map((field) => {
    if (Object.hasOwn(constants, field.name))
      return columnOf(field.type, new Array(frame.length).fill(constants[field.name]));
    return frame.find(field.name) ?? nullColumn(field.type, frame.length);
  });
  return new Frame(schema, columns, frame.length, frame.lineage, frame.arena);
}

function nullColumn(type: Parameters<typeof columnOf>[0], length: number) {
  if (type.type === "text")
    return new TextColumn(length, { indices: new Int32Array(length).fill(-1), words: [] });
  return columnOf(type, new Array<null>(length).fill(null));
}
