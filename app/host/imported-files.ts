// Files that were dropped on a workflow, once it is closed: what no workflow has come to use is no use to anybody.

import { readdir, readFile, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { DATA_FOLDER } from "./untitled.ts";

/** Workflows, and journals of what is not saved yet. */
const MAY_NAME_FILES = /\.(json|millrace|millrace-recovery)$/i;

/** Removes those that neither `workflow` names nor one in the folder they were dropped into. */
export async function removeUnused(imported: readonly string[], workflow: string): Promise<void> {
  for (const file of imported) {
    const place = dirname(dirname(file));
    const texts = await Promise.all([workflow, ...(await workflowsIn(place))].map(textOf));
    // As it is written in JSON; a workflow elsewhere has more in front of it.
    const written = JSON.stringify(`${DATA_FOLDER}/${basename(file)}`).slice(1);
    const below = written.replace(/"$/, "/");
    const isUsed = texts.some((text) => text.includes(written) || text.includes(below));
    if (!isUsed) await rm(file, { recursive: true, force: true }).catch(() => {});
  }
  // Those that hold something stay.
  for (const folder of new Set(imported.map((file) => dirname(file)))) await rmdir(folder).catch(() => {});
}

async function workflowsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.filter((name) => MAY_NAME_FILES.test(name)).map((name) => join(folder, name));
}

async function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}
