// Room on the disk for what does not fit into memory, as the sdk's `Scratch` service.

import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { MillraceError } from "../sdk/errors.ts";
import type { Scratch, ScratchFile, ScratchPlace } from "../sdk/services.ts";
import { open, unlink, type OpenFile } from "./promised-fs.ts";

/** Scratch files lie in `folder`, which is that of the system for temporary files unless given. */
export function diskScratch(folder?: string): Scratch {
  return { open: () => DiskScratch.open(folder ?? tmpdir()) };
}

class DiskScratch implements ScratchFile {
  readonly #handle: OpenFile;
  readonly #folder: string;
  /** Set where the name could not be taken away before the end. */
  readonly #named: string | null;
  #end = 0;
  #closed = false;

  constructor(handle: OpenFile, folder: string, named: string | null) {
    this.#handle = handle;
    this.#folder = folder;
    this.#named = named;
  }

  static async open(folder: string): Promise<DiskScratch> {
    const path = join(folder, `millrace-scratch-${process.pid}-${globalThis.crypto.randomUUID()}`);
    const handle = await told(folder, () => open(path, "wx+"));
    // Without a name from the first moment on, it is gone when the process is, also when that is killed.
    const nameless = await unlink(path).then(
      () => true,
      () => false,
    );
    return new DiskScratch(handle, folder, nameless ? null : path);
  }

  async put(value: unknown): Promise<ScratchPlace> {
    const bytes = serialize(value);
    const place = { position: this.#end, bytes: bytes.length };
    this.#end += bytes.length;
    await told(this.#folder, async () => {
      for (let at = 0; at < bytes.length;)
        at += await this.#handle.write(bytes.subarray(at), place.position + at);
    });
    return place;
  }

  async get({ position, bytes: length }: ScratchPlace): Promise<unknown> {
    const bytes = new Uint8Array(length);
    await told(this.#folder, async () => {
      for (let at = 0; at < length;) {
        const read = await this.#handle.read(bytes.subarray(at), position + at);
        if (read === 0) throw new Error("the file ends early");
        at += read;
      }
    });
    return deserialize(bytes);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#handle.close();
    if (this.#named !== null) await unlink(this.#named).catch(() => {});
  }
}

async function told<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw scratchError(cause, folder);
  }
}

/** What went wrong with the disk, in words. */
export function scratchError(cause: unknown, folder: string): MillraceError {
  const full = ["ENOSPC", "EDQUOT"].includes((cause as NodeJS.ErrnoException).code ?? "");
  const said = cause instanceof Error ? cause.message : String(cause);
  return new MillraceError(full ? "SCRATCH_FULL" : "SCRATCH_FAILED", {
    message: full
      ? `There is no room left in "${folder}" for the rows that do not fit into memory.`
      : `Rows that do not fit into memory could not be put into "${folder}": ${said}.`,
    file: folder,
    hint: "Free some space there, set TMPDIR to a folder on a larger disk, or let the node take more memory (memoryMb).",
    cause,
    fatal: true,
  });
}
