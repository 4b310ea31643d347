// What goes along when a workflow without a name is saved under one: the files that were dropped on it, and what it has written.

import { cp, mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { contentHash } from "./content-hash.ts";
import { freeName } from "./free-name.ts";
import { hashOf } from "./text-hash.ts";
import { DATA_FOLDER } from "./untitled.ts";

/** Copies the dropped files that a text names beside the place where it is saved, so that its relative paths stay right. */
export async function moveData(from: string, to: string, text: string): Promise<void> {
  const names = await readdir(join(from, DATA_FOLDER)).catch((): string[] => []);
  const used = names.filter((name) => text.includes(JSON.stringify(`${DATA_FOLDER}/${name}`)));
  const missing: string[] = [];
  for (const name of used) {
    const there = await contentHash(join(to, DATA_FOLDER, name));
    if (there === null) missing.push(name);
    else if (there !== (await contentHash(join(from, DATA_FOLDER, name))))
      throw otherFile(join(to, DATA_FOLDER, name));
  }
  for (const name of missing) {
    await mkdir(join(to, DATA_FOLDER), { recursive: true });
    await cp(join(from, DATA_FOLDER, name), join(to, DATA_FOLDER, name), {
      force: false,
      errorOnExist: true,
      // What was dropped may be a folder.
      recursive: true,
    });
  }
}

/** Copies what runs have written beside the place where the workflow is saved. Nothing that is there is replaced. */
export async function moveResults(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const { name, parentPath } of entries.filter((entry) => entry.isFile())) {
    const below = relative(from, parentPath);
    // Journals begin with a dot; dropped files go with the text that names them.
    const isResult = !name.startsWith(".") && below.split(/[\\/]/)[0] !== DATA_FOLDER;
    if (isResult) await copyBeside(join(parentPath, name), join(to, below), name);
  }
}

async function copyBeside(file: string, folder: string, name: string): Promise<void> {
  const hash = hashOf(await readFile(file));
  const isTaken = async (candidate: string) => {
    const there = await readFile(join(folder, candidate)).catch(() => null);
    return there !== null && hashOf(there) !== hash;
  };
  await mkdir(folder, { recursive: true });
  await cp(file, join(folder, await freeName(name, isTaken)));
}

function otherFile(path: string): MillraceError {
  return new MillraceError("IMPORT_CONFLICT", {
    message: `"${path}" is there already and is not the file that this workflow uses under that name.`,
    file: path,
    hint: `Save the workflow in another folder than ${dirname(dirname(path))}.`,
  });
}
