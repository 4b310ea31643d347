// Which kind reads a file, and in which parameter? By the endings that the catalog says.

import type { KindDescription, ParamDescription } from "../../bridge/shapes.ts";
import type { Kinds } from "../edits/ports.ts";

export interface Reader {
  readonly kind: KindDescription;
  readonly param: string;
}

const FOLDER_OF = "folder";

/** Kinds whose data come from a path: models, and sources. The one that a person most likely means comes first. */
export function readersOf(kinds: Kinds, name: string, isFolder = false): readonly Reader[] {
  const ending = name.toLowerCase().split(".").at(-1) ?? "";
  return paths(kinds)
    .filter(({ param }) =>
      isFolder ? param.control === FOLDER_OF : (param.extensions?.includes(ending) ?? false),
    )
    .map(({ kind, param }) => ({ kind, param: param.name }));
}

/** All endings that something reads, without the dot. */
export function knownEndings(kinds: Kinds): readonly string[] {
  return [...new Set(paths(kinds).flatMap(({ param }) => param.extensions ?? []))];
}

function paths(kinds: Kinds): { kind: KindDescription; param: ParamDescription }[] {
  const read =
    (kind: KindDescription) =>
    ({ control, required }: ParamDescription) =>
      required &&
      (control === "model" || (kind.category === "sources" && (control === "file" || control === FOLDER_OF)));
  return [...kinds.values()].flatMap((kind) =>
    kind.params.filter(read(kind)).map((param) => ({ kind, param })),
  );
}
