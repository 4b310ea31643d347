// sort: puts all rows in order by some of their columns.

import type * as z from "zod/mini";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, columnList, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { repeatedIssues, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { BYTES_PER_MB } from "../../_shared/tables/frame-bytes.ts";
import { OwnRows } from "../../_shared/tables/own-rows.ts";
import { Sorting } from "../../_shared/sorting/sorting.ts";
import { isSortable, type SortBy } from "../../_shared/tables/row-order.ts";

const Params = paramsOf({
  columns: columnList({
    title: "Sort by",
    help: "The first column decides; where it is the same, the next one. Rows with the same values everywhere stay in their order.",
    min: 1,
  }),
  descending: columnList({
    title: "Descending",
    help: "Those of the columns above that go from the greatest to the least.",
    default: [],
  }),
  nulls: choice(["last", "first"], {
    title: "Empty cells",
    help: "Where rows without a value stand, whichever way the column goes. NaN counts as greater than every number.",
    labels: { last: "At the end", first: "At the beginning" },
    default: "last",
  }),
  text: choice(["code-point", "natural"], {
    title: "Order of texts",
    help: "By code point, capital letters come before small ones. Numbers in texts by their value: a2 before a10. Neither depends on a language.",
    labels: { "code-point": "By code point", natural: "Numbers by their value" },
    default: "code-point",
  }),
  memoryMb: number({
    title: "Memory",
    help: "What does not fit is sorted in pieces in the folder of the system for temporary files (TMPDIR), which are gone afterwards.",
    unit: "MB",
    integer: true,
    min: 1,
    default: 512,
    setting: true,
  }),
});

type SortParams = z.output<typeof Params>;

interface State {
  readonly sorting: Sorting;
  readonly rows: OwnRows;
}

export default defineNode({
  kind: "sort",
  version: 1,
  category: "prepare",
  title: "Sort",
  summary: "Puts all rows in order by some of their columns.",
  keywords: ["order", "rank", "ascending", "descending", "arrange", "top", "by"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "whole",
  needs: [],
  alone: () => "same",
  numbersRows: true,

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    return {
      outputs: { out: schema },
      issues: [
        ...unknownColumnIssues(schema, params.columns, "params.columns"),
        ...repeatedIssues(params.columns, "columns"),
        ...typeIssues(
          schema,
          params.columns,
          "params.columns",
          isSortable,
          "a number, a text or a time",
          "Choose another column, or make one to sort by with Formula.",
        ),
        ...descendingIssues(params),
      ],
    };
  },

  open({ node, params, inputs, host }): State {
    const sorting = new Sorting(sortBy(params), inputs.in, params.memoryMb * BYTES_PER_MB, host.scratch);
    return { sorting, rows: new OwnRows(node.id) };
  },

  process: (frame, { state }) => state.sorting.add(frame),

  async end({ state, outputs, out, signal }) {
    const { sorting, rows } = state;
    for await (const { columns, length, lineage } of sorting.sorted()) {
      if (signal.aborted) return;
      await out.out(rows.frame(outputs.out, columns, length, lineage.origin));
    }
  },

  close: ({ state }) => state.sorting.close(),
});

function sortBy({ columns, descending, nulls, text }: SortParams): readonly SortBy[] {
  return [...new Set(columns)].map((column) => ({
    column,
    descending: descending.includes(column),
    nulls,
    text,
  }));
}

function descendingIssues({ columns, descending }: SortParams): NodeIssue[] {
  const others = descending.filter((name) => !columns.includes(name));
  return others.map((name) => ({
    code: "PARAM_INVALID",
    severity: "error",
    path: "params.descending",
    message: `"${name}" is to go from the greatest to the least, but rows are not sorted by it.`,
    expected: `some of ${columns.join(", ")}`,
    got: name,
    hint: 'Name it in "Sort by" too, or take it out here.',
    fix: {
      label: `Take "${name}" out`,
      commands: [
        {
          do: "set-param",
          id: "",
          param: "descending",
          value: descending.filter((each) => columns.includes(each)),
        },
      ],
    },
  }));
}
