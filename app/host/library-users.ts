// Which workflows that somebody has opened lately name an entry of the model library?

import { readFile } from "node:fs/promises";
import { parseReference } from "../../engine/document/model-reference.ts";
import { readWorkflow } from "../../engine/document/read.ts";
import { referencesIn } from "../../engine/document/references-in.ts";
import type { Recent } from "../bridge/shapes.ts";

/** What is saved counts; a file that is gone or no workflow uses nothing. */
export async function usersOf(entry: string, recent: readonly Recent[]) {
  const isUser = await Promise.all(recent.map(({ path }) => names(path, entry)));
  return recent.filter((_, i) => isUser[i]).map(({ path, name }) => ({ path, name }));
}

async function names(path: string, entry: string): Promise<boolean> {
  const text = await readFile(path, "utf8").catch(() => null);
  const document = text === null ? null : readWorkflow(text).document;
  return document
    ? referencesIn(document).some(({ reference }) => parseReference(reference)?.name === entry)
    : false;
}
