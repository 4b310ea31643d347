// Which files can a workflow begin with? Models and the data of sources, as the catalog says what reads them.

import type { KindDescription } from "../../bridge/shapes.ts";
import { readersOf, type Reader } from "../canvas/readers.ts";

type Kinds = ReadonlyMap<string, KindDescription>;

/** null when no source and no model reads such files. */
export function readerOf(kinds: Kinds, fileName: string): Reader | null {
  return readersOf(kinds, fileName)[0] ?? null;
}

/** Endings of model files, or of those that sources read. */
export function endingsOf(kinds: Kinds, what: "models" | "data"): readonly string[] {
  const controls = [...kinds.values()]
    .filter(({ category }) => what === "models" || category === "sources")
    .flatMap(({ params }) => params)
    .filter(({ control }) => control === (what === "models" ? "model" : "file"));
  return [...new Set(controls.flatMap(({ extensions }) => extensions ?? []))];
}

export function isModel({ kind, param }: Reader): boolean {
  return kind.params.some(({ name, control }) => name === param && control === "model");
}
