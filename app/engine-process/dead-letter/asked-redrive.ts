// Failed rows that a command line asks to be run again: what such a run cannot be combined with, and what is told of it.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { RunJournal } from "../../../engine/runtime/journal/run-journal.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { rows as rowsWord } from "../numbers.ts";
import type { FailedRowsFile } from "../failed-file.ts";
import type { BesideFile } from "./attempt-outputs.ts";
import type { Redrive } from "./redrive.ts";

export interface AskedRedrive {
  /** The file of failed rows; absent where the sources are read. */
  readonly fromDeadLetter?: string;
  readonly append: boolean;
  readonly partition?: unknown;
}

/** Throws for flags that would be taken for something else than was meant. */
export function refuseSenselessRedrive(asked: AskedRedrive): void {
  if (asked.fromDeadLetter === undefined) {
    if (asked.append) throw senseless("--append is for rows of --from-dead-letter.", "--append alone");
    return;
  }
  if (asked.partition)
    throw senseless(
      "The rows of a file of failed rows are run as a whole.",
      "--from-dead-letter and --partition",
    );
}

/** Throws where the rows that fail again would take the place of the file that is read, by whatever name. */
export async function refuseSameFile({ path }: FailedRowsFile, read: string, files: Files): Promise<void> {
  const [own, other] = await Promise.all([files.stat(path), files.stat(read)]);
  if (path !== read && (!own || own.id === undefined || own.id !== other?.id)) return;
  throw new MillraceError("USAGE_DEAD_LETTER", {
    message: "Rows that fail again would be written over the file that they come from.",
    file: read,
    hint: "Give the file another name, and read that.",
  });
}

/** `2 rows run again, attempt 3`, whether a run before is gone on with, and what is left out. */
export function redriveLine({ rows, attempt, journal, leftOut }: Redrive): string {
  const goesOn = journal?.start === "resume" ? "; goes on where the run before was ended" : "";
  const left =
    leftOut > 0
      ? `; ${rowsWord(leftOut)} of sources that are read whole are left out: what is to be joined with them needs a run of all rows`
      : "";
  return `${rowsWord(rows)} run again, attempt ${attempt}${goesOn}${left}`;
}

/** Before the run: where it could not go on, it is noted that it gives rows away. */
export async function beginRedrive(files: Files, { gives, journal, letters }: Redrive): Promise<void> {
  if (gives && journal === null) await (await import("./appended-note.ts")).noteBegun(files, letters);
}

/**
 * Behind a run that is done: puts what was written behind the outputs, where that was asked for, and notes what is done; answers what has grown. Its
 * journal, if it kept one, goes after that.
 */
export async function endRedrive(
  files: Files,
  redrive: Redrive,
  journal: RunJournal | null,
): Promise<readonly BesideFile[]> {
  if (!redrive.append && !redrive.gives) return [];
  const { noteDone } = await import("./appended-note.ts");
  const done = await noteDone(files, redrive.letters, { ...redrive, run: journal?.run });
  const grown = new Set(done.map(({ beside }) => beside));
  return redrive.files.filter(({ beside }) => grown.has(files.resolve(beside)));
}

function senseless(message: string, got: string): MillraceError {
  return new MillraceError("USAGE_DEAD_LETTER", { message, got, hint: "Leave one of them out." });
}
