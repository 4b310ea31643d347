// Kinds as the palette lists them: by category, in the order of the catalog, or by how well they match a search.

import type { KindDescription } from "../../bridge/shapes.ts";
import { CATEGORIES, FIELDS } from "../strings/kinds.ts";
import { ranked, type Searched } from "../ui/picker/fuzzy.ts";

export interface KindGroup {
  readonly category: KindDescription["category"];
  readonly kinds: readonly KindDescription[];
}

export interface KindField {
  readonly field: KindDescription["field"];
  readonly kinds: readonly KindDescription[];
}

/** The kinds of a category by what they work on; of a category with one field alone there is one. */
export function byField(kinds: readonly KindDescription[]): readonly KindField[] {
  return FIELDS.map((field) => ({ field, kinds: kinds.filter((kind) => kind.field === field) })).filter(
    (group) => group.kinds.length > 0,
  );
}

/** What a search looks at, and how much it counts. */
export function textsOf(kind: KindDescription): readonly Searched[] {
  return [
    [kind.title, 3],
    [kind.kind, 2],
    [kind.keywords.join(" "), 1.5, "words"],
    [kind.presets.map(({ title }) => title).join(" "), 1.5, "words"],
    [kind.summary, 1, "words"],
  ];
}

/** Groups without a match are left out; within one the best match comes first. */
export function groupKinds(kinds: Iterable<KindDescription>, query: string): readonly KindGroup[] {
  const found = ranked(query, [...kinds], textsOf);
  return CATEGORIES.map((category) => ({
    category,
    kinds: found.filter((kind) => kind.category === category),
  })).filter((group) => group.kinds.length > 0);
}
