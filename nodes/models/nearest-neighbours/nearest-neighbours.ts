// nearest-neighbours: which rows of a reference, or of the same table, are most like each row, by their vectors.

import * as z from "zod/mini";
import { columnOf } from "../../../engine/frames/builder.ts";
import { FixedColumn, ObjectColumn, type Cell } from "../../../engine/frames/column.ts";
import { field, withFields, type Frame, type NewColumn } from "../../../engine/frames/frame.ts";
import type { DataType, Field, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue, ProcessContext } from "../../../engine/sdk/node-definition.ts";
import {
  choice,
  column,
  json,
  number,
  optionalAssetFile,
  optionalNumber,
  paramsOf,
  text,
} from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { unknownColumnIssues } from "../../_shared/column-issues.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import { vectorIssues, vectorsOf, vectorWidth, wrongVectors } from "../../_shared/vectors/vector-column.ts";
import type { Neighbour } from "../../_shared/vectors/vector-set.ts";
import { Groups } from "./groups.ts";
import { keptFields, parseReference, Reference, type ReferenceFile } from "./reference.ts";
import { searchOf, type Search } from "./search.ts";

/** Work of a piece, in numbers compared, after which others get their turn. */
const PIECE_WORK = 50_000_000;

const Params = paramsOf({
  column: column({
    title: "Vectors",
    help: "The column with the vectors.",
    of: "tensor",
    default: "embedding",
  }),
  against: choice(["reference", "file", "own"], {
    title: "Compared with",
    help: "Rows of the port Reference, rows of a file, or the rows among themselves, which finds duplicates.",
    labels: { reference: "The reference", file: "A file", own: "The other rows" },
    default: "reference",
  }),
  referenceColumn: text({
    title: "Vectors of the reference",
    help: "The column of the reference with its vectors.",
    minLength: 1,
    default: "embedding",
    visibleWhen: { param: "against", oneOf: ["reference", "file"] },
  }),
  file: optionalAssetFile({
    title: "Reference file",
    help: "JSON lines, as Write JSON lines makes them, with the vectors and the columns to tell.",
    extensions: ["jsonl", "ndjson"],
  }),
  keep: json<string[]>(
    () => z.array(z.string()),
    {
      title: "Tell of a neighbour",
      help: "Columns of the reference, or of the rows themselves, that are told of each neighbour.",
      default: [],
      example: ["id", "title"],
    },
    isListOf(isText),
  ),
  metric: choice(["cosine", "dot", "euclidean"], {
    title: "Nearness",
    help: "Cosine is from -1 to 1 and does not look at lengths; the Euclidean distance is 0 for equal vectors.",
    labels: { cosine: "Cosine similarity", dot: "Dot product", euclidean: "Euclidean distance" },
    default: "cosine",
  }),
  k: number({
    title: "Neighbours",
    help: "How many at the most.",
    min: 1,
    max: 1000,
    integer: true,
    default: 5,
  }),
  limit: optionalNumber({
    title: "Limit",
    help: "Only neighbours that are at least so similar, or at most so far; open = all.",
    setting: true,
  }),
  search: choice(["auto", "exact", "approximate"], {
    title: "Search",
    help: "Exact looks at all vectors. Approximate (usearch) is much faster with very many, and may miss one. Automatic goes by their number.",
    labels: { auto: "Automatic", exact: "Exact", approximate: "Approximate" },
    default: "auto",
  }),
  exactUpTo: number({
    title: "Exact up to",
    help: "Automatic search is exact with so many vectors in the reference.",
    unit: "vectors",
    min: 1,
    integer: true,
    default: 100_000,
    visibleWhen: { param: "search", oneOf: ["auto"] },
  }),
  prefix: text({
    title: "Prefix",
    help: "Begins the names of the columns that tell of the first neighbour.",
    default: "nearest_",
  }),
  output: text({
    title: "List column",
    help: "Name of the column with all neighbours.",
    minLength: 1,
    default: "neighbours",
  }),
});

type NeighbourParams = z.output<typeof Params>;

interface State {
  readonly reference: Reference;
  readonly kept: readonly Field[];
  search: Search | null;
  /** Frames that came before the reference was whole, or all where rows are compared among themselves. */
  waiting: Frame[];
}

type Context = ProcessContext<NeighbourParams, ReferenceFile | null, State, "out">;

