// split-column: takes texts apart into columns.

import * as z from "zod/mini";
import { TextColumn } from "../../../engine/frames/column.ts";
import { field, withFields, type Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, column, json, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import { atSeparator, byPaths, byPattern, byWidths, type TakeApart } from "./pieces.ts";

/** A frame may take so long: some patterns try ever more ways to fit a text. */
const MOST_MS = 10_000;

interface Ways {
  readonly way: "separator" | "pattern" | "width" | "json";
  readonly separator: string;
  readonly pattern: string;
  readonly widths: readonly number[];
  readonly paths: readonly string[];
  readonly names: readonly string[];
}

export default defineNode({
  kind: "split-column",
  version: 1,
  category: "prepare",
  title: "Split column",
  summary: "Takes texts apart into columns: at a separator, by a pattern, by widths, or as JSON.",
  keywords: ["separate", "extract", "regex", "regexp", "delimiter", "tokens", "json", "parse", "fixed"],
  params: paramsOf({
    column: column({ title: "Column", help: "The column with the texts.", of: "text" }),
    names: json<string[]>(
      () => z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
      {
        title: "New columns",
        help: "Names of the pieces in their order; all are text, which Cast makes numbers of.",
        example: ["street", "city"],
      },
      isListOf(isText, 1),
    ),
    way: choice(["separator", "pattern", "width", "json"], {
      title: "Way",
      help: "How a text is taken apart.",
      labels: { separator: "At a separator", pattern: "By a pattern", width: "By widths", json: "As JSON" },
      default: "separator",
    }),
    separator: text({
      title: "Separator",
      help: "What stands between two pieces.",
      default: ",",
      visibleWhen: { param: "way", oneOf: ["separator"] },
    }),
    pattern: text({
      title: "Pattern",
      help: "A regular expression (of JavaScript, with Unicode). Its groups are the pieces: (\\d+)-(\\w+).",
      default: "",
      visibleWhen: { param: "way", oneOf: ["pattern"] },
    }),
    widths: json<number[]>(() => z.array(z.int().check(z.minimum(1))), {
      title: "Widths",
      help: "Characters of each piece; blanks around it are left out.",
      example: [5, 10],
      default: [],
      visibleWhen: { param: "way", oneOf: ["width"] },
    }),
    paths: json<string[]>(
      () => z.array(z.string()),
      {
        title: "Places",
        help: "Where each piece stands in the JSON, such as address.city or lines[0].price.",
        example: ["address.city"],
        default: [],
        visibleWhen: { param: "way", oneOf: ["json"] },
      },
      isListOf(isText),
    ),
    extra: choice(["drop", "last", "fail"], {
      title: "More pieces",
      help: "What happens to pieces that have no column. Of a separator the last column may take the whole rest.",
      labels: { drop: "They are left out", last: "The last column takes the rest", fail: "The row fails" },
      default: "drop",
    }),
    missing: choice(["empty", "fail"], {
      title: "Fewer pieces",
      help: "What happens to a text with fewer pieces, one that the pattern does not fit, or that is no JSON. An empty cell has empty pieces.",
      labels: { empty: "Their cells are empty", fail: "The row fails" },
      default: "empty",
    }),
    drop: toggle({
      title: "Take out the column",
      help: "The rows do not have the whole text any more.",
      default: false,
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const rest = params.drop ? without(schema, params.column) : schema;
    const added = params.names.map((name) => field(name, "text"));
    return {
      outputs: { out: withFields(rest, added) },
      issues: [
        ...unknownColumnIssues(schema, [params.column], "params.column"),
        ...typeIssues(
          schema,
          [params.column],
          "params.column",
          ({ type }) => type === "text",
          "text",
          "Cast the column to text first.",
        ),
        ...clashIssues(rest, added).map((issue) => ({ ...issue, path: "params.names" })),
        ...wayIssues(params),
      ],
    };
  },

  open: ({ params }) => takeApartBy(params),

  map(frame, ctx) {
    const { params, state: takeApart, host, outputs } = ctx;
    const source = frame.column(params.column) as TextColumn;
    const failures = new Map<number, RowError>();
    const fail = (row: number, why: string) =>
      failures.set(row, {
        code: "SPLIT_FAILED",
        cause: `${JSON.stringify(source.get(row)?.slice(0, 80))} in "${params.column}" ${why}.`,
        hint: 'Let "Fewer pieces" (missing) or "More pieces" (extra) allow it, or mend the text.',
        column: params.column,
      });
    const cells = params.names.map((): (string | null)[] =>
      new Array<string | null>(frame.length).fill(null),
    );
    const work = () => {
      for (let row = 0; row < frame.length; row++) {
        const cell = source.get(row);
        if (cell === null) continue;
        const pieces = takeApart(cell);
        const why = wrongPieces(pieces, params);
        if (why) fail(row, why);
        const rest =
          pieces && params.extra === "last" && params.way === "separator" ? joined(pieces, params) : pieces;
        for (let i = 0; i < cells.length; i++) cells[i][row] = rest?.[i] ?? null;
      }
    };
    if (params.way === "pattern") host.clock.within(MOST_MS, work, () => endless(params.pattern));
    else work();
    const kept: Frame = params.drop
      ? frame.select(without(frame.schema, params.column).fields.map(({ name }) => name))
      : frame;
    const added = params.names.map((name, i) => ({ name, column: new TextColumn(frame.length, cells[i]) }));
    return dropFailed(kept.with(added, outputs.out), failures, ctx, frame);
  },
});

function takeApartBy({ way, separator, pattern, widths, paths }: Ways): TakeApart {
  switch (way) {
    case "separator":
      return atSeparator(separator);
    case "pattern":
      return byPattern(new RegExp(pattern, "u"));
    case "width":
      return byWidths(widths);
    case "json":
      return byPaths(paths);
  }
}

interface Limits {
  readonly names: readonly string[];
  readonly extra: "drop" | "last" | "fail";
  readonly missing: "empty" | "fail";
  readonly separator: string;
}

function wrongPieces(
  pieces: readonly (string | null)[] | null,
  { names, extra, missing }: Limits,
): string | null {
  if (!pieces) return missing === "fail" ? "is not of the form" : null;
  const filled = pieces.filter((piece) => piece !== null).length;
  if (missing === "fail" && filled < names.length) return `has ${filled} of ${names.length} pieces`;
  return extra === "fail" && pieces.length > names.length
    ? `has ${pieces.length} pieces, not ${names.length}`
    : null;
}

function joined(
  pieces: readonly (string | null)[],
  { names, separator }: Limits,
): readonly (string | null)[] {
  const last = names.length - 1;
  return pieces.length <= names.length
    ? pieces
    : [...pieces.slice(0, last), pieces.slice(last).join(separator)];
}

function without(schema: Schema, name: string): Schema {
  return { ...schema, fields: schema.fields.filter((one) => one.name !== name) };
}

function endless(pattern: string): MillraceError {
  return new MillraceError("PATTERN_ENDLESS", {
    message: `The pattern ${pattern} has taken ${MOST_MS / 1000} s for a few thousand texts.`,
    path: "params.pattern",
    hint: "Patterns such as (a+)+$ try ever more ways: let what is repeated begin and end with different signs.",
    fatal: true,
  });
}

function wayIssues({ way, separator, pattern, widths, paths, names }: Ways): NodeIssue[] {
  switch (way) {
    case "separator":
      return separator === "" ? [unset("separator", "Separator", "a text")] : [];
    case "pattern":
      return pattern === "" ? [unset("pattern", "Pattern", "a regular expression")] : patternIssues(pattern);
    case "width":
      return countIssues("widths", widths.length, names.length);
    case "json":
      return countIssues("paths", paths.length, names.length);
  }
}

function patternIssues(pattern: string): NodeIssue[] {
  try {
    new RegExp(pattern, "u");
    return [];
  } catch (thrown) {
    return [
      {
        code: "PATTERN_INVALID",
        severity: "error",
        path: "params.pattern",
        message: `The pattern cannot be read: ${(thrown as Error).message}.`,
        expected: "a regular expression",
        got: pattern,
        hint: "Put \\ before signs that are meant as they are.",
      },
    ];
  }
}

function countIssues(param: "widths" | "paths", count: number, names: number): NodeIssue[] {
  if (count === names) return [];
  return [
    {
      code: "PARAM_INVALID",
      severity: "error",
      path: `params.${param}`,
      message: `There are ${names} new columns and ${count} ${param === "widths" ? "widths" : "places"}.`,
      expected: String(names),
      got: String(count),
      hint: "Name one for each new column, in the same order.",
    },
  ];
}

function unset(param: string, title: string, expected: string): NodeIssue {
  return {
    code: "PARAM_REQUIRED",
    severity: "error",
    path: `params.${param}`,
    message: `${title} is not set.`,
    expected,
    got: "nothing",
    hint: "Set it, or choose another way.",
  };
}
