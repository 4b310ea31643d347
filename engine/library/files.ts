// The `files` service with the model library in it: `library:NAME/FILE` reads like any other path, and is never written.

import { join } from "node:path";
import { isReference } from "../document/model-reference.ts";
import type { ModelPin } from "../document/types.ts";
import { diskFiles } from "../host/files.ts";
import { MillraceError } from "../sdk/errors.ts";
import type { Files } from "../sdk/services.ts";
import type { Library } from "./library.ts";
import { libraryFolder, placesIn } from "./places.ts";

/** What a workflow has pinned, by reference; asked anew at each use. */
export type PinsNow = () => Readonly<Record<string, ModelPin>> | undefined;

/**
 * `files` may let some places be used only: those of the library are not asked about there, since it is read alone, and a
 * reference leads to nothing else. What knows the library is loaded with the first reference: most workflows have none, and
 * every start would pay for it. `given`: a library in another place than this person's.
 */
export function libraryFiles(
  files: Files,
  pins: PinsNow = () => undefined,
  given: Library | null = null,
): Files {
  let opened = given;
  const library = async () => {
    const { Library } = await import("./library.ts");
    return (opened ??= new Library());
  };
  const disk = diskFiles(".");
  const pinOf = (reference: string) => {
    const all = pins();
    return all && Object.hasOwn(all, reference) ? all[reference] : undefined;
  };
  // It never throws: of what is not installed, or was never looked at, it is where nothing is. Who reads it is told why.
  const somePlace = (reference: string) => {
    try {
      const place = opened?.pathOf(reference, pinOf(reference));
      if (place !== undefined) return place;
    } catch {
      // As for what is not there.
    }
    return join(placesIn(libraryFolder()).sets, "missing", reference.replace(/[^\w.-]+/g, "_"));
  };
  const read = async <T>(path: string, here: (place: string) => Promise<T>, there: () => Promise<T>) =>
    isReference(path) ? here(await (await library()).unchanged(path, pinOf(path))) : there();
  return {
    ...files,
    resolve: (path) => (isReference(path) ? somePlace(path) : files.resolve(path)),
    stat: async (path) => {
      if (!isReference(path)) return files.stat(path);
      const models = await library();
      if (models.placeOf(path, pinOf(path)) === null) return null;
      // Who goes by size and time, as an editor does, would take other bytes for the same.
      return disk.stat(await models.unchanged(path, pinOf(path)));
    },
    readAll: (path, signal, maxBytes) =>
      read(
        path,
        (place) => disk.readAll(place, signal, maxBytes),
        () => files.readAll(path, signal, maxBytes),
      ),
    open: (path) =>
      read(
        path,
        (place) => disk.open(place),
        () => files.open(path),
      ),
    list: async (folder, options) => {
      if (isReference(folder)) throw noFolder(folder);
      return files.list(folder, options);
    },
    checkOutput: async (path) => {
      if (isReference(path)) throw readOnly(path);
      await files.checkOutput?.(path);
    },
    checkOutputFolder: async (path) => {
      if (isReference(path)) throw readOnly(path);
      await files.checkOutputFolder?.(path);
    },
    makeFolder: async (path) => {
      if (isReference(path)) throw readOnly(path);
      await files.makeFolder(path);
    },
    create: (path, how) => {
      if (isReference(path)) throw readOnly(path);
      return files.create(path, how);
    },
    origin: async (path) => (isReference(path) ? (await library()).originOf(path) : null),
  };
}

function readOnly(path: string): MillraceError {
  return new MillraceError("MODEL_REFERENCE", {
    message: "Nothing is written into the model library by a workflow.",
    file: path,
    hint: "Write to a path of your own.",
  });
}

function noFolder(path: string): MillraceError {
  return new MillraceError("MODEL_REFERENCE", {
    message: "A reference to the model library names one file, no folder.",
    file: path,
    expected: "library:NAME/FILE",
    hint: "`millrace models` lists the files of each entry.",
  });
}
