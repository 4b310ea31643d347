// Sorted runs on the disk: rows that did not fit into memory together, put into one order.

import { concatFrames } from "../../../engine/frames/concat.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { ScratchFile, ScratchPlace } from "../../../engine/sdk/services.ts";
import { frameData, frameFrom, type FrameData } from "../tables/frame-data.ts";
import { rowOrder, sortKeys, type CompareRows, type SortBy, type SortKeys } from "../tables/row-order.ts";

/** Runs that are merged at once: each has one block in memory. */
export const MERGED_AT_ONCE = 32;
/** Rows of a frame that is given on. */
export const OUTPUT_ROWS = 8192;

export interface Run {
  /** Its own, so that the room is free again when it has been read to the end. */
  readonly file: ScratchFile;
  readonly blocks: ScratchPlace[];
  readonly rowsOfBlock: number;
  /** How often its rows have been merged. */
  readonly merges: number;
}

/** Puts sorted frames on the disk as one run. */
export async function writeRun(
  frames: AsyncIterable<Frame> | Iterable<Frame>,
  { file, blocks, rowsOfBlock }: Run,
): Promise<void> {
  for await (const frame of frames) {
    for (let from = 0; from < frame.length; from += rowsOfBlock)
      blocks.push(await file.put(frameData(frame.slice(from, Math.min(frame.length, from + rowsOfBlock)))));
  }
}

interface Reader {
  readonly run: Run;
  block: number;
  frame: Frame;
  keys: SortKeys;
  row: number;
}

/** The rows of all runs in one order; of equal rows those of the earlier run first. Runs are gone when they have been read. */
export async function* mergeRuns(
  runs: readonly Run[],
  by: readonly SortBy[],
  schema: Schema,
): AsyncGenerator<Frame> {
  const order = rowOrder(by);
  const load = async (run: Run, block: number): Promise<Reader | null> => {
    if (block >= run.blocks.length) {
      await run.file.close();
      return null;
    }
    const frame = frameFrom((await run.file.get(run.blocks[block])) as FrameData, schema);
    return { run, block, frame, keys: sortKeys(frame, by), row: 0 };
  };
  let readers: Reader[] = [];
  for (const run of runs) {
    const reader = await load(run, 0);
    if (reader) readers.push(reader);
  }
  while (readers.length > 0) {
    const { taken, sequence, spent } = nextRows(readers, order);
    yield gathered(readers, taken, sequence);
    if (spent < 0) continue;
    const next = await load(readers[spent].run, readers[spent].block + 1);
    readers = next ? readers.with(spent, next) : readers.toSpliced(spent, 1);
  }
}

interface Taken {
  /** Rows of each reader. */
  readonly taken: readonly number[][];
  /** The reader of each row, in their order. */
  readonly sequence: readonly number[];
  /** The reader whose block is used up, -1 where none is. */
  readonly spent: number;
}

/** Takes rows until a block is used up or a frame is full. */
function nextRows(readers: readonly Reader[], order: CompareRows): Taken {
  const taken = readers.map((): number[] => []);
  const sequence: number[] = [];
  // The readers in the order of their next rows.
  const queue = readers.map((_, i) => i);
  const isBefore = (i: number, j: number) => {
    const [a, b] = [readers[i], readers[j]];
    return (order(a.keys, a.row, b.keys, b.row) || i - j) < 0;
  };
  queue.sort((i, j) => (isBefore(i, j) ? -1 : 1));
  for (;;) {
    const [best] = queue;
    const reader = readers[best];
    taken[best].push(reader.row++);
    sequence.push(best);
    if (reader.row === reader.frame.length) return { taken, sequence, spent: best };
    if (sequence.length === OUTPUT_ROWS) return { taken, sequence, spent: -1 };
    if (queue.length === 1 || !isBefore(queue[1], best)) continue;
    // Behind the last one that comes before it, found by halves.
    let at = 1;
    for (let end = queue.length; end - at > 1;) {
      const mid = (at + end) >> 1;
      if (isBefore(queue[mid], best)) at = mid;
      else end = mid;
    }
    queue.copyWithin(0, 1, at + 1);
    queue[at] = best;
  }
}

/** The taken rows of each reader, in the order in which they were taken. */
function gathered(
  readers: readonly Reader[],
  taken: readonly number[][],
  sequence: readonly number[],
): Frame {
  const parts = readers.map(({ frame }, i) => frame.take(Int32Array.from(taken[i])));
  const next = starts(parts);
  const rows = Int32Array.from(sequence, (reader) => next[reader]++);
  return concatFrames(parts).take(rows);
}

function starts(parts: readonly Frame[]): number[] {
  let at = 0;
  return parts.map(({ length }) => (at += length) - length);
}
