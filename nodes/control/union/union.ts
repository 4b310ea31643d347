// union: rows of several wires become one stream again.

import type * as z from "zod/mini";
import { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { ProcessContext } from "../../../engine/sdk/node-definition.ts";
import { choice, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { nullColumn } from "../../_shared/tables/null-column.ts";
import { MergeQueue } from "./merge-queue.ts";
import { unionSchema } from "./union-schema.ts";

const Params = paramsOf({
  missing: choice(["refuse", "null"], {
    title: "Missing columns",
    help: "What happens when a column arrives on some wires only.",
    labels: { refuse: "It is an error", null: "It is empty there" },
    default: "refuse",
  }),
});

/** Made with the first call: only then the number of wires is told. */
interface State {
  queue: MergeQueue | null;
}

type Context = ProcessContext<z.output<typeof Params>, null, State, "out">;

export default defineNode({
  kind: "union",
  version: 1,
  category: "control",
  title: "Union",
  summary:
    "Makes one stream of several: rows of one source in their old order, other sources one after the other.",
  keywords: ["merge", "join", "concat", "append", "combine", "together", "collect"],
  params: Params,
  inputs: { in: table({ many: true }) },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "ordered",
  needs: [],
  // Rows of one source are put in order among themselves; of several sources, each is given after the one before.
  remembers: ({ sources }) => sources > 1,

  schema({ params, wires }) {
    const schemas = wires.in ?? [];
    return schemas.length === 0 ? { outputs: {} } : unionSchema(schemas, params.missing);
  },

  open: (): State => ({ queue: null }),

  async process(frame, ctx) {
    queueOf(ctx).push(ctx.wire, conform(frame, ctx.outputs.out));
    await give(ctx);
  },

  async wireEnded(ctx) {
    queueOf(ctx).end(ctx.wire);
    await give(ctx);
  },

  async end(ctx) {
    const queue = queueOf(ctx);
    for (let wire = 0; wire < wireCount(ctx); wire++) queue.end(wire);
    await give(ctx);
  },

  // Frames that wait are not kept. Where none does, all wires are at the same place, and tell so again by their next frames.
  snapshot: ({ state }) => (state.queue?.isHolding ? null : new Uint8Array(0)),
  restore() {},
});

async function give(ctx: Context): Promise<void> {
  const queue = queueOf(ctx);
  for (let frames = queue.next(); frames; frames = queue.next()) {
    for (const frame of frames) await ctx.out.out(frame);
  }
  ctx.want(queue.wanted());
}

function queueOf(ctx: Context): MergeQueue {
  ctx.state.queue ??= new MergeQueue(wireCount(ctx));
  return ctx.state.queue;
}

function wireCount({ wires }: Context): number {
  return Math.max(1, wires.in ?? 1);
}

/** The frame with the columns of `schema` in its order; columns it lacks are null. */
function conform(frame: Frame, schema: Schema): Frame {
  const columns = schema.fields.map(({ name, type }) => frame.find(name) ?? nullColumn(type, frame.length));
  return new Frame(schema, columns, frame.length, frame.lineage);
}
