// What was left in recovery journals, and by whom? Found by the name of the workflow they lie beside.

import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Opened } from "../bridge/shapes.ts";
import { isFree, isHeld, Journal } from "./journal.ts";
import { readEdits, readHead, type Edits } from "./journal-lines.ts";
import { journalFolder, journalName, journalPlace } from "./journal-place.ts";
import { isOwn, type PageNames } from "./page-names.ts";
import { workflowName } from "./workflow-name.ts";

/** Who goes on with what was left. */
export interface Claimant extends PageNames {
  /**
   * It shows again what the page before it showed. Changes of other pages are not among that: two that are loaded anew at once
   * would else get each other's.
   */
  readonly again: boolean;
  /** The file is not there: then what it held is enough to go on with, though nothing was changed. */
  readonly gone?: boolean;
}

export interface Claimed {
  readonly journal: Journal;
  readonly recovery: Opened["recovery"];
  /** Where `recovery` stays until it was looked at, if it stands on another text. */
  readonly leftJournal: string | null;
}

/** Of a workflow file: beside it, or in the app's data where nothing can be written beside it. */
export async function claimJournalOf(
  path: string,
  text: string,
  appData: string,
  who: Claimant,
): Promise<Claimed> {
  return claimJournal(await journalFolder(path, appData), workflowName(path), text, who);
}

/** Of a workflow file that was written this moment: whatever lies beside it stands on something else. */
export async function freshJournalOf(
  path: string,
  text: string,
  appData: string,
  { page }: PageNames,
): Promise<Journal> {
  return newJournal(await journalFolder(path, appData), workflowName(path), text, page);
}

/** What a file held that is gone: kept as long as somebody had it open and has not saved it again. */
export async function textOfGone(path: string, appData: string, who: Claimant): Promise<string | null> {
  const folder = await journalPlace(path, appData);
  const [newest] = openTo({ ...who, gone: true }, await leftBehind(folder, workflowName(path)));
  return newest?.text ?? null;
}

/** A journal for a workflow, and the commands that somebody left in one and never saved: on this text, or else on another. */
export async function claimJournal(
  folder: string,
  name: string,
  text: string,
  who: Claimant,
): Promise<Claimed> {
  const found = await leftBehind(folder, name);
  if (!who.gone) await Promise.all(found.filter(isTextAlone).map(({ file }) => removeJournal(file)));
  // Without waiting in between: two that claim at once find different ones.
  const free = openTo(who, found);
  const newest = free.find((left) => left.text === text);
  if (newest) {
    const { file, commands, steps, endedAt } = newest;
    const journal = new Journal(file, text, who.page);
    await journal.adopt({ commands, steps });
    const recovery = commands.length > 0 ? { commands, steps, endedAt, base: null } : null;
    return { journal, recovery, leftJournal: null };
  }
  const journal = await newJournal(folder, name, text, who.page);
  const [other] = free;
  if (!other) return { journal, recovery: null, leftJournal: null };
  const { file, commands, steps, endedAt, text: base } = other;
  return { journal, recovery: { commands, steps, endedAt, base }, leftJournal: file };
}

/** Those that this page may go on with, the newest first: its own, or else those of pages that are gone. */
function openTo(who: Claimant, found: readonly LeftBehind[]): LeftBehind[] {
  const free = found
    .filter((left) => isFree(left.file) && (who.gone || !isTextAlone(left)))
    .toSorted((a, b) => b.endedAt - a.endedAt);
  const own = free.filter(({ page }) => page === undefined || isOwn(who, page));
  return own.length > 0 || who.again ? own : free;
}

/** What was left in a workflow's journal on its own text; null where there is nothing, or somebody writes it. */
export async function lookIntoJournal(folder: string, name: string): Promise<LeftBehind | null> {
  const free = (await leftBehind(folder, name)).filter((left) => isFree(left.file) && !isTextAlone(left));
  return free.toSorted((a, b) => b.endedAt - a.endedAt)[0] ?? null;
}

/** Whether a window of this or another process has the workflow open. */
export async function isJournalTaken(folder: string, name: string): Promise<boolean> {
  const file = join(folder, journalName(name, 1));
  if (!isFree(file)) return true;
  const text = await readFile(file, "utf8").catch(() => "");
  try {
    return isOtherProcess(readHead(text).pid);
  } catch {
    // None, or half a line: nobody writes it.
    return false;
  }
}

/** Takes away one that nobody writes. */
export async function removeJournal(file: string): Promise<void> {
  if (isFree(file)) await rm(file, { force: true });
}

async function newJournal(folder: string, name: string, text: string, page: string): Promise<Journal> {
  for (let n = 1; ; n++) {
    const file = join(folder, journalName(name, n));
    if (isHeld(file)) continue;
    const journal = new Journal(file, text, page);
    if ((await stat(file).catch(() => null)) === null) return journal;
    // Somebody else's, or on another text: it stays until somebody has looked at it.
    await journal.release();
  }
}

export interface LeftBehind extends Edits {
  readonly file: string;
  /** Whose it is; unknown where an older version wrote it. */
  readonly page: string | undefined;
  readonly text: string;
  readonly endedAt: number;
}

async function leftBehind(folder: string, name: string): Promise<LeftBehind[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const [before, after] = journalName(name, 1).split(/(?=\.millrace-recovery$)/);
  const mine = names.filter(
    (file) =>
      file.startsWith(before) &&
      file.endsWith(after) &&
      /^(\.\d+)?$/.test(file.slice(before.length, -after.length)),
  );
  const found = await Promise.all(
    mine.map(async (file) => readJournal(join(folder, file)).catch(() => null)),
  );
  return found.filter((journal) => journal !== null);
}

/** It keeps what a file held that was gone. */
function isTextAlone({ commands }: LeftBehind): boolean {
  return commands.length === 0;
}

/** Null for one that another process writes. */
async function readJournal(file: string): Promise<LeftBehind | null> {
  const read = await readFile(file, "utf8");
  const { pid, page, text } = readHead(read);
  if (isOtherProcess(pid)) return null;
  return { file, page, text, ...readEdits(read), endedAt: (await stat(file)).mtimeMs };
}

/** Whether a process other than this one runs under that number. */
function isOtherProcess(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    // It is there, and belongs to somebody else.
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}
