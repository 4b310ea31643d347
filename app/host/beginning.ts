// What does a workflow that was never saved begin with, where that is not an empty canvas? The text of a file that was dropped on a
// browser, kept in the folder of the workflow: its journal stands on it.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";

const shape = z.object({
  /** Of the file, without its ending. */
  name: z.string(),
  text: z.string(),
  /** It was made elsewhere: whether somebody has said since that it may run. */
  trusted: z.boolean(),
});

export type Beginning = z.output<typeof shape>;

/** Begins with a dot: no result of a run, which would be moved beside the workflow once it is saved. */
const placeIn = (folder: string) => join(folder, ".beginning.json");

export async function keepBeginning(folder: string, beginning: Beginning): Promise<void> {
  await writeFile(placeIn(folder), JSON.stringify(beginning));
}

/** Null for one that began empty. */
export async function beginningOf(folder: string): Promise<Beginning | null> {
  try {
    return shape.parse(JSON.parse(await readFile(placeIn(folder), "utf8")));
  } catch {
    return null;
  }
}
