// report: figures, charts and some rows of a table, as a page that opens offline or as Markdown.

import * as z from "zod/mini";
import { isNumberType, type Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import {
  choice,
  columnList,
  file,
  json,
  number,
  paramsOf,
  text,
  toggle,
} from "../../../engine/sdk/params.ts";
import { pathOfPart } from "../../../engine/sdk/partition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { Files, FileWriter } from "../../../engine/sdk/services.ts";
import { repeatedIssues, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { NumberTally } from "../../_shared/page/number-tally.ts";
import { chartAsked, chartIssues, isTime, type ChartAsked } from "./chart-params.ts";
import { chartOf, type Chart } from "./charts.ts";
import { KeptRows, ROW_CHOICES } from "./kept-rows.ts";
import { htmlPage, markdownPage, type ReportContent } from "./pages.ts";
import { svgFile } from "./svg.ts";

const Params = paramsOf({
  path: file({
    title: "File",
    help: "A page (.html), or Markdown (.md) with the charts as SVG files beside it. It takes its place when it is whole.",
    extensions: ["html", "md"],
  }),
  title: text({ title: "Title", help: "Stands on top.", default: "Report" }),
  text: text({
    title: "Text",
    help: "Stands below the title; an empty line begins a paragraph.",
    default: "",
  }),
  charts: json<ChartAsked[]>(() => z.array(chartAsked) as unknown as z.ZodMiniType<ChartAsked[]>, {
    title: "Charts",
    help:
      "Each with a kind, the column along it (x), mostly a column of values (y), and a title if you like. The kinds are line (y over x, a time or a number; each names a column of which every value has a line, 8 at the most), bars (what y comes to " +
      "for each x: of is count, sum or mean; the 20 greatest), histogram (how often x lies where) and scatter (y and x of 2,000 rows that are drawn by lot).",
    example: [
      { kind: "line", x: "time", y: "sales", each: "city" },
      { kind: "bars", x: "city", y: "sales", of: "sum" },
    ],
    default: [],
  }),
  numbers: toggle({
    title: "Figures",
    help: "How many values each column of numbers has, the least, the mean and the most.",
    default: true,
  }),
  rows: choice(ROW_CHOICES, {
    title: "Rows",
    help: "Which rows stand at the end.",
    labels: { first: "The first", last: "The last", top: "Those with the greatest values", none: "None" },
    default: "first",
  }),
  by: text({
    title: "Greatest values of",
    help: "The column that says which rows are shown.",
    default: "",
    visibleWhen: { param: "rows", oneOf: ["top"] },
  }),
  maxRows: number({
    title: "Most rows",
    help: "So many are shown.",
    min: 1,
    max: 1000,
    integer: true,
    default: 20,
  }),
  columns: columnList({
    title: "Columns",
    help: "Of figures and rows, in which order; all when empty, but tensors, pictures and sound.",
    default: [],
  }),
});

type ReportParams = z.output<typeof Params>;

interface State {
  readonly writer: FileWriter;
  readonly columns: readonly string[];
  readonly tally: NumberTally;
  readonly charts: readonly Chart[];
  readonly kept: KeptRows;
}

export default defineNode({
  kind: "report",
  version: 1,
  category: "actions",
  icon: "newspaper",
  title: "Report",
  summary: "Writes figures, charts and rows of a table as one page, or as Markdown.",
  keywords: [
    "chart",
    "plot",
    "graph",
    "line",
    "bar",
    "histogram",
    "scatter",
    "markdown",
    "html",
    "svg",
    "summary",
    "share",
  ],
  params: Params,
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    return { outputs: {}, issues: reportIssues(schema, params) };
  },

  open({ params, inputs, host }): State {
    const schema = inputs.in;
    const columns = shownNames(schema, params.columns);
    return {
      writer: host.files.create(params.path),
      columns,
      tally: new NumberTally(),
      charts: params.charts.map((chart) => chartOf(chart, schema)),
      kept: new KeptRows({ rows: params.rows, by: params.by, most: params.maxRows, columns }),
    };
  },

  ofPart: ({ path }, partition) => ({ path: pathOfPart(path, partition) }),

  plan(frame, { params }) {
    if (frame.length === 0) return null;
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `${params.path} ${source} ${unit} ${from}-${to}`,
      summary: `put ${frame.length} rows into ${params.path}`,
      rows: frame.length,
      data: { frame },
    };
  },

  perform({ data: { frame } }, { params, state }) {
    if (params.numbers) state.tally.add(frame, state.columns);
    for (const chart of state.charts) chart.add(frame);
    state.kept.add(frame);
  },

  async close({ state, params, inputs, host }, outcome) {
    if (!state) return;
    if (outcome !== "done") return state.writer.abandon();
    await writeReport(contentOf(state, params, inputs.in), params.path, state.writer, host.files);
  },
});

function contentOf(
  { columns, tally, charts, kept }: State,
  params: ReportParams,
  schema: Schema,
): ReportContent {
  const isNumber = columns.map((name) =>
    schema.fields.some((field) => field.name === name && isNumberType(field.type.type)),
  );
  return {
    title: params.title,
    text: params.text,
    numbers: tally.facts(),
    charts: charts.map((chart) => chart.drawn()),
    rows: params.rows === "none" ? null : { title: kept.title(), columns, isNumber, texts: kept.texts() },
  };
}

/** Charts take their places before the file that names them. */
async function writeReport(
  content: ReportContent,
  path: string,
  writer: FileWriter,
  files: Files,
): Promise<void> {
  if (!/\.md$/iu.test(path)) return put(writer, htmlPage(content));
  const base = path.replace(/\.md$/iu, "");
  const paths = content.charts.map((_, i) => `${base}-${i + 1}.svg`);
  for (const [i, chart] of content.charts.entries()) await put(files.create(paths[i]), svgFile(chart));
  const names = paths.map((each) => encodeURIComponent(each.replace(/^.*[/\\]/u, "")));
  await put(writer, markdownPage(content, names));
}

async function put(writer: FileWriter, page: string): Promise<void> {
  try {
    await writer.write(new TextEncoder().encode(page));
    await writer.commit();
  } catch (thrown) {
    await writer.abandon();
    throw thrown;
  }
}

/** Without what nobody can look at as text. */
function shownNames({ fields }: Schema, chosen: readonly string[]): readonly string[] {
  if (chosen.length > 0) return chosen;
  return fields
    .filter(({ type }) => !["tensor", "image", "audio"].includes(type.type))
    .map(({ name }) => name);
}

function reportIssues(schema: Schema, { charts, columns, rows, by }: ReportParams): NodeIssue[] {
  return [
    ...unknownColumnIssues(schema, columns, "params.columns"),
    ...repeatedIssues(columns, "columns"),
    ...chartIssues(schema, charts),
    ...(rows === "top" && by === "" ? [noOrder()] : []),
    ...(rows === "top" && by !== ""
      ? [
          ...unknownColumnIssues(schema, [by], "params.by"),
          ...typeIssues(
            schema,
            [by],
            "params.by",
            (type) => isNumberType(type.type) || isTime(type),
            "a number or a time",
            "Choose another column.",
          ),
        ]
      : []),
  ];
}

function noOrder(): NodeIssue {
  return {
    code: "PARAM_REQUIRED",
    severity: "error",
    path: "params.by",
    message: "The rows with the greatest values are to be shown, but of no column.",
    expected: "a column of numbers or times",
    got: "none",
    hint: 'Name one in "Greatest values of" (by), or show the first rows.',
    fix: {
      label: "Show the first rows",
      commands: [{ do: "set-param", id: "", param: "rows", value: "first" }],
    },
  };
}
