// Which kind reads a file, and by which parameter? By the endings that the catalog says.

import type { KindDescription } from "../../bridge/shapes.ts";

export interface Reader {
  readonly kind: KindDescription;
  readonly param: string;
}

type Kinds = ReadonlyMap<string, KindDescription>;

/** null when no source and no model reads such files. */
export function readerOf(kinds: Kinds, fileName: string, isFolder = false): Reader | null {
  const name = fileName.toLowerCase();
  if (isFolder) return readers(kinds).find((reader) => controlOf(reader) === "folder") ?? null;
  for (const reader of readers(kinds))
    if (endingsOf(reader).some((ending) => name.endsWith(`.${ending.toLowerCase()}`))) return reader;
  return null;
}

/** The kind that runs a model file; null when the catalog has none. */
export function modelReader(kinds: Kinds): Reader | null {
  return readers(kinds).find(isModel) ?? null;
}

/** Endings of all files that something reads. */
export function allEndings(kinds: Kinds): readonly string[] {
  return [...new Set(readers(kinds).flatMap(endingsOf))];
}

/** Endings of the files that sources read. */
export function dataEndings(kinds: Kinds): readonly string[] {
  return [...new Set(readers(kinds).flatMap((reader) => (isModel(reader) ? [] : endingsOf(reader))))];
}

/** Readers that take the whole of what they work on from a file: sources, and models. */
function readers(kinds: Kinds): readonly Reader[] {
  return [...kinds.values()].flatMap((kind) =>
    kind.params
      .filter(({ control }) => control === "model" || (FROM_DISK.has(control) && kind.category === "sources"))
      .map(({ name }) => ({ kind, param: name })),
  );
}

export function isModel(reader: Reader): boolean {
  return controlOf(reader) === "model";
}

const FROM_DISK: ReadonlySet<string> = new Set(["file", "folder"]);

function controlOf({ kind, param }: Reader): string | undefined {
  return kind.params.find(({ name }) => name === param)?.control;
}

function endingsOf({ kind, param }: Reader): readonly string[] {
  return kind.params.find(({ name }) => name === param)?.extensions ?? [];
}
