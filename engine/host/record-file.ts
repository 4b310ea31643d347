// A file that records are put behind each other in, such that one that was not written to its end is not taken for one.

import { crc32 } from "node:zlib";
import type { FileReader } from "../sdk/services.ts";
import { withFile } from "./file-errors.ts";
import { open, type OpenFile } from "./promised-fs.ts";

/** Before each record: its length and its CRC-32, 4 bytes each. */
const HEAD_BYTES = 8;
/** No record is longer; a length above it is no length. */
const MOST_BYTES = 1 << 30;

export class RecordFile {
  readonly #path: string;
  readonly #handle: OpenFile;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, handle: OpenFile) {
    this.#path = path;
    this.#handle = handle;
  }

  /** A new file in the place of an old one; `first` stands before all records. */
  static async create(path: string, first: Uint8Array): Promise<RecordFile> {
    const file = await withFile(path, async () => new RecordFile(path, await open(path, "w")));
    await file.#write([first]);
    return file;
  }

  /** Goes on with a file that is there, behind its first so many bytes. */
  static async goOn(path: string, bytes: number): Promise<RecordFile> {
    return withFile(path, async () => {
      const handle = await open(path, "a");
      await handle.truncate(bytes);
      return new RecordFile(path, handle);
    });
  }

  /** Records are written in the order in which they are given. */
  append(record: Uint8Array): Promise<void> {
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32LE(record.length, 0);
    head.writeUInt32LE(crc32(record), 4);
    return this.#write([head, record]);
  }

  /** Resolves when all records are on the disk. */
  async synced(): Promise<void> {
    await this.#writing;
    await withFile(this.#path, () => this.#handle.datasync());
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#handle.close();
  }

  #write(pieces: readonly Uint8Array[]): Promise<void> {
    const bytes = Buffer.concat(pieces);
    // Behind one that could not be written none is, or the file would have a hole.
    this.#writing = this.#writing.then(() => withFile(this.#path, () => this.#fully(bytes)));
    // Whoever gave the record hears of it, and so does whoever comes next.
    this.#writing.catch(() => {});
    return this.#writing;
  }

  async #fully(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await this.#handle.write(rest));
  }
}

export interface FoundRecord {
  readonly bytes: Uint8Array;
  /** Where the next record begins. */
  readonly end: number;
}

/** The records from `from` on, up to the first that is not whole. */
export async function* readRecords(reader: FileReader, from: number): AsyncGenerator<FoundRecord> {
  for (let at = from; ;) {
    const head = await readAll(reader, at, HEAD_BYTES);
    if (!head) return;
    const length = head.readUInt32LE(0);
    if (length > MOST_BYTES || at + HEAD_BYTES + length > reader.size) return;
    const bytes = await readAll(reader, at + HEAD_BYTES, length);
    if (!bytes || crc32(bytes) !== head.readUInt32LE(4)) return;
    at += HEAD_BYTES + length;
    yield { bytes, end: at };
  }
}

/** Whether the file ends within the record that begins there. */
export async function isCutOff(reader: FileReader, at: number): Promise<boolean> {
  const head = await readAll(reader, at, HEAD_BYTES);
  return !head || at + HEAD_BYTES + head.readUInt32LE(0) > reader.size;
}

/** Null where the file ends before. */
async function readAll(reader: FileReader, from: number, length: number): Promise<Buffer | null> {
  const into = Buffer.alloc(length);
  for (let got = 0; got < length;) {
    const read = await reader.read(into.subarray(got), from + got);
    if (read === 0) return null;
    got += read;
  }
  return into;
}
