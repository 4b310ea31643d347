// Where something stands in an answer: `data.items`, `pages[0].next`, `["a.b"].c`; nothing, or `$`, is the answer itself.

export type JsonPath = readonly (string | number)[];

/** Null for a text that is no path. */
export function jsonPath(text: string): JsonPath | null {
  const path: (string | number)[] = [];
  let rest = text.trim().replace(/^\$\.?/, "");
  let isFirst = true;
  while (rest !== "") {
    const [taken, key, index, quoted] =
      /^(?:\.?([^.[\]"\s]+)|\[(\d+)\]|\.?\["((?:[^"\\]|\\.)*)"\])/.exec(rest) ?? [];
    if (taken === undefined || (!isFirst && key !== undefined && !taken.startsWith("."))) return null;
    const step = index === undefined ? (key ?? unquoted(quoted)) : Number(index);
    if (step === null) return null;
    path.push(step);
    rest = rest.slice(taken.length);
    isFirst = false;
  }
  return path;
}

/** Null where a backslash stands before what it means nothing with, or a sign that no text of JSON has. */
function unquoted(text: string): string | null {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return null;
  }
}

/** undefined where nothing stands there. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  let found = value;
  for (const key of path) {
    if (found === null || typeof found !== "object") return undefined;
    if (Array.isArray(found) ? typeof key !== "number" : !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string | number, unknown>>)[key];
  }
  return found;
}

/** Paths of lists in an answer, as a person would write them; not deeper than anybody would look. */
export function listPaths(value: unknown, depth = 3, before = ""): readonly string[] {
  if (Array.isArray(value)) return [before];
  if (value === null || typeof value !== "object" || depth === 0) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const step = /^[^.[\]"\s]+$/.test(key) ? key : `[${JSON.stringify(key)}]`;
    return listPaths(
      inner,
      depth - 1,
      before === "" || step.startsWith("[") ? before + step : `${before}.${step}`,
    );
  });
}
