// extract-fields: values beside their labels on a page become columns.

import * as z from "zod/mini";
import { columnOf } from "../../../engine/frames/builder.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import { boxesType } from "../../../engine/frames/marks.ts";
import type { DataType, Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, json, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { missingValue } from "../../_shared/missing-value.ts";
import { decimalChoice, linesColumn, linesIssues } from "../../_shared/text-lines/lines-column.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import { compilePattern } from "../../_shared/text-lines/pattern.ts";
import { placeLines } from "../../_shared/text-lines/placed.ts";
import { rowsOf } from "../../_shared/text-lines/rows.ts";
import { linesOf } from "../../_shared/text-lines/text-line.ts";
import { findField, type FoundField, type WantedField } from "./find-field.ts";

const wanted = z.strictObject({
  name: z.string().check(z.minLength(1)),
  labels: z._default(z.array(z.string().check(z.minLength(1))), []),
  takes: z._default(z.enum(["text", "number", "date"]), "text"),
  where: z._default(z.enum(["any", "right", "below"]), "any"),
  pattern: z._default(z.string(), ""),
  required: z._default(z.boolean(), false),
});

type Wanted = z.output<typeof wanted>;

const Params = paramsOf({
  lines: linesColumn(),
  fields: json<Wanted[]>(() => z.array(wanted).check(z.minLength(1)), {
    title: "Fields",
    help: "For each: the name of the new column, labels it is found by (its name unless given), what it takes (text, number, date), where it stands (right, below, any), a pattern its value matches, and whether a page without it fails.",
    example: [{ name: "total", labels: ["Total", "Amount due"], takes: "number", required: true }],
  }),
  decimal: decimalChoice(),
  days: choice(["day-first", "month-first"], {
    title: "Dates",
    help: "What 03/04/2025 means.",
    labels: { "day-first": "Day first: 3 April", "month-first": "Month first: 4 March" },
    default: "day-first",
  }),
  boxes: text({
    title: "Boxes column",
    help: "Name of a new column with the places of the values; empty for none.",
    default: "fields",
  }),
});

const TYPES = {
  text: { type: "text" },
  number: { type: "float64" },
  date: { type: "date" },
} as const satisfies Record<Wanted["takes"], DataType>;

const BOXES = boxesType([{ name: "text", type: { type: "text" }, nullable: false }]);

interface State {
  readonly fields: readonly WantedField[];
}

export default defineNode({
  kind: "extract-fields",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "text-search",
  title: "Extract fields",
  summary: "Finds the values that stand beside their labels on a page and makes columns of them.",
  keywords: ["key", "value", "pairs", "invoice", "form", "ocr", "regex", "parse", "document"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const added = newFields(params);
    const issues = [
      ...linesIssues(inputs.in, params.lines),
      ...clashIssues(inputs.in, added),
      ...patternIssues(params.fields),
    ];
    return { outputs: { out: withFields(inputs.in, added) }, issues };
  },

  open: ({ params }): State => ({
    fields: params.fields.map(({ pattern, ...field }) => ({
      ...field,
      labels: labelsOf(field),
      pattern: pattern === "" ? null : compilePattern(pattern),
    })),
  }),

  map(frame, { params, state, outputs, fail }) {
    const cells = frame.column(params.lines);
    const failures = new Map<number, RowError>();
    const found = Array.from({ length: frame.length }, (_, row) => {
      const cell = cells.get(row);
      if (cell === null) failures.set(row, missingValue(params.lines));
      const rows = rowsOf(placeLines(linesOf(cell)));
      const page = { rows, labels: state.fields.flatMap(({ labels }) => labels) };
      return state.fields.map((field, i) => {
        const value = findField(page, field, params);
        if (!value && params.fields[i].required && !failures.has(row))
          failures.set(row, notFound(field, params.lines));
        return value;
      });
    });
    const columns = newFields(params).map(({ name, type }, i) => {
      const of = (page: readonly (FoundField | null)[]) =>
        i < state.fields.length ? (page[i]?.value ?? null) : boxesOf(page, state.fields);
      return { name, column: columnOf(type, found.map(of)) };
    });
    return dropFailed(frame.with(columns, outputs.out), failures, { fail }, frame);
  },
});

function newFields({ fields, boxes }: z.output<typeof Params>): Field[] {
  const values = fields.map(({ name, takes }) => ({ name, type: TYPES[takes], nullable: true }));
  return boxes === "" ? values : [...values, { name: boxes, type: BOXES, nullable: false }];
}

function boxesOf(page: readonly (FoundField | null)[], fields: readonly WantedField[]) {
  return page.flatMap((found, i) => {
    if (!found) return [];
    const { x, y, width, height, score = null } = found.line;
    return [{ label: fields[i].name, score, x, y, width, height, text: found.text }];
  });
}

const labelsOf = ({ name, labels }: Pick<Wanted, "name" | "labels">) => (labels.length > 0 ? labels : [name]);

function patternIssues(fields: readonly Wanted[]): NodeIssue[] {
  return fields.flatMap(({ pattern }, i): NodeIssue[] => {
    if (pattern === "") return [];
    try {
      compilePattern(pattern);
      return [];
    } catch (thrown) {
      return [
        {
          code: "PATTERN_INVALID",
          severity: "error",
          path: `params.fields[${i}].pattern`,
          message: `The pattern cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}.`,
          expected: "signs, ., [a-z], \\d \\w \\s, groups, |, ?, *, +, {2,5}",
          got: pattern,
          hint: "Write it with these alone.",
        },
      ];
    }
  });
}

function notFound({ name, labels }: WantedField, column: string): RowError {
  return {
    code: "FIELD_MISSING",
    cause: `The page has no value for "${name}" beside or below ${labels.map((label) => `"${label}"`).join(" or ")}.`,
    hint: "Look at the lines of the page; add the label that stands there, or make the field optional.",
    column,
  };
}
