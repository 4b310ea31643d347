// limit: lets a number of rows through, then stops the sources that feed only it.

import type { Frame } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";

const NO_ROWS = new Int32Array(0);

/** Rows seen so far, those skipped included. */
interface State {
  seen: number;
}

export default defineNode({
  kind: "limit",
  version: 1,
  category: "control",
  title: "Limit",
  summary: "Lets a number of rows through and stops.",
  keywords: ["head", "first", "top", "take", "cut"],
  params: paramsOf({
    rows: number({
      title: "Rows",
      help: "How many rows go through.",
      min: 0,
      integer: true,
      unit: "rows",
      default: 1000,
      setting: true,
    }),
    offset: number({
      title: "Skip",
      help: "How many rows are left out first.",
      min: 0,
      integer: true,
      unit: "rows",
      default: 0,
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "ordered",
  needs: [],
  // It counts anew: of a few rows none may be left, or more than of all.
  alone: ({ params }) => (params.offset === 0 ? "other" : "nothing"),
  leavesOut: true,

  schema: ({ inputs }) => ({ outputs: inputs.in ? { out: inputs.in } : {} }),

  open: (): State => ({ seen: 0 }),

  keepsNothing: true,

  async process(frame, { params: { rows, offset }, state, out, finish }) {
    const last = offset + rows;
    const from = Math.max(0, offset - state.seen);
    const to = Math.min(frame.length, last - state.seen);
    state.seen += frame.length;
    await out.out(from < to ? frame.slice(from, to) : none(frame));
    if (state.seen >= last) finish();
  },

  snapshot: ({ state }) => new Uint8Array(Float64Array.of(state.seen).buffer),
  restore: (bytes, { state }) => void ([state.seen] = new Float64Array(bytes.slice().buffer)),
});

/** No rows of the frame; the position stays. */
function none(frame: Frame): Frame {
  return frame.length === 0 ? frame : frame.take(NO_ROWS);
}
