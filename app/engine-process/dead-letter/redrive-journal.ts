// A run of failed rows that gives them to tables or servers goes on where one before was ended: they would be there twice otherwise.

import type { Plan } from "../../../engine/plan/types.ts";
import { runOfJournal, unkeptNode } from "../../../engine/runtime/journal/open-journal.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { readNote } from "./done-note.ts";
import type { Letters } from "./letters.ts";

/** `either`: goes on where there is a journal, else begins. */
export type StartOfRedrive = "begin" | "resume" | "either";

export interface RedriveJournal {
  readonly path: string;
  readonly start: "begin" | "resume";
  /** A run before has left it. */
  readonly goesOn: boolean;
  /** The try goes on with the number that it has begun with: its outputs are named by it. */
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

const pathOf = (letters: string) => `${letters}.millrace-journal`;

/** Which try is to be gone on with; null where none has left a journal, or where it is done, or a new one is to begin. */
export async function attemptToGoOn(
  files: Files,
  letters: string,
  start: StartOfRedrive | null,
): Promise<number | null> {
  if (start === "begin") return null;
  const found = await runOfJournal(pathOf(letters), files);
  // It was ended after its last word, and before its journal went.
  if (!found || found.run === (await readNote(files, letters))?.run) return null;
  return typeof found.flags.attempt === "number" ? found.flags.attempt : null;
}

interface KeptRun {
  readonly letters: Letters;
  readonly attempt: number;
  readonly start: StartOfRedrive | null;
  readonly gives: boolean;
  /** A run before is gone on with. */
  readonly goesOn: boolean;
}

/** Null where nothing can be there twice, or where the outputs are such that nothing could go on, and nobody has asked for it. */
export function journalOf(
  plan: Plan,
  { letters, attempt, start, gives, goesOn }: KeptRun,
): RedriveJournal | null {
  if (start === null && !goesOn && (!gives || unkeptNode(plan) !== null)) return null;
  const [node] = letters.sources.keys();
  return {
    path: pathOf(letters.path),
    start: goesOn || start === "resume" ? "resume" : "begin",
    goesOn,
    attempt,
    reads: [{ node, path: letters.path }],
  };
}