export default defineNode({
  kind: "nearest-neighbours",
  version: 1,
  category: "models",
  title: "Nearest neighbours",
  icon: "waypoints",
  summary: "Finds the rows of a reference, or of the same table, that are most like each row.",
  keywords: [
    "knn",
    "similarity",
    "search",
    "duplicates",
    "dedupe",
    "match",
    "cosine",
    "embedding",
    "usearch",
  ],
  params: Params,
  inputs: { in: table(), reference: table({ optional: true, title: "Reference" }) },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "whole",
  needs: [],
  alone: ({ params }) => (params.against === "own" ? "other" : "same"),
  remembers: ({ params }) => params.against !== "file",

  async probe({ params, host, signal }): Promise<ReferenceFile | null> {
    const { against, file, referenceColumn: column, keep } = params;
    if (against !== "file" || file === "") return null;
    return parseReference(await host.files.readAll(file, signal), { file, column, keep });
  },

  schema({ params, inputs, facts }) {
    if (!inputs.in) return { outputs: {} };
    const fields = addedFields(params, keptOf(params, inputs, facts));
    return {
      outputs: { out: withFields(inputs.in, fields) },
      issues: [
        ...vectorIssues(inputs.in, params.column, "column"),
        ...referenceIssues(params, inputs, facts),
        ...clashIssues(inputs.in, fields, ["output"]),
      ],
    };
  },

  open({ params, inputs, facts }): State {
    const kept = keptOf(params, inputs, facts);
    const reference = new Reference(
      params.metric,
      kept.map(({ name }) => name),
    );
    facts?.vectors.forEach((vector, i) => reference.addRow(vector, facts.cells[i]));
    return { reference, kept, search: null, waiting: [] };
  },

  async process(frame, ctx) {
    const { params, state, port } = ctx;
    if (port === "reference") {
      learn(frame, ctx);
      return;
    }
    const own = params.against === "own";
    if (own || (params.against === "reference" && !state.search)) {
      state.waiting.push(own ? learn(frame, ctx, params.column) : frame);
      // Rows are held back where they come from until the reference is whole.
      if (!own && ctx.wires.reference) ctx.want(0, "reference");
      return;
    }
    state.search ??= await searchOf(state.reference.set, params, ctx);
    await answer(frame, ctx);
  },

  async wireEnded(ctx) {
    if (ctx.port === "reference" && ctx.params.against === "reference") await answerWaiting(ctx);
  },

  async end(ctx) {
    if (ctx.params.against === "own") await answerOwn(ctx);
    else await answerWaiting(ctx);
  },
});

/** Takes the rows into the set; answers them without those that have no vector. */
function learn(frame: Frame, ctx: Context, column = ctx.params.referenceColumn): Frame {
  const wrong = wrongVectors(vectorsOf(frame, column), frame.length, column);
  if (wrong.size > 0 && ctx.port === "reference")
    ctx.warn(
      "VECTOR_INVALID",
      `${wrong.size} rows of the reference have NaN in "${column}" and are left out (there may be more).`,
    );
  const good = dropFailed(frame, wrong, ctx.port === "reference" ? { fail: () => {} } : ctx);
  checkWidth(ctx.state.reference, good, column);
  ctx.state.reference.add(good, column);
  return good;
}

function checkWidth({ set }: Reference, frame: Frame, column: string): void {
  const { width } = vectorsOf(frame, column);
  if (set.length === 0 || frame.length === 0 || width === set.width) return;
  throw new MillraceError("VECTOR_SIZE", {
    message: `The vectors in "${column}" have ${width} numbers, and those that they are compared with ${set.width}.`,
    expected: `${set.width} numbers`,
    got: String(width),
    hint: "Make both by the same model, or with the same settings.",
    fatal: true,
  });
}

async function answerWaiting(ctx: Context): Promise<void> {
  const { state, params } = ctx;
  state.search ??= await searchOf(state.reference.set, params, ctx);
  for (const frame of state.waiting.splice(0)) await answer(frame, ctx);
}

/** Each row with its neighbours, in pieces that do not take long. */
async function answer(frame: Frame, ctx: Context): Promise<void> {
  const { params, state, outputs, out, signal } = ctx;
  const { set } = state.reference;
  const rows = Math.max(1, Math.floor(PIECE_WORK / Math.max(1, set.length * set.width)));
  for (let from = 0; from < Math.max(1, frame.length); from += rows) {
    if (signal.aborted) return;
    const piece = frame.slice(from, Math.min(frame.length, from + rows));
    const vectors = vectorsOf(piece, params.column);
    const good = dropFailed(piece, wrongVectors(vectors, piece.length, params.column), ctx);
    checkWidth(state.reference, good, params.column);
    const query = set.prepared(vectorsOf(good, params.column).data);
    const found = Array.from({ length: good.length }, (_, row) =>
      state.search!(query, row * set.width, params.k, params.limit),
    );
    await out.out(good.with(neighbourColumns(found, ctx), outputs.out));
  }
}

