// Pictures are made from one another: which of those that a row holds is the last?

import type { Schema } from "./types.ts";

/** The last picture that was made from this one, maybe itself. `inPlace`: only those in which things lie as they did. */
export function newestPicture({ fields }: Schema, name: string, inPlace: boolean): string {
  const seen = new Set([name]);
  let newest = name;
  for (;;) {
    const next = fields.findLast(({ madeOf }) => madeOf?.column === newest && !(inPlace && madeOf.moved));
    if (!next || seen.has(next.name)) return newest;
    newest = next.name;
    seen.add(newest);
  }
}
