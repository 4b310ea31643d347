// Workflows that were never saved: each has a folder of its own in the app's data, for its journal and for dropped files.

import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { LeftUntitled } from "../bridge/shapes.ts";
import { applyCommand } from "../../engine/document/apply.ts";
import { readWorkflow } from "../../engine/document/read.ts";
import { refusalOf } from "../../engine/document/refusal.ts";
import { FILE_VERSION } from "../../engine/document/schema.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { writeWorkflow } from "../../engine/document/write.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { beginningOf, keepBeginning, type Beginning } from "./beginning.ts";
import { claimJournal, isJournalTaken, lookIntoJournal, type LeftBehind } from "./left-journals.ts";
import type { PageNames } from "./page-names.ts";
import { UNTITLED } from "./workflow-name.ts";

export const EMPTY_DOCUMENT: WorkflowDocument = {
  format: "millrace",
  version: FILE_VERSION,
  nodes: [],
  edges: [],
  view: { nodes: {} },
};
export const EMPTY_TEXT = writeWorkflow(EMPTY_DOCUMENT);

/** Below the folder of a workflow: files that were dropped on it. */
export const DATA_FOLDER = "data";

/** An id of an untitled workflow is the name of its folder. */
const rootOf = (appData: string) => join(appData, "untitled");

export async function newUntitled(appData: string, pages: PageNames, beginning: Beginning | null) {
  // Named after the process that makes it, for people who look into the folder.
  const folder = join(rootOf(appData), `${process.pid}-${randomBytes(8).toString("hex")}`);
  await mkdir(folder, { recursive: true });
  if (beginning) await keepBeginning(folder, beginning);
  return claimFolder(folder, pages, beginning);
}

/** Goes on with one that was left. Throws `UNTITLED_GONE`, and `SESSION_TAKEN` while another window has it. */
export async function claimUntitled(appData: string, pages: PageNames, id: string) {
  const folder = await folderOfUntitled(appData, id);
  if (await isJournalTaken(folder, UNTITLED)) {
    throw new MillraceError("SESSION_TAKEN", {
      message: "This workflow is open in another window.",
      hint: "Go on there.",
    });
  }
  return claimFolder(folder, pages, await beginningOf(folder));
}

async function claimFolder(folder: string, pages: PageNames, beginning: Beginning | null) {
  const { text, trusted } = beginning ?? { text: EMPTY_TEXT, trusted: true };
  const name = beginning?.name ?? UNTITLED;
  // It has the folder to itself: whoever left it, it is gone on with.
  const claimed = await claimJournal(folder, UNTITLED, text, { ...pages, again: false });
  return { folder, name, text, trusted, ...claimed };
}

/** Those that nobody has open and that have something in them, the newest first. */
export async function leftUntitled(appData: string): Promise<LeftUntitled[]> {
  const ids = await readdir(rootOf(appData)).catch((): string[] => []);
  const left = await Promise.all(
    ids.map(async (id) => {
      const journal = await lookIntoJournal(join(rootOf(appData), id), UNTITLED);
      return journal && { id, endedAt: journal.endedAt, titles: titlesAfter(journal) };
    }),
  );
  return left.filter((one) => one !== null).toSorted((a, b) => b.endedAt - a.endedAt);
}

/** Takes away what nobody has open. */
export async function dropUntitled(appData: string, id: string): Promise<string> {
  const folder = await folderOfUntitled(appData, id);
  if (!(await isJournalTaken(folder, UNTITLED))) await removeUntitled(folder);
  return folder;
}

async function folderOfUntitled(appData: string, id: string): Promise<string> {
  const ids = await readdir(rootOf(appData)).catch((): string[] => []);
  // Out of the list, so that no id leads anywhere else.
  if (ids.includes(id)) return join(rootOf(appData), id);
  throw new MillraceError("UNTITLED_GONE", {
    message: "This workflow without a name is not there any more.",
    hint: "It was saved under a name, or thrown away, in another window.",
  });
}

/** It may run, also when it is opened again. */
export async function trustUntitled(folder: string): Promise<void> {
  const beginning = await beginningOf(folder);
  if (beginning) await keepBeginning(folder, { ...beginning, trusted: true });
}

/** What the nodes are called after these commands on this text, as far as they can be done. */
function titlesAfter({ text, commands }: LeftBehind): string[] {
  let document = readWorkflow(text).document ?? EMPTY_DOCUMENT;
  for (const command of commands) {
    if (refusalOf(document, command)) break;
    document = applyCommand(document, command);
  }
  return document.nodes.map(({ id, title }) => title ?? id);
}

export async function removeUntitled(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
