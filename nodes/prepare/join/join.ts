// join: gives each row what a table says of its key, or keeps only rows whose key is (or is not) in it.

import type * as z from "zod/mini";
import { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { ProcessContext } from "../../../engine/sdk/node-definition.ts";
import { choice, columnList, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { takeMasked } from "../../_shared/row-selection.ts";
import { BYTES_PER_MB } from "../../_shared/tables/frame-bytes.ts";
import { nullColumn } from "../../_shared/tables/null-column.ts";
import { OwnRows } from "../../_shared/tables/own-rows.ts";
import { WaitingRows } from "../../_shared/tables/waiting-rows.ts";
import { addedColumns, joinIssues, ownColumns, tableKey } from "./join-columns.ts";
import { Lookup } from "./lookup.ts";

/** Rows of a frame that is given on, where rows match several; all matches of one row stay together. */
const OUTPUT_ROWS = 8192;

const Params = paramsOf({
  leftKey: columnList({
    title: "Key",
    help: "Columns of the rows that say which row of the table belongs to them. An empty cell belongs to none.",
    min: 1,
  }),
  rightKey: columnList({
    title: "Key of the table",
    help: "The same columns as the table calls them, in the same order; empty where they have the same names.",
    port: "table",
    default: [],
  }),
  how: choice(["inner", "left", "right", "full", "semi", "anti"], {
    title: "Rows that stay",
    help: "The first four add the columns of the table, the last two only choose rows. Rows of the table that nothing has matched come at the end.",
    labels: {
      inner: "Those with a match, with its columns",
      left: "All, with empty columns where nothing matches",
      right: "Those with a match, and all of the table",
      full: "All, and all of the table",
      semi: "Those with a match, as they are",
      anti: "Those without a match",
    },
    default: "inner",
  }),
  duplicates: choice(["all", "first", "error"], {
    title: "Several matches",
    help: "What happens where the table has the key of a row more than once. Rows of the table that nothing has matched, where they stay, come all.",
    labels: { all: "A row for each of them", first: "The first one counts", error: "The run ends" },
    default: "all",
  }),
  suffix: text({
    title: "Suffix",
    help: "Added to the name of a column of the table that the rows have already.",
    minLength: 1,
    default: "_right",
  }),
  memoryMb: number({
    title: "Memory",
    help: "What the table may take: it is read whole before the first row goes on. More ends the run. Where both come from one source, rows wait meanwhile: a quarter of this in memory, the others in the folder of the system for temporary files (TMPDIR).",
    unit: "MB",
    integer: true,
    min: 1,
    default: 512,
    setting: true,
  }),
});

type JoinParams = z.output<typeof Params>;

interface State {
  readonly lookup: Lookup;
  readonly added: OwnRows;
  /** Rows that came before the table was whole; null when it is. */
  waiting: WaitingRows | null;
}

type Context = ProcessContext<JoinParams, null, State, "out">;

export default defineNode({
  kind: "join",
  version: 1,
  category: "prepare",
  title: "Join",
  icon: "table",
  summary: "Gives each row what a table says of its key, or keeps the rows whose key is in it or not.",
  keywords: [
    "merge",
    "lookup",
    "vlookup",
    "enrich",
    "inner",
    "left",
    "right",
    "full",
    "outer",
    "semi",
    "anti",
    "match",
    "combine",
  ],
  params: Params,
  inputs: { in: table(), table: table({ title: "Table" }) },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "whole",
  needs: [],
  // The table is there as a whole; which of its rows matched none, only all rows can say.
  alone: ({ params: { how } }) => (how === "right" || how === "full" ? "nothing" : "same"),

  schema({ params, inputs }) {
    const { in: own, table: other } = inputs;
    if (!own || !other) return { outputs: {} };
    return { outputs: { out: outputSchema(own, other, params) }, issues: joinIssues(own, other, params) };
  },

  open({ node, params, inputs, host }): State {
    const given = addedColumns(inputs.in, inputs.table, params).map(({ from }) => from);
    const mayMiss = keepsAll(params.how);
    const lookup = new Lookup(inputs.table, tableKey(params), { ...params, given, mayMiss });
    const waitingBytes = (params.memoryMb * BYTES_PER_MB) / 4;
    const waiting = new WaitingRows(inputs.in, waitingBytes, host.scratch);
    return { lookup, added: new OwnRows(node.id), waiting };
  },

  async process(frame, ctx) {
    const { state, port } = ctx;
    if (port === "table") return state.lookup.add(frame);
    if (!state.waiting) return answer(frame, ctx);
    await state.waiting.add(frame);
    // Rows are held back where they come from until the table is whole: not where it comes from there as well.
    if (!ctx.sharesSource) ctx.want(0, "table");
  },

  async wireEnded(ctx) {
    if (ctx.port === "table") await answerWaiting(ctx);
  },

  async end(ctx) {
    await answerWaiting(ctx);
    if (ctx.params.how === "right" || ctx.params.how === "full") await giveUnmatched(ctx);
  },

  close: async ({ state }) => state.waiting?.close(),
});

function keepsAll(how: JoinParams["how"]): boolean {
  return how === "left" || how === "full";
}

async function answerWaiting(ctx: Context): Promise<void> {
  const { waiting } = ctx.state;
  if (!waiting) return;
  for await (const frame of waiting.taken()) await answer(frame, ctx);
  ctx.state.waiting = null;
}

/** Rows of the table that no row has matched: with their key and their columns, and nothing else. */
async function giveUnmatched({ params, state, inputs, outputs, out, signal }: Context): Promise<void> {
  const { whole, rows, matched } = state.lookup.whole();
  const key = tableKey(params);
  for (let from = 0; from < whole.length; from += OUTPUT_ROWS) {
    if (signal.aborted) return;
    const piece = Int32Array.from({ length: Math.min(OUTPUT_ROWS, whole.length - from) }, (_, i) => from + i);
    const left = piece.filter((row) => !matched(row));
    if (left.length === 0) continue;
    const { lineage } = whole.take(left);
    const own = inputs.in.fields.map(({ name, type }) => {
      const at = params.leftKey.indexOf(name);
      return at < 0 ? nullColumn(type, left.length) : whole.column(key[at]).take(left);
    });
    const columns = [...own, ...rows.columns.map((column) => column.take(left))];
    await out.out(state.added.frame(outputs.out, columns, left.length, lineage.origin));
  }
}

async function answer(frame: Frame, ctx: Context): Promise<void> {
  const { params, state, outputs, out, signal } = ctx;
  const columns = params.leftKey.map((name) => frame.column(name));
  const found = state.lookup.find(columns, frame.length);
  if (params.how === "semi" || params.how === "anti") {
    const mask = Uint8Array.from(found, (row) => Number(row >= 0 === (params.how === "semi")));
    return void (await out.out(takeMasked(frame, mask)));
  }
  const { columns: given } = state.lookup.whole().rows;
  state.lookup.match(found);
  for (const { from, to, own, other } of pieces(found, state.lookup, keepsAll(params.how))) {
    if (signal.aborted) return;
    const rows = frame.slice(from, to);
    const { columns: left, length, lineage, arena } = own ? rows.take(own) : rows;
    // Only the columns: where the table's rows come from is of no interest any more.
    const right = given.map((column) => column.take(other));
    await out.out(new Frame(outputs.out, [...left, ...right], length, lineage, arena));
  }
}

/** Rows `[from, to)` with their matches: `own[i]` (counted from `from`; null: each once) goes with row `other[i]` of the table. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly own: Int32Array | null;
  readonly other: Int32Array;
}

function* pieces(found: Int32Array, lookup: Lookup, keepAll: boolean): Generator<Piece> {
  const { next, nothing, several } = lookup.whole();
  if (!several && (keepAll || !found.includes(-1))) {
    // Each row once: nothing has to be put together.
    const other = new Int32Array(found.length);
    for (let row = 0; row < found.length; row++) other[row] = found[row] < 0 ? nothing : found[row];
    yield { from: 0, to: found.length, own: null, other };
    return;
  }
  let from = 0;
  let own: number[] = [];
  let other: number[] = [];
  for (let row = 0; row < found.length; row++) {
    if (other.length >= OUTPUT_ROWS) {
      yield piece(from, row, own, other);
      from = row;
      own = [];
      other = [];
    }
    if (found[row] < 0 && keepAll) {
      own.push(row - from);
      other.push(nothing);
    }
    for (let match = found[row]; match >= 0; match = next[match]) {
      own.push(row - from);
      other.push(match);
    }
  }
  yield piece(from, found.length, own, other);
}

function piece(from: number, to: number, own: readonly number[], other: readonly number[]): Piece {
  const eachOnce = own.length === to - from && own.every((row, i) => row === i);
  return { from, to, own: eachOnce ? null : Int32Array.from(own), other: Int32Array.from(other) };
}

function outputSchema(own: Schema, other: Schema, params: JoinParams): Schema {
  const added = addedColumns(own, other, params).map(({ field }) => field);
  return { fields: [...ownColumns(own, other, params), ...added] };
}
