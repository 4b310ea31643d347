// Rows do not get behind the outputs, into tables or to servers twice: what has been done about a file of failed rows is noted beside it, and asked before.

import { unlinkSync } from "node:fs";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { rows as rowsWord } from "../numbers.ts";
import { pendingFiles, putBehind } from "./append-files.ts";
import type { BesideFile } from "./attempt-outputs.ts";
import { keysOf, readNote, rowsBehind, writeNote, type DoneNote, type PendingFile } from "./done-note.ts";
import type { Letter, Letters, LettersOfSource } from "./letters.ts";
import { pathOfNote } from "./paths-beside.ts";

/** Throws where rows of the file have been given to tables or servers by a run before; a row that has been mended since is another. */
export async function refuseGiven(files: Files, letters: Letters): Promise<void> {
  const note = await readNote(files, letters.path);
  const done = new Set(note?.given);
  const again = keysOf(letters).filter(({ version }) => done.has(version));
  if (again.length > 0)
    throw new MillraceError("DEAD_LETTER_GIVEN", {
      message: `${rowsWord(again.length)} of it ${again.length === 1 ? "has" : "have"} been run already: in tables, or where they are sent, they would be twice.`,
      file: letters.path,
      got: wordsOf(again),
      hint: `Run a file with the lines that are still to be done. If they are wanted once more, remove "${pathOfNote(letters.path)}".`,
    });
  const begun = new Set(note?.begun);
  const half = keysOf(letters).filter(({ version }) => begun.has(version));
  if (half.length > 0)
    throw new MillraceError("DEAD_LETTER_BEGUN", {
      message: `A run of ${rowsWord(half.length)} of it was ended before it was done: some may be in tables, or may have been sent.`,
      file: letters.path,
      got: wordsOf(half),
      hint: `See which are there, and run a file with the lines of the others. If none is, remove "${pathOfNote(letters.path)}".`,
    });
}

/** Throws where rows of the file have been put behind the outputs by a run before. */
export async function refuseAppended(files: Files, letters: Letters): Promise<void> {
  const { rows } = await rowsBehind(files, await readNote(files, letters.path));
  const done = new Set(rows);
  const again = keysOf(letters).filter(({ key }) => done.has(key));
  if (again.length === 0) return;
  throw new MillraceError("DEAD_LETTER_APPENDED", {
    message: `${rowsWord(again.length)} of it ${again.length === 1 ? "has" : "have"} been put behind the outputs already, and would be there twice.`,
    file: letters.path,
    got: wordsOf(again),
    hint: `Run a file with the lines that are still to be done. If they are wanted there once more, remove "${pathOfNote(letters.path)}".`,
  });
}

function wordsOf([{ of, letter }, ...more]: readonly { of: LettersOfSource; letter: Letter }[]): string {
  return `${of.unit} ${letter.place} of "${of.source}"${more.length > 0 ? ", and others" : ""}`;
}

/** Before a run gives rows away that could not go on from a journal. */
export async function noteBegun(files: Files, letters: Letters): Promise<void> {
  const before = (await readNote(files, letters.path)) ?? { files: [], rows: [] };
  await writeNote(files, letters.path, { ...before, begun: keysOf(letters).map(({ version }) => version) });
}

/** Puts behind the outputs what a run that was ended in the middle of it has left beside them. */
export async function finishAppending(files: Files, letters: string): Promise<void> {
  const note = await readNote(files, letters);
  if (note?.appending) await putAllBehind(files, letters, { note, otherwise: note });
}

export interface DoneRun {
  readonly files: readonly BesideFile[];
  /** Of which places a row has failed again. */
  readonly isLeft: (source: string, place: number) => boolean;
  /** Rows went to tables or servers. */
  readonly gives: boolean;
  /** What they came to goes behind the outputs. */
  readonly append: boolean;
  /** As its journal names it; absent where it keeps none. */
  readonly run?: string;
}

/** Notes what a run has done, and puts its files behind the others; answers those that have got rows. */
export async function noteDone(
  files: Files,
  letters: Letters,
  run: DoneRun,
): Promise<readonly PendingFile[]> {
  const before = await readNote(files, letters.path);
  const behind = await rowsBehind(files, before);
  const done = keysOf(letters).filter(({ of, letter }) => !run.isLeft(of.source, letter.place));
  const given = [...(before?.given ?? []), ...(run.gives ? done.map(({ version }) => version) : [])];
  const note: DoneNote = {
    files: behind.files,
    rows: [...new Set([...behind.rows, ...(run.append ? done.map(({ key }) => key) : [])])],
    ...(given.length > 0 && { given: [...new Set(given)] }),
    run: run.run,
  };
  const appending = run.append ? await pendingFiles(files, run.files) : [];
  // Of rows that nobody has got, nothing is said where they stay beside.
  const otherwise = run.gives ? note : { ...behind, given: before?.given };
  return putAllBehind(files, letters.path, { note: { ...note, appending }, otherwise });
}

/**
 * Rows count as done from the beginning, with a list of what is still to be put behind: whoever comes after a kill goes on with that. `otherwise`
 * is what is noted where the first cannot be put there, and so none is.
 */
async function putAllBehind(
  files: Files,
  letters: string,
  {
    note: { appending = [], begun: _, ...note },
    otherwise,
  }: { readonly note: DoneNote; readonly otherwise: DoneNote },
): Promise<readonly PendingFile[]> {
  if (appending.length > 0) await writeNote(files, letters, { ...note, appending });
  const grown: PendingFile[] = [];
  const withRows: PendingFile[] = [];
  try {
    for (const pending of appending) {
      if (await putBehind(files, pending)) withRows.push(pending);
      grown.push(pending);
    }
    return withRows;
  } finally {
    // What is behind one output is not to get there again with what stayed beside another.
    const isNoted = appending.length === grown.length || grown.length > 0;
    const paths = new Set([...note.files, ...grown].map(({ path }) => path));
    const sizes = [...paths].map(async (path) => ({ path, bytes: (await files.stat(path))?.size ?? 0 }));
    await keepNote(files, letters, isNoted ? { ...note, files: await Promise.all(sizes) } : otherwise);
  }
}

/** A note that says nothing is none. */
async function keepNote(files: Files, letters: string, note: DoneNote): Promise<void> {
  const { rows, given = [], begun = [] } = note;
  if (rows.length + given.length + begun.length > 0)
    return writeNote(files, letters, { ...note, appending: undefined });
  if (await files.stat(pathOfNote(letters))) unlinkSync(pathOfNote(letters));
}
