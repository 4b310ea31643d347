// What a union of wires carries, and where the wires do not agree.

import { findField } from "../../../engine/frames/frame.ts";
import { formatType, sameType, type Field, type Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue, SchemaResult } from "../../../engine/sdk/node-definition.ts";

/** The columns of the first wire, then those that only others have. */
export function unionSchema(schemas: readonly Schema[], missing: "refuse" | "null"): SchemaResult<"out"> {
  const names = [...new Set(schemas.flatMap((schema) => schema.fields.map(({ name }) => name)))];
  const issues: NodeIssue[] = [];
  const fields = names.map((name): Field => {
    const found = schemas.map((schema) => findField(schema, name));
    const first = found.find((field) => field !== undefined)!;
    const absent = found.findIndex((field, wire) => !field && !schemas[wire].open);
    const other = found.findIndex((field) => field && !sameType(field.type, first.type));
    if (other >= 0) issues.push(typeIssue(first, found[other]!, other));
    if (absent >= 0 && (missing === "refuse" || first.type.type === "tensor"))
      issues.push(absentIssue(first, absent, missing));
    return { ...first, nullable: absent >= 0 || found.some((field) => field?.nullable) };
  });
  const open = schemas.some((schema) => schema.open);
  return { outputs: { out: { fields, ...(open && { open }) } }, issues };
}

function typeIssue(first: Field, other: Field, wire: number): NodeIssue {
  return {
    code: "COLUMN_TYPE",
    severity: "error",
    port: "in",
    message: `Column "${first.name}" is ${formatType(other.type)} on wire ${wire + 1} and ${formatType(first.type)} before.`,
    expected: formatType(first.type),
    got: formatType(other.type),
    hint: "Put a Cast into one of the wires.",
  };
}

function absentIssue({ name, type }: Field, wire: number, missing: "refuse" | "null"): NodeIssue {
  const tensor = type.type === "tensor";
  return {
    code: "COLUMN_MISSING",
    severity: "error",
    port: "in",
    path: "params.missing",
    message: `Column "${name}" does not arrive on wire ${wire + 1}.`,
    expected: `"${name}" on every wire`,
    got: "no such column",
    misses: name,
    hint: tensor
      ? "Tensor columns cannot be empty: take it out of the other wires with Select."
      : "Take it out of the other wires with Select, or let it be empty.",
    ...(missing === "refuse" &&
      !tensor && {
        fix: {
          label: "Let missing columns be empty",
          commands: [{ do: "set-param", id: "", param: "missing", value: "null" }],
        },
      }),
  };
}
