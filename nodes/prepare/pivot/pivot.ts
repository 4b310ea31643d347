// pivot: makes a column of each category, with one row for each key.

import * as z from "zod/mini";
import { field, findField } from "../../../engine/frames/frame.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import {
  choice,
  column,
  columnList,
  json,
  number,
  optionalColumn,
  paramsOf,
  text,
} from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { addCategories, codesOf, sortedCategories } from "../../_shared/categories.ts";
import { duplicateIssues, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { Grouping } from "../../_shared/groups/grouping.ts";
import { AGGREGATES, aggregateType, tallyTakes, type Aggregate } from "../../_shared/groups/aggregates.ts";
import { warnOfRounded } from "../../_shared/groups/rounded-sums.ts";
import { tallyOf, type Tally } from "../../_shared/groups/tally.ts";
import { isKeyType } from "../../_shared/keys/key-words.ts";
import { BYTES_PER_MB } from "../../_shared/tables/frame-bytes.ts";
import { emptyColumn } from "../../_shared/tables/null-column.ts";
import { OwnRows } from "../../_shared/tables/own-rows.ts";
import { UnknownCategories } from "../../_shared/unknown-categories.ts";

const FUNCTIONS = AGGREGATES.filter((of) => of !== "quantile") as Exclude<Aggregate, "quantile">[] &
  [Exclude<Aggregate, "quantile">];
const OUTPUT_ROWS = 8192;
/** Values are in arrays that grow by doubling, and copied to be put in order. */
const COPIES = 4;
/** The count of each cell stays in memory, whatever lies on the disk: a float64, in an array that grows by doubling. */
const CELL_BYTES = 16;

interface Naming {
  readonly key: readonly string[];
  readonly column: string;
  readonly value: string;
  readonly of: Aggregate;
  readonly categories: readonly string[];
  readonly prefix: string;
}

interface State {
  readonly grouping: Grouping;
  /** What is known of each category of each key: those of a key stand next to each other. */
  readonly tally: Tally;
  readonly unknown: UnknownCategories;
  readonly rows: OwnRows;
}

export default defineNode({
  kind: "pivot",
  version: 1,
  category: "prepare",
  title: "Pivot",
  summary: "Makes a column of each category, with one row for each key.",
  keywords: ["wide", "wider", "spread", "crosstab", "reshape", "transpose", "table"],
  params: paramsOf({
    key: columnList({
      title: "Key",
      help: "One row for each set of values here, in the order in which they first come.",
      min: 1,
    }),
    column: column({ title: "Categories in", help: "The column whose values become columns." }),
    value: optionalColumn({
      title: "Value",
      help: "The column that fills the new ones; empty counts rows.",
    }),
    of: choice(FUNCTIONS, {
      title: "Several values",
      help: "What they come to where a key has a category more than once. median keeps every value, distinct each different one: in memory as long as they fit, then on the disk.",
      default: "first",
    }),
    categories: json<string[]>(
      () => z.array(z.string()),
      {
        title: "Categories",
        help: "One column each, in this order; found in the data when empty (the button, or `millrace fit`).",
        fitted: true,
        default: [],
      },
      isListOf(isText),
    ),
    prefix: text({ title: "Prefix", help: "Begins the names of the new columns.", default: "" }),
    maxGroups: number({
      title: "Most keys",
      help: "All keys are in memory until the last row has come. More of them end the run.",
      integer: true,
      min: 1,
      default: 1_000_000,
      setting: true,
    }),
    memoryMb: number({
      title: "Memory",
      help: "What the values of median and distinct may take. What does not fit lies in the folder of the system for temporary files (TMPDIR) meanwhile.",
      unit: "MB",
      integer: true,
      min: 1,
      default: 512,
      setting: true,
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "whole",
  needs: [],
  numbersRows: true,

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const fields = [...keyFields(schema, params.key), ...addedFields(schema, params)];
    return { outputs: { out: { fields } }, issues: issuesOf(schema, params, fields) };
  },

  open({ node, params, inputs, host }): State {
    const type = findField(inputs.in, params.value)?.type ?? null;
    return {
      grouping: new Grouping(params.key, null, { fields: keyFields(inputs.in, params.key) }),
      tally: tallyOf(functionOf(params), type, host.scratch),
      unknown: new UnknownCategories(),
      rows: new OwnRows(node.id),
    };
  },

  async process(frame, { params, state }) {
    const { grouping, tally, unknown } = state;
    const groups = grouping.of(frame);
    if (grouping.size > params.maxGroups)
      throw new MillraceError("GROUPS_TOO_MANY", {
        message: `There are more than ${params.maxGroups} keys, which are all kept in memory.`,
        expected: `at most ${params.maxGroups}`,
        got: `${grouping.size} so far`,
        hint: 'Raise "Most keys" (maxGroups), or choose a key with fewer values.',
        fatal: true,
      });
    const source = frame.column(params.column);
    const codes = codesOf(source, params.categories);
    unknown.count(params.column, source, codes);
    const rows = Int32Array.from(codes.keys()).filter((row) => codes[row] >= 0);
    const width = params.categories.length;
    const cells = rows.map((row) => groups[row] * width + codes[row]);
    const values = params.value === "" ? null : frame.column(params.value).take(rows);
    const count = grouping.size * width;
    await tally.add(values, cells, count);
    const share = (params.memoryMb * BYTES_PER_MB) / COPIES;
    if (tally.bytes > share + CELL_BYTES * count) await tally.spill?.();
  },

  async end({ params, state, inputs, outputs, out, signal, warn }) {
    const { grouping, tally, rows } = state;
    const keys = grouping.keys();
    if (!keys) {
      const none = outputs.out.fields.map(({ type }) => emptyColumn(type));
      return void (await out.out(rows.frame(outputs.out, none, 0, undefined)));
    }
    const width = params.categories.length;
    const wanted = [{ of: functionOf(params), at: 0.5 }];
    const [cells] = await tally.results(grouping.size * width, wanted);
    if (tally.rounded) warnOfRounded(new Set([params.value]), warn);
    const added = addedFields(inputs.in, params).map(({ name }, i) => {
      const own = Int32Array.from({ length: grouping.size }, (_, group) => group * width + i);
      return { name, column: cells.take(own) };
    });
    const whole = keys.with(added, outputs.out);
    for (let from = 0; from < whole.length && !signal.aborted; from += OUTPUT_ROWS) {
      const { columns, length, lineage } = whole.slice(from, Math.min(whole.length, from + OUTPUT_ROWS));
      await out.out(rows.frame(outputs.out, columns, length, lineage.origin));
    }
  },

  async close(ctx) {
    ctx.state.unknown.warn(ctx, "They are in no column.", "categories");
    await ctx.state.tally.close?.();
  },

  async fit(frames, { params }) {
    const seen = new Set<string>();
    for await (const frame of frames) addCategories(frame.column(params.column), seen);
    return { categories: sortedCategories(seen) };
  },
});

/** Without a column of values there is nothing but rows to count. */
function functionOf({ value, of }: Naming): Aggregate {
  return value === "" ? "count" : of;
}

function keyFields(schema: Schema, key: readonly string[]): Field[] {
  return [...new Set(key)].flatMap((name) => findField(schema, name) ?? []);
}

function addedFields(schema: Schema, params: Naming): Field[] {
  const of = functionOf(params);
  const type = aggregateType(of, findField(schema, params.value)?.type ?? null);
  return params.categories.map((category) =>
    field(params.prefix + category, type, of !== "count" && of !== "distinct"),
  );
}

function issuesOf(schema: Schema, params: Naming, fields: readonly Field[]): NodeIssue[] {
  const { key, column: source, value, categories } = params;
  const keyTypes = ["a number, a text or a time", "Choose another column."] as const;
  return [
    ...unknownColumnIssues(schema, key, "params.key"),
    ...unknownColumnIssues(schema, [source], "params.column"),
    ...typeIssues(schema, key, "params.key", isKeyType, ...keyTypes),
    ...typeIssues(schema, [source], "params.column", isKeyType, ...keyTypes),
    ...(value === ""
      ? []
      : [
          ...unknownColumnIssues(schema, [value], "params.value"),
          ...typeIssues(
            schema,
            [value],
            "params.value",
            (type) => tallyTakes(params.of, type),
            `what has a ${params.of}`,
            "Cast the column first, or take first or count.",
          ),
        ]),
    ...duplicateIssues({ fields }, "params.categories"),
    ...(categories.length === 0 ? [notFound(source)] : []),
  ];
}

function notFound(source: string): NodeIssue {
  return {
    code: "NOT_FITTED",
    severity: "error",
    path: "params.categories",
    message: `The categories of "${source}" are not known yet.`,
    expected: "a list of categories",
    got: "none",
    hint: "Name them, or let the node find them in the data: the button in its settings, or `millrace fit FLOW`.",
  };
}
