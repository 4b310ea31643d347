// A run of failed rows that gives them to tables or servers goes on where one before was ended: they would be there twice otherwise. One that puts
// them behind files begins again, as the same try.

import { unlinkSync } from "node:fs";
import { isHolder, takeLock } from "../../../engine/host/run-lock.ts";
import type { Plan } from "../../../engine/plan/types.ts";
import { inUse } from "../../../engine/runtime/journal/errors.ts";
import { runOfJournal, unkeptNode } from "../../../engine/runtime/journal/open-journal.ts";
import type { Files, HostServices } from "../../../engine/sdk/services.ts";
import { finishAppending } from "./appended-note.ts";
import { readNote } from "./done-note.ts";
import type { Letters } from "./letters.ts";
import { pathOfJournal } from "./paths-beside.ts";

/** `either`: goes on where there is a journal, else begins. */
export type StartOfRedrive = "begin" | "resume" | "either";

export interface RedriveJournal {
  readonly path: string;
  readonly start: "begin" | "resume";
  /** Its outputs are named by it, so a try that was ended and its repetition have the same. */
  readonly attempt: number;
  /** What it reads besides what its nodes name: the file of failed rows. */
  readonly reads: readonly { readonly node: string; readonly path: string }[];
}

/** What is asked of any run by `--journal` and `--resume`; null where nothing is. */
export function askedStart({
  journal,
  resume,
}: {
  readonly journal: boolean;
  readonly resume: boolean;
}): StartOfRedrive | null {
  if (!journal && !resume) return null;
  return !resume ? "begin" : journal ? "either" : "resume";
}

interface Started {
  readonly letters: string;
  readonly start: StartOfRedrive | null;
}

/** Does what is left of a run that was ended after its last word: outputs that were still to grow, and its journal. Throws where that run is at it. */
export async function settleEnded(
  { files, clock }: Pick<HostServices, "files" | "clock">,
  started: Started,
): Promise<void> {
  const { letters } = started;
  const found = await foundRun(files, started);
  const note = await readNote(files, letters);
  const isOver = found !== null && found.run === note?.run;
  if (!note?.appending && !isOver) return;
  const journal = files.resolve(pathOfJournal(letters));
  const lock = `${journal}.lock`;
  const taken = takeLock(lock, clock.now());
  if (isHolder(taken)) throw inUse(lock, taken);
  try {
    await finishAppending(files, letters);
    if (isOver) unlinkSync(journal);
  } finally {
    taken.release();
  }
}

/** Which try was ended in the middle; null where none has left a journal, or a new one is to begin. */
export async function endedAttempt(files: Files, started: Started): Promise<number | null> {
  const found = await foundRun(files, started);
  if (!found || found.run === (await readNote(files, started.letters))?.run) return null;
  return typeof found.flags.attempt === "number" ? found.flags.attempt : null;
}

function foundRun(files: Files, { letters, start }: Started) {
  return start === "begin" ? null : runOfJournal(pathOfJournal(letters), files);
}

interface KeptRun {
  readonly letters: Letters;
  readonly attempt: number;
  readonly start: StartOfRedrive | null;
  /** Rows go where they would be twice. */
  readonly gives: boolean;
  /** What is written goes behind the outputs. */
  readonly append: boolean;
  /** A run before was ended in the middle. */
  readonly wasEnded: boolean;
}

/** Null where what it writes is its own, or the outputs are such that nothing could go on, and nobody has asked for it. */
export function journalOf(
  plan: Plan,
  { letters, attempt, start, gives, append, wasEnded }: KeptRun,
): RedriveJournal | null {
  const isWanted = start !== null || ((gives || append) && unkeptNode(plan) === null) || (gives && wasEnded);
  if (!isWanted) return null;
  const [node] = letters.sources.keys();
  return {
    path: pathOfJournal(letters.path),
    start: start === "resume" || (wasEnded && (gives || start === "either")) ? "resume" : "begin",
    attempt,
    reads: [{ node, path: letters.path }],
  };
}
