// What a source of JSON lines gives, and what is odd about them: schema and issues from the facts.

import { field } from "../../../engine/frames/frame.ts";
import { formatType, type DataType, type Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { uniqueNames } from "../csv/unique-names.ts";
import { ownValue } from "../own-value.ts";
import { readableType } from "../readable-types.ts";
import { unreadableTypeIssues } from "../types-issues.ts";
import type { JsonColumn, Nested } from "./infer-json.ts";
import type { JsonFacts } from "./json-facts.ts";

interface JsonTypes {
  readonly nested: Nested;
  readonly types: Readonly<Record<string, string>>;
  readonly alsoNull: readonly string[];
}

export interface JsonPlan {
  readonly schema: Schema;
  /** By column: the keys that lead to it. */
  readonly paths: readonly (readonly string[])[];
}

/** Columns of the sample, and those that are declared besides. */
export function jsonPlan({ nested, types }: JsonTypes, { columns }: Pick<JsonFacts, "columns">): JsonPlan {
  const names = uniqueNames(columns.map(({ path }) => path.join(".")));
  const fields = names.map((name, i) => field(name, readableType(ownValue(types, name)) ?? columns[i].type));
  const late = Object.entries(types).filter(([name]) => !names.includes(name));
  return {
    schema: {
      fields: [...fields, ...late.map(([name, type]) => field(name, readableType(type) ?? "text"))],
    },
    paths: [
      ...columns.map(({ path }) => path),
      ...late.map(([name]) => (nested === "columns" ? name.split(".") : [name])),
    ],
  };
}

export function jsonIssues(params: JsonTypes, facts: JsonFacts, { schema }: JsonPlan): NodeIssue[] {
  return [
    ...unreadableTypeIssues(params.types),
    ...facts.columns.flatMap((column, i) => nameIssues(column, schema.fields[i].name)),
    ...facts.columns.flatMap((column, i) => misfitIssues(params, column, schema.fields[i].name)),
    ...rowIssues(facts),
  ];
}

/** Keys that are empty, or make the name of another column. */
function nameIssues({ path }: JsonColumn, name: string): NodeIssue[] {
  const key = path.join(".");
  if (name === key) return [];
  return [
    {
      code: key === "" ? "COLUMN_UNNAMED" : "COLUMN_DUPLICATE",
      severity: "warning",
      port: "out",
      path: "params.nested",
      message: `The keys ${JSON.stringify(path)} make a column that is called "${name}".`,
      expected: "a name of its own for each column",
      got: key === "" ? "an empty name" : key,
      hint: "Use the name given here, or read objects as text (nested).",
    },
  ];
}

const SHOWN_CELLS = 3;
const SHOWN_CHARACTERS = 40;

function misfitIssues(params: JsonTypes, column: JsonColumn, name: string): NodeIssue[] {
  const { misfits, type, areWords } = column;
  if (misfits.length === 0 || Object.hasOwn(params.types, name)) return [];
  const few = misfits
    .slice(0, SHOWN_CELLS)
    .map((text) =>
      JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text),
    );
  const shown = few.join(", ");
  const asText = setParam(`Read "${name}" as text`, "types", { ...params.types, [name]: "text" });
  const asNull = setParam(`Read ${shown} as no value`, "alsoNull", [...params.alsoNull, ...misfits]);
  return [
    {
      code: "COLUMN_MIXED",
      severity: "warning",
      port: "out",
      path: "params.types",
      message: `Column "${name}" is nearly all ${words(type)}, but not ${shown}; such rows will fail.`,
      expected: formatType(type),
      got: shown,
      hint: areWords
        ? "Read the words as no value (Also null), or the column as text if they mean something."
        : "Read the column as text.",
      ...(areWords ? { fix: asNull, otherFixes: [asText] } : { fix: asText }),
    },
  ];
}

function words(type: DataType): string {
  const plural: Partial<Record<DataType["type"], string>> = {
    bool: "true and false",
    date: "dates",
    timestamp: "times",
  };
  return plural[type.type] ?? "numbers";
}

function setParam(label: string, param: string, value: unknown) {
  return { label, commands: [{ do: "set-param", id: "", param, value }] } as const;
}

function rowIssues({ hasRows }: JsonFacts): NodeIssue[] {
  if (hasRows) return [];
  return [
    {
      code: "FILE_NO_ROWS",
      severity: "warning",
      path: "params.path",
      message: "There is no line; the columns are those that Types names.",
      expected: "rows",
      got: "nothing",
      hint: "Check what was to write it.",
    },
  ];
}
