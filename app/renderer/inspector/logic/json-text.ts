// JSON as people write it: what fits into a line stands in one.

export function jsonText(value: unknown, width: number, indent = ""): string {
  if (value === undefined) return "";
  const line = oneLine(value);
  if (line.length + indent.length <= width || typeof value !== "object" || value === null) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const items = (value as unknown[]).map((each) => inner + jsonText(each, width, inner));
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, each]) => `${inner}${JSON.stringify(key)}: ${jsonText(each, width, inner)}`,
  );
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indent}}`;
}

/** Nothing that anybody has written: it is shown as an empty field. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || JSON.stringify(value).length <= 2;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${(value as unknown[]).map(oneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${oneLine(each)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
