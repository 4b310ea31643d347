// The files of an npm package, out of its tarball: plain files alone, and only where they may lie.

import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { list, type ReadEntry } from "tar";
import { MillraceError } from "../sdk/errors.ts";
import type { ChosenFile } from "./choose-files.ts";
import type { LibraryFile } from "./entry.ts";

/** Names of the plain files in it, without the folder that all packages have around them. */
export async function namesInTarball(path: string): Promise<string[]> {
  const names: string[] = [];
  await readTarball(path, (entry) => {
    const name = nameOf(entry);
    if (name !== null) names.push(name);
  });
  return names;
}

/** Writes the chosen ones below the folder. */
export async function unpack(
  path: string,
  chosen: readonly ChosenFile[],
  folder: string,
): Promise<LibraryFile[]> {
  const wanted = new Map(chosen.map((file) => [file.from, file.path]));
  const files = new Map<string, LibraryFile>();
  await readTarball(path, (entry) => {
    const to = wanted.get(nameOf(entry) ?? "");
    if (to === undefined) return;
    const place = join(folder, ...to.split("/"));
    mkdirSync(dirname(place), { recursive: true });
    const file = openSync(place, "w");
    const hash = createHash("sha256");
    let size = 0;
    entry.on("data", (piece: Buffer) => {
      for (let done = 0; done < piece.length;) done += writeSync(file, piece, done);
      hash.update(piece);
      size += piece.length;
    });
    entry.on("end", () => {
      closeSync(file);
      files.set(to, { path: to, size, sha256: hash.digest("hex") });
    });
  });
  const missing = chosen.find((file) => !files.has(file.path));
  if (missing) throw damaged(new Error(`${missing.from} is not in it`));
  return chosen.map((file) => files.get(file.path)!);
}

async function readTarball(path: string, onReadEntry: (entry: ReadEntry) => void): Promise<void> {
  try {
    await list({ file: path, strict: true, onReadEntry });
  } catch (thrown) {
    throw damaged(thrown);
  }
}

function nameOf({ type, path }: ReadEntry): string | null {
  if (type !== "File" && type !== "OldFile") return null;
  return path.slice(path.indexOf("/") + 1);
}

function damaged(cause: unknown): MillraceError {
  return new MillraceError("MODEL_PACKAGE_DAMAGED", {
    message: "The package cannot be unpacked.",
    hint: "Try again; if it stays so, the package itself is damaged.",
    cause: cause instanceof Error ? cause.message : cause,
  });
}
