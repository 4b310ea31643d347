// A model that lies on this machine: a file with the weights it names, or a folder.

import { copyFile, mkdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { withFile } from "../host/file-errors.ts";
import { listFiles } from "../host/folder-list.ts";
import { externalFiles, externalPathProblems } from "../models/onnx/external-data.ts";
import { problemError } from "../models/onnx/problem.ts";
import { scanModel } from "../models/onnx/scan.ts";
import { checkBytes } from "./check-bytes.ts";
import { chooseFiles, type ChosenFile, type ChosenFiles } from "./choose-files.ts";
import type { LibraryFile } from "./entry.ts";
import type { Offer } from "./offer.ts";
import { nameFrom } from "./source.ts";

export async function localOffer(given: string, cwd: string = process.cwd()): Promise<Offer> {
  const path = resolve(cwd, given);
  const found = await withFile(given, () => stat(path));
  const folder = found.isDirectory() ? path : dirname(path);
  const { files, licence } = found.isDirectory() ? await inFolder(path, given) : await oneFile(path);
  const sizes = await Promise.all(
    files.map(async ({ from }) => (await withFile(from, () => stat(join(folder, from)))).size),
  );
  return {
    name: nameFrom(basename(path)),
    title: basename(path),
    about: "",
    // No path: a workflow that names it goes to other machines.
    source: `file:${basename(path)}`,
    place: path,
    version: null,
    licence: { name: null, note: "A file says nothing of its licence: you know where it came from." },
    download: sizes.reduce((sum, size) => sum + size, 0),
    async take(to, { signal, onStep }) {
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const taken: LibraryFile[] = [];
      let received = 0;
      for (const { from, path: name } of files) {
        signal?.throwIfAborted();
        onStep?.({ step: "download", received, total });
        const place = join(to, ...name.split("/"));
        await withFile(from, async () => {
          await mkdir(dirname(place), { recursive: true });
          await copyFile(join(folder, from), place);
        });
        // Of the copy: what counts is what is kept.
        const checked = await checkBytes(place, {});
        taken.push({ path: name, ...checked });
        received += checked.size;
      }
      return { files: taken, licence };
    },
  };
}

async function inFolder(folder: string, given: string): Promise<ChosenFiles> {
  // Caches of models keep their files elsewhere, and links to them here.
  return chooseFiles(await withFile(given, () => listFiles(folder, true), "folder"), null, given);
}

async function oneFile(path: string): Promise<ChosenFiles> {
  const scan = scanModel(await withFile(path, () => readFile(path)));
  const [problem] = externalPathProblems(scan);
  if (problem) throw problemError(problem, path);
  const weights = externalFiles(scan).map(({ location }): ChosenFile => {
    const from = location.replaceAll("\\", "/");
    return { from, path: from };
  });
  const name = basename(path);
  return { files: [{ from: name, path: name }, ...weights], licence: null };
}