/** All rows among themselves: each with its neighbours, and the groups of those that are near to each other. */
async function answerOwn(ctx: Context): Promise<void> {
  const { params, state, outputs, out, signal } = ctx;
  const { set } = state.reference;
  const search = await searchOf(set, params, ctx);
  const groups = new Groups();
  const all: Neighbour[][] = [];
  for (let row = 0; row < set.length && !signal.aborted; row++) {
    const each = (other: number) => groups.join(row, other);
    all.push(search(set.data, row * set.width, params.k, params.limit, { skip: row, each }));
  }
  if (signal.aborted) return;
  const { group, size } = groups.numbered(set.length);
  let at = 0;
  for (const frame of state.waiting) {
    const [from, to] = [at, (at += frame.length)];
    const whole = (values: Int32Array) =>
      new FixedColumn({ type: "int32" }, frame.length, { values: values.slice(from, to), validity: null });
    const added: NewColumn[] = [
      ...neighbourColumns(all.slice(from, to), ctx),
      { name: "group", column: whole(group) },
      { name: "group_size", column: whole(size) },
    ];
    await out.out(frame.with(added, outputs.out));
  }
}

function neighbourColumns(found: readonly (readonly Neighbour[])[], { params, state }: Context): NewColumn[] {
  const { reference, kept } = state;
  const told = ({ row, score }: Neighbour) => {
    const cells = reference.cells(row);
    return { row: row + 1, score, ...Object.fromEntries(kept.map(({ name }, i) => [name, cells[i]])) };
  };
  const firsts = found.map(([first]) => (first ? told(first) : null));
  const own = addedFields(params, kept).slice(0, 2 + kept.length + 1);
  return own.map(({ name, type }, i): NewColumn => {
    if (i === 0)
      return {
        name,
        column: new ObjectColumn(
          type as never,
          found.map((each) => each.map(told)),
        ),
      };
    const key = (["row", "score", ...kept.map((each) => each.name)] as const)[i - 1];
    const cells = firsts.map((first) => (first as Readonly<Record<string, Cell>> | null)?.[key] ?? null);
    return { name, column: columnOf(type, cells) };
  });
}

/** The list, then the row, the score and the kept columns of the first; the groups at the end. */
function addedFields({ output, prefix, against }: NeighbourParams, kept: readonly Field[]): Field[] {
  const each = [field("row", "float64", false), field("score", "float64", false), ...kept];
  const list: DataType = { type: "list", of: { type: "struct", fields: each } };
  return [
    field(output, list, false),
    ...each.map(({ name, type }) => field(prefix + name, type)),
    ...(against === "own" ? [field("group", "int32", false), field("group_size", "int32", false)] : []),
  ];
}

type Inputs = Readonly<Record<string, Schema | undefined>>;

function keptOf(params: NeighbourParams, inputs: Inputs, facts: ReferenceFile | null): readonly Field[] {
  if (params.against === "file") return facts?.fields ?? [];
  return keptFields(params.against === "own" ? inputs.in : inputs.reference, params.keep);
}

function referenceIssues(params: NeighbourParams, inputs: Inputs, facts: ReferenceFile | null): NodeIssue[] {
  const { against, keep, referenceColumn, file, limit } = params;
  if (against === "own")
    return [
      ...unknownColumnIssues(inputs.in!, keep, "params.keep"),
      ...(limit === null
        ? [
            unsetIssue(
              "limit",
              "Limit",
              "a number",
              "Say how near rows are that belong together, such as 0.9 for cosine.",
            ),
          ]
        : []),
    ];
  if (against === "file")
    return [
      ...(file === ""
        ? [unsetIssue("file", "Reference file", "a file", "Choose the file with the reference.")]
        : []),
      ...sizeIssues(vectorWidth(inputs.in, params.column), facts?.vectors[0]?.length ?? null),
    ];
  const { reference } = inputs;
  if (!reference)
    return [
      {
        code: "INPUT_MISSING",
        severity: "error",
        port: "reference",
        message: "No reference is wired.",
        expected: "a wire to the port Reference",
        got: "none",
        hint: 'Wire the rows to compare with, or set "Compared with" to a file or to the other rows.',
      },
    ];
  return [
    ...vectorIssues(reference, referenceColumn, "referenceColumn", "reference"),
    ...unknownColumnIssues(reference, keep, "params.keep").map((issue) => ({ ...issue, port: "reference" })),
    ...sizeIssues(vectorWidth(inputs.in, params.column), vectorWidth(reference, referenceColumn)),
  ];
}

function unsetIssue(param: string, title: string, expected: string, hint: string): NodeIssue {
  const path = `params.${param}`;
  return {
    code: "PARAM_REQUIRED",
    severity: "error",
    path,
    message: `${title} is not set yet.`,
    expected,
    got: "nothing",
    hint,
  };
}

function sizeIssues(own: number | null, other: number | null): NodeIssue[] {
  if (own === null || other === null || own === other) return [];
  return [
    {
      code: "VECTOR_SIZE",
      severity: "error",
      path: "params.column",
      message: `The vectors have ${own} numbers, and those of the reference ${other}.`,
      expected: `${other} numbers`,
      got: String(own),
      hint: "Make both by the same model, or with the same settings.",
    },
  ];
}
