// Reads a range of a file in big blocks, the next one while the last is worked on.

import type { Arena, ArenaPool } from "../../../engine/frames/arena.ts";
import type { FileReader } from "../../../engine/sdk/services.ts";
import type { Recode } from "./recode.ts";
import { SLACK_BYTES } from "./scan.ts";

const GROWTH = 4;
/** What is read of a file, and how. */
export interface Reading {
  readonly from: number;
  readonly to: number;
  /** The first block may be small, to give the first rows at once; each is then four times the one before. */
  readonly firstBytes: number;
  readonly maxBytes: number;
  /** The second block, where it is not as the first would have it. */
  readonly secondBytes?: number;
  readonly recode: Recode | null;
  /** Blocks stand in its arenas. */
  readonly pool: ArenaPool;
}

/** Room before what is read, for the beginning of a row that the last block left over. */
const HEADROOM_BYTES = 8 * 1024;
/** Room behind: a line end for a file that lacks it, and the slack of the scanner. */
const TAIL_BYTES = 1 + SLACK_BYTES;

/**
 * `bytes[start, end)`, with `SLACK_BYTES` readable behind. They stand in the arena, which whoever asked for the block
 * releases after having asked for the next one.
 */
interface Block {
  readonly bytes: Uint8Array;
  readonly arena: Arena;
  readonly start: number;
  readonly end: number;
  /** How far the file has been read. */
  readonly position: number;
  readonly last: boolean;
}

interface Filled {
  readonly bytes: Uint8Array;
  readonly arena: Arena;
  readonly end: number;
  readonly position: number;
  readonly last: boolean;
}

/** The first blocks of who goes on at `at`, where reading began at `from`: those that would have come there. */
export function blocksBehind(
  at: number,
  { from, firstBytes, maxBytes }: Pick<Reading, "from" | "firstBytes" | "maxBytes">,
): Pick<Reading, "firstBytes" | "secondBytes"> {
  let size = Math.min(firstBytes, maxBytes);
  let end = from;
  while (end <= at) {
    end += size;
    size = Math.min(size * GROWTH, maxBytes);
  }
  return { firstBytes: end - at, secondBytes: size };
}

export class BlockReader {
  readonly #reader: FileReader;
  readonly #to: number;
  readonly #recode: Recode | null;
  readonly #maxBytes: number;
  readonly #pool: ArenaPool;
  #secondBytes: number | null;
  #blockBytes: number;
  #position: number;
  #ahead: Promise<Filled> | null = null;

  constructor(reader: FileReader, { from, to, firstBytes, maxBytes, secondBytes, recode, pool }: Reading) {
    this.#reader = reader;
    this.#position = from;
    this.#to = to;
    this.#recode = recode;
    this.#maxBytes = maxBytes;
    this.#blockBytes = Math.min(firstBytes, maxBytes);
    this.#pool = pool;
    this.#secondBytes = secondBytes ?? null;
  }

  /** The next block, with the bytes that the last one left over in front. Not to be asked again after `last`. */
  async next(left: Uint8Array): Promise<Block> {
    const { bytes, arena, end, position, last } = await (this.#ahead ?? this.#fill());
    this.#ahead = last ? null : this.#fill();
    // A read that nobody waits for any more (the run was cancelled) must not be an unhandled failure.
    this.#ahead?.catch(() => {});
    if (left.length <= HEADROOM_BYTES) {
      bytes.set(left, HEADROOM_BYTES - left.length);
      return { bytes, arena, start: HEADROOM_BYTES - left.length, end, position, last };
    }
    const read = bytes.subarray(HEADROOM_BYTES, end);
    const joined = arena.array(Uint8Array, left.length + read.length + TAIL_BYTES);
    joined.set(left);
    joined.set(read, left.length);
    return { bytes: joined, arena, start: 0, end: left.length + read.length, position, last };
  }

  /** Waits for a read that is still under way, so that the file can be closed; what it read is of no use any more. */
  async settle(): Promise<void> {
    const unused = await this.#ahead?.catch(() => null);
    unused?.arena.release();
  }

  async #fill(): Promise<Filled> {
    const wanted = Math.min(this.#blockBytes, this.#to - this.#position);
    this.#blockBytes = this.#secondBytes ?? Math.min(this.#blockBytes * GROWTH, this.#maxBytes);
    this.#secondBytes = null;
    const arena = this.#pool.arena();
    const bytes = arena.array(Uint8Array, HEADROOM_BYTES + wanted + TAIL_BYTES);
    const target = bytes.subarray(HEADROOM_BYTES, HEADROOM_BYTES + wanted);
    const read = wanted > 0 ? await this.#reader.read(target, this.#position) : 0;
    this.#position += read;
    // A file that has become shorter since it was looked at ends where it ends.
    const last = this.#position >= this.#to || read === 0;
    const filled = { bytes, arena, end: HEADROOM_BYTES + read, position: this.#position, last };
    return this.#recode ? recoded(filled, this.#recode) : filled;
  }
}

function recoded(filled: Filled, recode: Recode): Filled {
  const before = filled.bytes.subarray(HEADROOM_BYTES, filled.end);
  const after = recode(before, filled.last);
  if (after === before) return filled;
  const bytes = filled.arena.array(Uint8Array, HEADROOM_BYTES + after.length + TAIL_BYTES);
  bytes.set(after, HEADROOM_BYTES);
  return { ...filled, bytes, end: HEADROOM_BYTES + after.length };
}
