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

/** Puts a file behind another and removes it; where a run was ended between the two, only that. Throws where the columns are others. */
export async function putBehind(files: Files, { path, beside, bytes, appends }: PendingFile): Promise<void> {
  if (!(await files.stat(beside))) return;
  const isThere = ((await files.stat(path))?.size ?? 0) > bytes;
  if (!isThere) await appendFile(files, path, beside, appends === "header");
  unlinkSync(beside);
}

async function appendFile(files: Files, path: string, more: string, hasHeader: boolean): Promise<void> {
  const added = await files.open(more);
  const old = (await files.stat(path)) ? await files.open(path) : null;
  const writer = files.create(path);
  try {
    const header = hasHeader && old && old.size > 0 ? await sameHeader(old, added, path, more) : null;
    if (old) await copy(old, 0, writer);
    if (old && old.size > 0 && (await lastByte(old)) !== LF)
      await writer.write(Uint8Array.from(header?.at(-2) === CR ? [CR, LF] : [LF]));
    await copy(added, header?.length ?? 0, writer);
    await writer.commit();
  } catch (thrown) {
    await writer.abandon();
    throw thrown;
  } finally {
    await added.close();
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

async function lastByte(reader: FileReader): Promise<number> {
  const byte = new Uint8Array(1);
  await reader.read(byte, reader.size - 1);
  return byte[0];
}

async function copy(reader: FileReader, from: number, writer: FileWriter): Promise<void> {
  await writer.open();
  for (let position = from; ;) {
    const piece = new Uint8Array(PIECE_BYTES);
    const read = await reader.read(piece, position);
    if (read === 0) return;
    await writer.write(piece.subarray(0, read));
    position += read;
  }
}
