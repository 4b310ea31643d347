// Keys whose type is not what a person means by a key: whole numbers of a CSV file are float64 unless somebody says otherwise.

import type { Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { listNames } from "../../_shared/column-issues.ts";

/** `keys` are those of a table that may have to be made. */
export function keyHints({ fields }: Schema, keys: readonly string[]): NodeIssue[] {
  const floats = fields.filter(({ name, type }) => keys.includes(name) && type.type.startsWith("float"));
  if (floats.length === 0) return [];
  const names = listNames(floats.map(({ name }) => `"${name}"`));
  return [
    {
      code: "KEY_FLOAT",
      severity: "info",
      path: "params.keys",
      message: `The key ${names} is a number with fractions: in a table that is made, 1 stands as 1.0.`,
      expected: "whole numbers, such as int64, or text",
      got: floats[0].type.type,
      hint: `If it has whole numbers alone, set it to int64 where it is read (Types), or by "Cast types" before.`,
    },
  ];
}
