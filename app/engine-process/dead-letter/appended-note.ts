// LETTERS.appended: which rows of a file of failed rows are behind the outputs, in tables or sent already, so that they do not get there twice.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { rows as rowsWord } from "../numbers.ts";
import type { Letter, Letters, LettersOfSource } from "./letters.ts";
import { pathOfNote } from "./path-of-note.ts";

interface Note {
  /** Absolute, with the bytes that they had then. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** By source and place. */
  readonly rows: readonly string[];
  /** Rows that are in tables, or have been sent: by source, place and what their lines said. */
  readonly given?: readonly string[];
}

/** Throws where rows of the file have been given to tables or servers by a run before; a row that has been mended since is another. */
export async function refuseGiven(files: Files, letters: Letters): Promise<void> {
  const done = new Set((await readNote(files, letters.path))?.given);
  const again = keysOf(letters).filter(({ version }) => done.has(version));
  if (again.length === 0) return;
  const [{ of, letter }] = again;
  throw new MillraceError("DEAD_LETTER_GIVEN", {
    message: `${rowsWord(again.length)} of it ${again.length === 1 ? "has" : "have"} been run already: in tables, or where they are sent, they would be twice.`,
    file: letters.path,
    got: `${of.unit} ${letter.place} of "${of.source}"${again.length > 1 ? ", and others" : ""}`,
    hint: `Run a file with the lines that are still to be done. If they are wanted once more, remove "${pathOfNote(letters.path)}".`,
  });
}

/** Throws where rows of the file have been put behind the outputs by a run before. */
export async function refuseAppended(files: Files, letters: Letters): Promise<void> {
  const note = await noteOf(files, letters.path);
  const done = new Set(note?.rows);
  const again = keysOf(letters).filter(({ key }) => done.has(key));
  if (again.length === 0) return;
  const [{ of, letter }] = again;
  throw new MillraceError("DEAD_LETTER_APPENDED", {
    message: `${rowsWord(again.length)} of it ${again.length === 1 ? "has" : "have"} been put behind the outputs already, and would be there twice.`,
    file: letters.path,
    got: `${of.unit} ${letter.place} of "${of.source}"${again.length > 1 ? ", and others" : ""}`,
    hint: `Run a file with the lines that are still to be done. If they are wanted there once more, remove "${pathOfNote(letters.path)}".`,
  });
}

/** `grown` are the files behind which rows have been put; `isLeft` says of which places a row has failed again; `gives` is whether rows went to tables or servers. */
export async function noteAppended(
  files: Files,
  letters: Letters,
  {
    grown,
    isLeft,
    gives,
    appends,
  }: {
    readonly grown: readonly string[];
    readonly isLeft: (source: string, place: number) => boolean;
    readonly gives: boolean;
    readonly appends: boolean;
  },
): Promise<void> {
  const before = await noteOf(files, letters.path);
  const given = (await readNote(files, letters.path))?.given ?? [];
  const done = keysOf(letters).filter(({ of, letter }) => !isLeft(of.source, letter.place));
  const paths = new Set([...(before?.files ?? []).map(({ path }) => path), ...grown.map(files.resolve)]);
  const sizes = [...paths].map(async (path) => ({ path, bytes: (await files.stat(path))?.size ?? 0 }));
  const more = gives ? done.map(({ version }) => version) : [];
  const note: Note = {
    files: await Promise.all(sizes),
    rows: [...new Set([...(before?.rows ?? []), ...(appends ? done.map(({ key }) => key) : [])])],
    ...(given.length + more.length > 0 && { given: [...new Set([...given, ...more])] }),
  };
  const writer = files.create(pathOfNote(letters.path));
  await writer.write(new TextEncoder().encode(`${JSON.stringify(note)}\n`));
  await writer.commit();
}

/** Null where there is none, or where an output has been written anew since: rows that are added make it longer. */
async function noteOf(files: Files, letters: string): Promise<Note | null> {
  const note = await readNote(files, letters);
  if (!note) return null;
  for (const file of note.files) if (((await files.stat(file.path))?.size ?? 0) < file.bytes) return null;
  return note;
}

async function readNote(files: Files, letters: string): Promise<Note | null> {
  const path = pathOfNote(letters);
  if (!(await files.stat(path))) return null;
  try {
    return JSON.parse(new TextDecoder().decode(await files.readAll(path))) as Note;
  } catch (cause) {
    throw new MillraceError("DEAD_LETTER_APPENDED", {
      message: "Which of its rows have been put behind the outputs already cannot be read.",
      file: path,
      hint: "See which rows are in the outputs, take their lines out of the file of failed rows, and remove the damaged note.",
      cause,
    });
  }
}

interface Keyed {
  readonly key: string;
  readonly version: string;
  readonly of: LettersOfSource;
  readonly letter: Letter;
}

/** A row that was mended is the same row. */
function keysOf({ sources }: Letters): Keyed[] {
  return [...sources.values()].flatMap((of) =>
    of.letters.map((letter) => {
      const key = (id: string) => `${of.source} ${of.unit} ${id}`;
      return { key: key(letter.id), version: key(letter.version), of, letter };
    }),
  );
}
