// Rows that are put on the disk to be worked on later, apart by the hash of their key: each key is in one part, its rows in their order.

import { canConcat, concatFrames } from "../../../engine/frames/concat.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Scratch, ScratchFile, ScratchPlace } from "../../../engine/sdk/services.ts";
import { frameData, frameFrom, type FrameData } from "./frame-data.ts";

const BITS = 4;
const PARTS = 2 ** BITS;
/** A hash of 32 bits puts rows apart so often; those that are still too many then have to fit into memory. */
export const LAST_LEVEL = 32 / BITS;
/** Rows of a block on the disk. */
const BLOCK_ROWS = 1024;

interface Part {
  file: ScratchFile | null;
  blocks: ScratchPlace[];
  waiting: FrameData[];
  rows: number;
}

export class Partitions {
  readonly #scratch: Scratch;
  readonly #schema: Schema;
  readonly #shift: number;
  readonly #parts = Array.from({ length: PARTS }, (): Part => ({
    file: null,
    blocks: [],
    waiting: [],
    rows: 0,
  }));

  /** `level` says how often these rows have been put apart before: each time by other bits of the hash. */
  constructor(scratch: Scratch, schema: Schema, level: number) {
    this.#scratch = scratch;
    this.#schema = schema;
    this.#shift = level * BITS;
  }

  /** Puts all rows of the frame away; `hashes[row]` is the hash of the row's key. */
  async add(frame: Frame, hashes: Uint32Array): Promise<void> {
    const counts = new Int32Array(PARTS);
    const of = hashes.map((hash) => (hash >>> this.#shift) & (PARTS - 1));
    for (let row = 0; row < of.length; row++) counts[of[row]]++;
    const rows = Array.from(counts, (count) => new Int32Array(count));
    const at = new Int32Array(PARTS);
    for (let row = 0; row < of.length; row++) rows[of[row]][at[of[row]]++] = row;
    for (let i = 0; i < PARTS; i++) {
      if (counts[i] === 0) continue;
      const part = this.#parts[i];
      // As data of their own: rows that wait must not hold on to the frame they came in.
      part.waiting.push(frameData(frame.take(rows[i])));
      part.rows += counts[i];
      if (part.rows >= BLOCK_ROWS) await this.#write(part);
    }
  }

  async #write(part: Part): Promise<void> {
    const { waiting } = part;
    part.waiting = [];
    part.rows = 0;
    part.file ??= await this.#scratch.open();
    part.blocks.push(await part.file.put(waiting));
  }

  /** The rows of each part that has any; its room on the disk is free again when it has been read. */
  async *parts(): AsyncGenerator<AsyncGenerator<Frame>> {
    for (const part of this.#parts) {
      if (part.blocks.length > 0 || part.waiting.length > 0) yield this.#read(part);
      await closed(part);
    }
  }

  async *#read(part: Part): AsyncGenerator<Frame> {
    for (const place of part.blocks) yield* this.#joined((await part.file!.get(place)) as FrameData[]);
    yield* this.#joined(part.waiting);
  }

  /** As few frames as their sources allow. */
  *#joined(data: readonly FrameData[]): Generator<Frame> {
    let some: Frame[] = [];
    for (const each of data) {
      const frame = frameFrom(each, this.#schema);
      if (some.length > 0 && !canConcat(some[0], frame)) {
        yield concatFrames(some);
        some = [];
      }
      some.push(frame);
    }
    if (some.length > 0) yield concatFrames(some);
  }

  async close(): Promise<void> {
    for (const part of this.#parts) await closed(part);
  }
}

async function closed(part: Part): Promise<void> {
  const { file } = part;
  part.file = null;
  part.blocks = [];
  part.waiting = [];
  await file?.close();
}
