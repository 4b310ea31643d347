// A param names something that does not arrive, and a node knows what was meant: a fix that writes it there.

import type { Fix } from "../document/issue.ts";

/** Sets the param at `path` with the name replaced; null where it does not stand there, or the other does already. */
export function meantFix(
  params: Readonly<Record<string, unknown>>,
  path: string | undefined,
  wrote: string | undefined,
  meant: string,
): Fix | null {
  const param = /^params\.(\w+)/.exec(path ?? "")?.[1];
  if (param === undefined || wrote === undefined) return null;
  const value = replaced(params[param], wrote, meant);
  // An empty id means the node whose issue it is.
  return value === null
    ? null
    : { label: `Use "${meant}"`, commands: [{ do: "set-param", id: "", param, value }] };
}

/** The value with the name replaced: itself, in a list, as a key, or as what stands behind one. */
function replaced(value: unknown, wrote: string, meant: string): unknown {
  if (value === wrote) return meant;
  if (Array.isArray(value)) {
    const list = value as readonly unknown[];
    if (!list.includes(wrote) || list.includes(meant)) return null;
    return list.map((item) => (item === wrote ? meant : item));
  }
  if (typeof value !== "object" || value === null) return null;
  const entries = Object.entries(value);
  if (Object.hasOwn(value, wrote)) {
    if (Object.hasOwn(value, meant)) return null;
    return Object.fromEntries(entries.map(([key, item]) => [key === wrote ? meant : key, item]));
  }
  const changed = entries.map(([key, item]) => [key, replaced(item, wrote, meant)] as const);
  if (changed.every(([, item]) => item === null)) return null;
  return Object.fromEntries(changed.map(([key, item], i) => [key, item ?? entries[i][1]]));
}
