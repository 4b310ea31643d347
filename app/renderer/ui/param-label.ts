// What a value of a param is called. A file may hold any text there, `constructor` too: only own labels count.

import type { ParamDescription } from "../../bridge/shapes.ts";

export function labelOf({ labels }: Pick<ParamDescription, "labels">, value: unknown): string | undefined {
  const key = String(value);
  return labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
}
