// Failed rows that a command line asks to be run again: what such a run cannot be combined with, and what is told of it.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { rows as rowsWord } from "../numbers.ts";
import type { FailedRowsFile } from "../failed-file.ts";
import type { BesideFile } from "./attempt-outputs.ts";
import type { Redrive } from "./redrive.ts";

export interface AskedRedrive {
  /** The file of failed rows; absent where the sources are read. */
  readonly fromDeadLetter?: string;
  readonly append: boolean;
  readonly journal: boolean;
  readonly resume: boolean;
  readonly partition?: unknown;
}

/** Throws for flags that would be taken for something else than was meant. */
export function refuseSenselessRedrive(asked: AskedRedrive): void {
  if (asked.fromDeadLetter === undefined) {
    if (asked.append) throw senseless("--append is for rows of --from-dead-letter.", "--append alone");
    return;
  }
  for (const name of ["journal", "resume", "partition"] as const)
    if (asked[name])
      throw senseless(
        "The rows of a file of failed rows are run as a whole, in one go.",
        `--from-dead-letter and --${name}`,
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

/** `2 rows run again, attempt 3`, and what is left out. */
export function redriveLine({ rows, attempt, leftOut }: Redrive): string {
  const left = leftOut > 0 ? `; ${rowsWord(leftOut)} of sources that are read whole are left out` : "";
  return `${rowsWord(rows)} run again, attempt ${attempt}${left}`;
}

/** Puts what was written behind the outputs, where that was asked for; answers what has grown. */
export async function appendWhatCame(files: Files, redrive: Redrive): Promise<readonly BesideFile[]> {
  const { append: appends, gives } = redrive;
  if (!appends && !gives) return [];
  const { appendFiles } = await import("./append-files.ts");
  const { noteAppended } = await import("./appended-note.ts");
  const { letters, isLeft } = redrive;
  const grown: BesideFile[] = [];
  const note = () =>
    noteAppended(files, letters, { grown: grown.map(({ path }) => path), isLeft, gives, appends });
  try {
    if (appends) await appendFiles(files, redrive.files, grown);
  } catch (thrown) {
    // What is behind one output is not to get there again with what stayed beside another.
    if (grown.length > 0 || gives) await note();
    throw thrown;
  }
  await note();
  return grown;
}

function senseless(message: string, got: string): MillraceError {
  return new MillraceError("USAGE_DEAD_LETTER", { message, got, hint: "Leave one of them out." });
}
