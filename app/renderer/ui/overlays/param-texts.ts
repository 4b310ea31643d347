// What stands in a node's params, as lines to search in: "columns: behind_h, planned".

import type { NodeDocument } from "../../../../engine/document/types.ts";

const LONGEST = 200;

export function paramTexts({ params }: Pick<NodeDocument, "params">): readonly string[] {
  return Object.entries(params).map(([name, value]) => `${name}: ${flat(value)}`.slice(0, LONGEST));
}

function flat(value: unknown): string {
  if (Array.isArray(value)) return value.map(flat).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${flat(inner)}`)
      .join(", ");
  return String(value);
}
