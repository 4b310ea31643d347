// Which kind reads a file, and by which parameter? By the endings that the catalog says.

import type { KindDescription } from "../../bridge/shapes.ts";

export interface Reader {
  readonly kind: KindDescription;
  readonly param: string;
}

type Kinds = ReadonlyMap<string, KindDescription>;

/** null when no source and no model reads such files. `inside` are names of files in a folder. */
export function readerOf(
  kinds: Kinds,
  fileName: string,
  isFolder = false,
  inside: readonly string[] = [],
): Reader | null {
  if (isFolder) return folderReader(kinds, inside);
  return readers(kinds).find((reader) => reads(reader, fileName)) ?? null;
}

/** The one that reads most of what is in it; where none does, the one that takes folders of anything. */
function folderReader(kinds: Kinds, inside: readonly string[]): Reader | null {
  const all = readers(kinds).filter((reader) => controlOf(reader) === "folder");
  const readBy = (reader: Reader) => inside.filter((name) => reads(reader, name)).length;
  const [best] = all.toSorted((a, b) => readBy(b) - readBy(a));
  if (best && readBy(best) > inside.length / 2) return best;
  return all.find((reader) => endingsOf(reader).length === 0) ?? best ?? null;
}

function reads(reader: Reader, fileName: string): boolean {
  const name = fileName.toLowerCase();
  return endingsOf(reader).some((ending) => name.endsWith(`.${ending.toLowerCase()}`));
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
