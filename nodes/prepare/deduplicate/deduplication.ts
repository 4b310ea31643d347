// Which row of each key stays? Keys are known in memory, and rows of those that are too many later, out of parts on the disk.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Scratch } from "../../../engine/sdk/services.ts";
import { keyHashes } from "../../_shared/keys/key-hashes.ts";
import { Keys } from "../../_shared/keys/keys.ts";
import { takeMasked } from "../../_shared/row-selection.ts";
import { LAST_LEVEL, Partitions } from "../../_shared/tables/partitions.ts";
import { LastRows } from "./last-rows.ts";
import { numbered, numberedSchema } from "./numbered-rows.ts";

export interface Asked {
  /** Of the rows that come. */
  readonly schema: Schema;
  readonly key: readonly string[];
  readonly keep: "first" | "last";
  readonly limitBytes: number;
}

/** A table of keys is copied when it grows: it may be there three times as large for a moment. */
const GROWTH = 2;

export class Deduplication {
  readonly #asked: Asked;
  readonly #scratch: Scratch;
  readonly #level: number;
  #keys: Keys;
  /** Set where the last rows are kept. */
  #last: LastRows | null;
  /** Rows that are looked at later; set when no more keys are learned. */
  #later: Partitions | null = null;
  #rows = 0;

  /** `level` is how often its rows have been put apart already; those of a level above 0 are numbered. */
  constructor(asked: Asked, scratch: Scratch, level = 0) {
    this.#asked = asked;
    this.#scratch = scratch;
    this.#level = level;
    this.#keys = this.#noKeys();
    this.#last = asked.keep === "last" ? new LastRows(asked.limitBytes) : null;
  }

  #noKeys(): Keys {
    const { schema, key } = this.#asked;
    return new Keys(key.map((name) => schema.fields.find((field) => field.name === name)!.type));
  }

  /** Whether rows are still to come from the disk. */
  get spilled(): boolean {
    return this.#later !== null;
  }

  /** The rows that stay for certain; null where none is known to. */
  async add(frame: Frame): Promise<Frame | null> {
    const columns = this.#columns(frame);
    if (this.#later) {
      const unknown = this.#last ? null : this.#keys.find(columns, frame.length);
      await this.#putOff(
        unknown
          ? takeMasked(
              frame,
              mask(unknown, (key) => key < 0),
            )
          : frame,
        this.#later,
      );
      return null;
    }
    let next = this.#keys.size;
    const numbers = this.#keys.add(columns, frame.length);
    if (this.#last) {
      this.#last.add(frame, numbers, this.#keys.size);
      if (this.#isFull) await this.#putOffAll();
      return null;
    }
    // Numbers count up with each new key.
    const firsts = mask(numbers, (key) => key === next && ++next > 0);
    if (this.#isFull) this.#begin();
    return takeMasked(frame, firsts);
  }

  get #isFull(): boolean {
    const { limitBytes } = this.#asked;
    const bytes = this.#keys.bytes * GROWTH + (this.#last?.bytes ?? 0);
    return bytes > limitBytes && this.#level < LAST_LEVEL;
  }

  #begin(): Partitions {
    const schema = this.#level > 0 ? this.#asked.schema : numberedSchema(this.#asked.schema);
    return (this.#later = new Partitions(this.#scratch, schema, this.#level));
  }

  async #putOffAll(): Promise<void> {
    const later = this.#begin();
    this.#keys = this.#noKeys();
    for (const frame of this.#last!.frames()) await this.#putOff(frame, later);
  }

  async #putOff(frame: Frame, later: Partitions): Promise<void> {
    const rows = this.#level > 0 ? frame : numbered(frame, this.#rows);
    this.#rows += frame.length;
    await later.add(rows, keyHashes(this.#columns(frame), frame.length));
  }

  #columns(frame: Frame) {
    return this.#asked.key.map((name) => frame.column(name));
  }

  /** The rows that are left: in their order where all were in memory, else numbered and in the order of the parts. */
  async *rest(): AsyncGenerator<Frame> {
    if (!this.#later) {
      yield* this.#last?.frames() ?? [];
      return;
    }
    this.#keys = this.#noKeys();
    const asked = { ...this.#asked, schema: numberedSchema(this.#asked.schema) };
    for await (const part of this.#later.parts()) {
      const nested = new Deduplication(asked, this.#scratch, this.#level + 1);
      try {
        for await (const frame of part) {
          const kept = await nested.add(frame);
          if (kept && kept.length > 0) yield kept;
        }
        yield* nested.rest();
      } finally {
        await nested.close();
      }
    }
  }

  async close(): Promise<void> {
    await this.#later?.close();
  }
}

function mask(numbers: Int32Array, isSet: (number: number) => boolean): Uint8Array {
  const out = new Uint8Array(numbers.length);
  for (let row = 0; row < numbers.length; row++) if (isSet(numbers[row])) out[row] = 1;
  return out;
}
