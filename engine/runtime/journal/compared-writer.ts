// Writes an output again whose beginning is there already: that is compared, not written, and the rest goes behind it.

import type { FileReader, FileWriter, WrittenPart } from "../../sdk/services.ts";
import { replayDiffers } from "./errors.ts";

export class ComparedWriter implements FileWriter {
  readonly path: string;
  bytesWritten = 0;
  /** Goes on behind what is there. */
  readonly #rest: FileWriter;
  readonly #there: WrittenPart;
  readonly #openThere: () => Promise<FileReader>;
  #reader: Promise<FileReader> | null = null;
  /** What is being compared, and what is written behind that; null = nothing waits. */
  #work: Promise<void> | null = null;

  constructor(rest: FileWriter, there: WrittenPart, openThere: () => Promise<FileReader>) {
    this.path = rest.path;
    this.#rest = rest;
    this.#there = there;
    this.#openThere = openThere;
  }

  open(): Promise<void> {
    return this.#rest.open();
  }

  write(bytes: Uint8Array, written?: () => void): Promise<void> | void {
    const from = this.bytesWritten;
    this.bytesWritten += bytes.length;
    if (from >= this.#there.bytes && !this.#work) return this.#rest.write(bytes, written);
    const work = (this.#work ?? Promise.resolve()).then(() => this.#compare(bytes, from, written));
    this.#work = work;
    const over = () => {
      if (this.#work === work) this.#work = null;
    };
    // What was refused stays refused: the run ends by it.
    void work.then(over, () => {});
    return work;
  }

  mark(): WrittenPart {
    return this.#rest.mark!();
  }

  synced(): Promise<void> {
    return this.#rest.synced!();
  }

  async commit(): Promise<void> {
    await this.#work;
    if (this.bytesWritten < this.#there.bytes) throw replayDiffers(this.path, this.bytesWritten);
    await this.#close();
    await this.#rest.commit();
  }

  async abandon(): Promise<void> {
    await this.#work?.catch(() => {});
    await this.#close();
    await this.#rest.abandon();
  }

  async #compare(bytes: Uint8Array, from: number, written?: () => void): Promise<void> {
    const known = Math.max(0, Math.min(bytes.length, this.#there.bytes - from));
    const there = new Uint8Array(known);
    if (known > 0) {
      this.#reader ??= this.#openThere();
      await readFully(await this.#reader, there, from);
    }
    for (let i = 0; i < known; i++) if (there[i] !== bytes[i]) throw replayDiffers(this.path, from + i);
    if (known === bytes.length) written?.();
    else await this.#rest.write(bytes.subarray(known), written);
  }

  async #close(): Promise<void> {
    const reader = await this.#reader?.catch(() => null);
    await reader?.close();
  }
}

async function readFully(reader: FileReader, into: Uint8Array, from: number): Promise<void> {
  for (let got = 0; got < into.length;) {
    const read = await reader.read(into.subarray(got), from + got);
    if (read === 0) return;
    got += read;
  }
}
