// Which columns do the params of a node name? Those it reads, as they are set or by default.

import type { KindDescription } from "../../../bridge/shapes.ts";

export function columnsRead(
  kind: KindDescription | undefined,
  params: Readonly<Record<string, unknown>>,
): readonly string[] {
  return (kind?.params ?? []).flatMap(({ name, control, default: usual }) => {
    if (control !== "column" && control !== "columns") return [];
    const value = params[name] ?? usual;
    return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");
  });
}
