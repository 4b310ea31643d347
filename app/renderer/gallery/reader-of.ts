// Which kind reads a file, and by which parameter? By the endings that the catalog says.

import type { KindDescription } from "../../bridge/shapes.ts";

export interface Reader {
  readonly kind: KindDescription;
  readonly param: string;
}

type Kinds = ReadonlyMap<string, KindDescription>;

/** null when no source and no model reads such files. */
export function readerOf(kinds: Kinds, fileName: string): Reader | null {
  return readers(kinds).find((reader) => takesFile(reader) && reads(reader, fileName)) ?? null;
}

/** Whoever reads most of the files in it; the first where none of them tells. null when the catalog reads no folders. */
export function folderReaderOf(kinds: Kinds, inside: readonly string[]): Reader | null {
  const all = readers(kinds).filter((reader) => controlOf(reader) === "folder");
  const counts = all.map((reader) => inside.filter((name) => reads(reader, name)).length);
  return all.at(counts.indexOf(Math.max(...counts))) ?? null;
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

/** Readers that take the whole of what they work on from a file: sources, and the kind for any model. */
function readers(kinds: Kinds): readonly Reader[] {
  return [...kinds.values()].flatMap((kind) =>
    kind.params
      .filter(
        ({ control, anyModel }) =>
          (control === "model" && anyModel) || (FROM_DISK.has(control) && kind.category === "sources"),
      )
      .map(({ name }) => ({ kind, param: name })),
  );
}

export function isModel(reader: Reader): boolean {
  return controlOf(reader) === "model";
}

function takesFile(reader: Reader): boolean {
  return controlOf(reader) !== "folder" || paramOf(reader)?.orFile === true;
}

function reads(reader: Reader, fileName: string): boolean {
  const name = fileName.toLowerCase();
  return endingsOf(reader).some((ending) => name.endsWith(`.${ending.toLowerCase()}`));
}

const FROM_DISK: ReadonlySet<string> = new Set(["file", "folder"]);

function paramOf({ kind, param }: Reader) {
  return kind.params.find(({ name }) => name === param);
}

function controlOf(reader: Reader): string | undefined {
  return paramOf(reader)?.control;
}

function endingsOf(reader: Reader): readonly string[] {
  return paramOf(reader)?.extensions ?? [];
}
