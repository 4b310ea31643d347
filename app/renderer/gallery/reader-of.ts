// Which kind reads a file, and by which parameter? By the endings that the catalog says.

import type { KindDescription } from "../../bridge/shapes.ts";

export interface Reader {
  readonly kind: KindDescription;
  readonly param: string;
}

type Kinds = ReadonlyMap<string, KindDescription>;

/** null when no source and no model reads such files. */
export function readerOf(kinds: Kinds, fileName: string): Reader | null {
  const name = fileName.toLowerCase();
  for (const reader of readers(kinds))
    if (endingsOf(reader).some((ending) => name.endsWith(`.${ending.toLowerCase()}`))) return reader;
  return null;
}

/** The kind that runs a model file; null when the catalog has none. */
export function modelReader(kinds: Kinds): Reader | null {
  return readers(kinds).find(isModel) ?? null;
}

/** Endings of the files that sources read. */
export function dataEndings(kinds: Kinds): readonly string[] {
  return [...new Set(readers(kinds).flatMap((reader) => (isModel(reader) ? [] : endingsOf(reader))))];
}

/** Readers that take the whole of what they work on from a file: sources, and models. */
function readers(kinds: Kinds): readonly Reader[] {
  return [...kinds.values()].flatMap((kind) =>
    kind.params
      .filter(({ control }) => control === "model" || (control === "file" && kind.category === "sources"))
      .map(({ name }) => ({ kind, param: name })),
  );
}

export function isModel({ kind, param }: Reader): boolean {
  return kind.params.some(({ name, control }) => name === param && control === "model");
}

function endingsOf({ kind, param }: Reader): readonly string[] {
  return kind.params.find(({ name }) => name === param)?.extensions ?? [];
}
