// Puts what a run of failed rows has written behind what was there before it. The old file stays whole until the longer one is.

import { unlinkSync } from "node:fs";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files, FileReader, FileWriter } from "../../../engine/sdk/services.ts";
import type { BesideFile } from "./attempt-outputs.ts";
import type { PendingFile } from "./done-note.ts";

/** Bytes copied at once; the names of columns have to fit. */
const PIECE_BYTES = 1024 * 1024;

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** What was written beside files that more may be put behind. Files of which nothing has come are left out. */
export async function pendingFiles(
  files: Files,
  beside: readonly BesideFile[],
): Promise<readonly PendingFile[]> {
  const pending = beside.map(async ({ path, beside: more, appends }): Promise<readonly PendingFile[]> => {
    if (!appends || !(await files.stat(more))) return [];
    const bytes = (await files.stat(path))?.size ?? 0;
    return [{ path: files.resolve(path), beside: files.resolve(more), bytes, appends }];
  });
  return (await Promise.all(pending)).flat();
}

/**
 * Puts a file behind another and removes it; where a run was ended between the two, only that. Answers whether there was a row in it. Throws where
 * the columns are others.
 */
export async function putBehind(files: Files, pending: PendingFile): Promise<boolean> {
  if (!(await files.stat(pending.beside))) return true;
  const added = await files.open(pending.beside);
  let hasRows = false;
  try {
    const names = pending.appends === "header" ? ((await firstLine(added))?.length ?? 0) : 0;
    hasRows = added.size > names;
    if (hasRows && !(await isThere(files, pending, added))) await appendFile(files, pending, added);
  } finally {
    await added.close();
  }
  unlinkSync(pending.beside);
  return hasRows;
}

/** Whether the rows stand where they would have been put: others may have been put there since. */
async function isThere(
  files: Files,
  { path, bytes, appends }: PendingFile,
  added: FileReader,
): Promise<boolean> {
  if (((await files.stat(path))?.size ?? 0) <= bytes) return false;
  const grown = await files.open(path);
  try {
    const hasNames = appends === "header" && bytes > 0;
    const from = hasNames ? ((await firstLine(added))?.length ?? 0) : 0;
    const at = bytes + (await addedEnd(grown, bytes));
    const [one, other] = [new Uint8Array(PIECE_BYTES), new Uint8Array(PIECE_BYTES)];
    for (let done = from; done < added.size;) {
      const length = Math.min(PIECE_BYTES, added.size - done);
      const read = await filled(added, one.subarray(0, length), done);
      const there = await filled(grown, other.subarray(0, length), at + done - from);
      if (read !== length || there !== length) return false;
      if (Buffer.compare(one.subarray(0, length), other.subarray(0, length)) !== 0) return false;
      done += length;
    }
    return true;
  } finally {
    await grown.close();
  }
}

/** Bytes of the line end that had to be put behind the last line, which had none. */
async function addedEnd(grown: FileReader, bytes: number): Promise<number> {
  if (bytes === 0 || (await byteAt(grown, bytes - 1)) === LF) return 0;
  return (await byteAt(grown, bytes)) === CR ? 2 : 1;
}

async function filled(reader: FileReader, into: Uint8Array, from: number): Promise<number> {
  let got = 0;
  while (got < into.length) {
    const read = await reader.read(into.subarray(got), from + got);
    if (read === 0) break;
    got += read;
  }
  return got;
}

async function appendFile(files: Files, pending: PendingFile, added: FileReader): Promise<void> {
  const { path, beside, appends } = pending;
  const writer = files.create(path);
  let old: FileReader | null = null;
  try {
    // From here on nobody else puts anything there.
    await writer.open();
    old = (await files.stat(path)) ? await files.open(path) : null;
    const hasNames = appends === "header" && old !== null && old.size > 0;
    const header = hasNames ? await sameHeader(old!, added, path, beside) : null;
    if (old) await copy(old, 0, writer);
    if (old && old.size > 0 && (await byteAt(old, old.size - 1)) !== LF)
      await writer.write(Uint8Array.from(header?.at(-2) === CR ? [CR, LF] : [LF]));
    await copy(added, header?.length ?? 0, writer);
    await writer.commit();
  } catch (thrown) {
    await writer.abandon();
    throw thrown;
  } finally {
    await old?.close();
  }
}

/** The line that both begin with; throws where it is not the same. */
async function sameHeader(
  old: FileReader,
  added: FileReader,
  path: string,
  more: string,
): Promise<Uint8Array> {
  const [one, other] = await Promise.all([firstLine(old), firstLine(added)]);
  // A name with a line end in it goes on behind the line: where it ends is for a reader of CSV to say.
  const isWhole = other !== null && other.filter((byte) => byte === QUOTE).length % 2 === 0;
  if (other && isWhole && one && Buffer.compare(one, other) === 0) return other;
  const words = (line: Uint8Array | null) =>
    line
      ? new TextDecoder().decode(line).trim() + (line.at(-2) === CR ? ", lines ending with CR LF" : "")
      : "no line";
  throw new MillraceError("APPEND_DIFFERS", {
    message: `The rows cannot go behind those in "${path}", which has other columns, or other line ends.`,
    file: more,
    expected: words(one),
    got: words(other),
    hint: `The rows are in "${more}".`,
  });
}

/** With its line end; null where the file has none at its beginning. */
async function firstLine(reader: FileReader): Promise<Uint8Array | null> {
  const piece = new Uint8Array(PIECE_BYTES);
  const read = await reader.read(piece, 0);
  const end = piece.subarray(0, read).indexOf(LF);
  return end < 0 ? null : piece.subarray(0, end + 1);
}

async function byteAt(reader: FileReader, at: number): Promise<number> {
  const byte = new Uint8Array(1);
  await reader.read(byte, at);
  return byte[0];
}

async function copy(reader: FileReader, from: number, writer: FileWriter): Promise<void> {
  for (let position = from; ;) {
    const piece = new Uint8Array(PIECE_BYTES);
    const read = await reader.read(piece, position);
    if (read === 0) return;
    await writer.write(piece.subarray(0, read));
    position += read;
  }
}
