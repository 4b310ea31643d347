// What is wrong with the types that somebody has set for the columns of a source: columns that are not there, types that no cell is read as.

import type { Schema } from "../../engine/frames/types.ts";
import type { NodeIssue } from "../../engine/sdk/node-definition.ts";
import { unknownColumnIssues } from "./column-issues.ts";
import { READABLE_TYPES, readableType } from "./readable-types.ts";

export function typesIssues(types: Readonly<Record<string, string>>, out: Schema): NodeIssue[] {
  const unknown = unknownColumnIssues(out, Object.keys(types), "params.types");
  return [...unknown.map((issue) => ({ ...issue, port: "out" })), ...unreadableTypeIssues(types)];
}

/** Types that no cell is read as. */
export function unreadableTypeIssues(types: Readonly<Record<string, string>>): NodeIssue[] {
  const unreadable = Object.entries(types).filter(([, type]) => !readableType(type));
  return unreadable.map(([name, type]) => ({
    code: "TYPE_UNKNOWN",
    severity: "error",
    path: `params.types.${name}`,
    message: `Column "${name}" cannot be read as "${type}".`,
    expected: `one of ${READABLE_TYPES.join(", ")}`,
    got: type,
    hint: `Choose one of the types: ${READABLE_TYPES.join(", ")}.`,
  }));
}
