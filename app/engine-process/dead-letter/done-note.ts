// LETTERS.appended: which rows of a file of failed rows are behind the outputs, in tables or sent already, and what is still to be done about them.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import type { Letter, Letters, LettersOfSource } from "./letters.ts";
import { pathOfNote } from "./paths-beside.ts";

export interface DoneNote {
  /** Absolute, with the bytes that they had then. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** By source and place. */
  readonly rows: readonly string[];
  /** Rows that are in tables, or have been sent: by source, place and what their lines said. */
  readonly given?: readonly string[];
  /** Rows that a run has begun to give, which could not have gone on from a journal. */
  readonly begun?: readonly string[];
  /** The last run that is done, as its journal names it. */
  readonly run?: string;
  /** Files that are to be put behind others; a run that was ended in the middle of it has left them to the next. */
  readonly appending?: readonly PendingFile[];
}

/** A file that is to be put behind another. */
export interface PendingFile {
  /** Absolute. */
  readonly path: string;
  /** Absolute. */
  readonly beside: string;
  /** Of the file at `path` before: the rows stand behind them, or are still to be put there. */
  readonly bytes: number;
  readonly appends: "rows" | "header";
}

export async function readNote(files: Files, letters: string): Promise<DoneNote | null> {
  const path = pathOfNote(letters);
  if (!(await files.stat(path))) return null;
  try {
    return JSON.parse(new TextDecoder().decode(await files.readAll(path))) as DoneNote;
  } catch (cause) {
    throw new MillraceError("DEAD_LETTER_APPENDED", {
      message: "Which of its rows have been put behind the outputs already cannot be read.",
      file: path,
      hint: "See which rows are in the outputs, take their lines out of the file of failed rows, and remove the damaged note.",
      cause,
    });
  }
}

export async function writeNote(files: Files, letters: string, note: DoneNote): Promise<void> {
  const writer = files.create(pathOfNote(letters));
  await writer.write(new TextEncoder().encode(`${JSON.stringify(note)}\n`));
  await writer.commit();
}

/** The rows that are behind outputs; none where an output has been written anew since: rows that are added make it longer. */
export async function rowsBehind(
  files: Files,
  note: DoneNote | null,
): Promise<Pick<DoneNote, "files" | "rows">> {
  for (const file of note?.files ?? [])
    if (((await files.stat(file.path))?.size ?? 0) < file.bytes) return { files: [], rows: [] };
  return { files: note?.files ?? [], rows: note?.rows ?? [] };
}

interface Keyed {
  /** A row that was mended is the same row. */
  readonly key: string;
  /** And another version of it. */
  readonly version: string;
  readonly of: LettersOfSource;
  readonly letter: Letter;
}

export function keysOf({ sources }: Letters): Keyed[] {
  return [...sources.values()].flatMap((of) =>
    of.letters.map((letter) => {
      const key = (id: string) => `${of.source} ${of.unit} ${id}`;
      return { key: key(letter.id), version: key(letter.version), of, letter };
    }),
  );
}
