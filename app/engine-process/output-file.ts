// Which file, or folder of files, does a node write? The first param of an action that names one. A database is none: others write into it too.

import { paramShape } from "../../engine/plan/params.ts";
import type { PlannedNode } from "../../engine/plan/types.ts";
import { infoOf } from "../../engine/sdk/params.ts";

/** The path as it stands in the params; null for a node that writes no file. */
export function outputFile({ definition, params }: PlannedNode): string | null {
  if (!definition.effects.includes("writes")) return null;
  for (const [name, schema] of Object.entries(paramShape(definition))) {
    const value = (params as Record<string, unknown>)[name];
    const info = infoOf(schema);
    const isPlace = info?.control === "folder" || (info?.control === "file" && !info.asset && !info.inPlace);
    if (isPlace && typeof value === "string" && value !== "") return value;
  }
  return null;
}
