// Which columns has a join, and where do the two sides not fit?

import { findField } from "../../../engine/frames/frame.ts";
import { formatType, type DataType, type Field, type Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { duplicateIssues, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { insertBefore } from "../../_shared/model-fixes.ts";
import { isKeyType } from "../../_shared/keys/key-words.ts";
import { canBeSame } from "./whole-keys.ts";

export interface JoinNames {
  readonly leftKey: readonly string[];
  readonly rightKey: readonly string[];
  readonly how: "inner" | "left" | "right" | "full" | "semi" | "anti";
  readonly suffix: string;
}

/** The key of the table; the names of the rows' own key where it is not named. */
export function tableKey({ leftKey, rightKey }: JoinNames): readonly string[] {
  return rightKey.length === 0 ? leftKey : rightKey;
}

/** Columns of the table that rows are given, each with the name it gets. */
export function addedColumns(
  own: Schema,
  table: Schema,
  names: JoinNames,
): readonly { readonly from: string; readonly field: Field }[] {
  if (names.how === "semi" || names.how === "anti") return [];
  const key = tableKey(names);
  const taken = new Set(own.fields.map(({ name }) => name));
  return table.fields
    .filter(({ name }) => !key.includes(name))
    .map((field) => ({
      from: field.name,
      field: {
        ...field,
        name: taken.has(field.name) ? field.name + names.suffix : field.name,
        nullable: names.how === "left" || names.how === "full" || field.nullable,
      },
    }));
}

/** Columns of the rows themselves. Rows of the table that nothing matches have nothing in them but the key. */
export function ownColumns(own: Schema, table: Schema, names: JoinNames): readonly Field[] {
  if (names.how !== "right" && names.how !== "full") return own.fields;
  const key = tableKey(names);
  return own.fields.map((field) => {
    const at = names.leftKey.indexOf(field.name);
    const nullable = at < 0 || (findField(table, key[at] ?? "")?.nullable ?? true);
    return { ...field, nullable: field.nullable || nullable };
  });
}

export function joinIssues(own: Schema, table: Schema, names: JoinNames): NodeIssue[] {
  const { leftKey, how } = names;
  const key = tableKey(names);
  const ofTable = (issues: readonly NodeIssue[]) => issues.map((issue) => ({ ...issue, port: "table" }));
  const path = names.rightKey.length === 0 ? "params.leftKey" : "params.rightKey";
  const wanted = ["a number, a text or a time", "Choose another column."] as const;
  const added = addedColumns(own, table, names).map(({ field }) => field);
  return [
    ...unknownColumnIssues(own, leftKey, "params.leftKey"),
    ...ofTable(unknownColumnIssues(table, key, path)),
    ...typeIssues(own, leftKey, "params.leftKey", isKeyType, ...wanted),
    ...ofTable(typeIssues(table, key, path, isKeyType, ...wanted)),
    ...lengthIssues(leftKey, key),
    ...leftKey.flatMap((name, i) => typesDiffer(findField(own, name), findField(table, key[i] ?? ""), how)),
    ...duplicateIssues({ fields: [...own.fields, ...added] }, "params.suffix"),
    ...(how === "left" || how === "full" ? tensorIssues(added, "table", "Rows without a match") : []),
    ...(how === "right" || how === "full"
      ? tensorIssues(own.fields, "in", "Rows of the table without a match")
      : []),
  ];
}

function lengthIssues(leftKey: readonly string[], key: readonly string[]): NodeIssue[] {
  if (leftKey.length === key.length) return [];
  return [
    {
      code: "PARAM_INVALID",
      severity: "error",
      path: "params.rightKey",
      message: `The rows have a key of ${leftKey.length} columns, and the table one of ${key.length}.`,
      expected: `${leftKey.length} columns`,
      got: String(key.length),
      hint: "Name as many, in the same order; none where they have the same names.",
      fix: {
        label: "Take the same names",
        commands: [{ do: "set-param", id: "", param: "rightKey", value: [] }],
      },
    },
  ];
}

/** Zones say how a moment is shown: they do not make it another one. Keys of the table stand in the rows' own column where rows of it are kept. */
function sameKeyType(a: DataType, b: DataType, how: JoinNames["how"]): boolean {
  return a.type === b.type || (how !== "right" && how !== "full" && canBeSame(a, b));
}

function typesDiffer(own: Field | undefined, other: Field | undefined, how: JoinNames["how"]): NodeIssue[] {
  if (!own || !other || !isKeyType(own.type) || !isKeyType(other.type)) return [];
  if (sameKeyType(own.type, other.type, how)) return [];
  const isNumber = canBeSame(own.type, other.type);
  return [
    {
      code: "COLUMN_TYPE",
      severity: "error",
      port: "in",
      path: "params.leftKey",
      message: `"${own.name}" is ${formatType(own.type)}, and "${other.name}" of the table ${formatType(other.type)}: ${isNumber ? "one column cannot hold both" : "they would never be the same"}.`,
      expected: formatType(other.type),
      got: formatType(own.type),
      hint: `Put Cast before this port and make "${own.name}" ${other.type.type}, or do so with the table.`,
      fix: {
        label: `Cast "${own.name}" to ${other.type.type}`,
        commands: [insertBefore("cast", "Cast", { columns: { [own.name]: other.type.type } })],
      },
    },
  ];
}

function tensorIssues(fields: readonly Field[], port: string, rows: string): NodeIssue[] {
  return fields
    .filter(({ type }) => type.type === "tensor")
    .map(({ name, type }) => ({
      code: "COLUMN_TYPE",
      severity: "error",
      port,
      path: "params.how",
      message: `${rows} would have no "${name}", and a column of tensors cannot be empty.`,
      expected: "columns that can be empty",
      got: formatType(type),
      hint: "Keep only rows with a match, or take the column out with Select.",
      fix: {
        label: "Keep only rows with a match",
        commands: [{ do: "set-param", id: "", param: "how", value: "inner" }],
      },
    }));
}
