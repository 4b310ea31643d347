// Sorted runs on the disk: rows that did not fit into memory together, put into one order.

import { concatFrames } from "../../../engine/frames/concat.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { ScratchFile, ScratchPlace } from "../../../engine/sdk/services.ts";
import { frameData, frameFrom, type FrameData } from "../../_shared/tables/frame-data.ts";
import { rowOrder, sortKeys, type SortBy, type SortKeys } from "../../_shared/tables/row-order.ts";

/** Runs that are merged at once: each has one block in memory. */
export const MERGED_AT_ONCE = 16;
/** Rows of a frame that is given on. */
export const OUTPUT_ROWS = 8192;

export interface Run {
  readonly blocks: readonly ScratchPlace[];
  readonly rowsOfBlock: number;
}

/** Puts sorted frames on the disk as one run. */
export async function writeRun(
  frames: AsyncIterable<Frame> | Iterable<Frame>,
  rowsOfBlock: number,
  file: ScratchFile,
): Promise<Run> {
  const blocks: ScratchPlace[] = [];
  for await (const frame of frames) {
    for (let from = 0; from < frame.length; from += rowsOfBlock)
      blocks.push(await file.put(frameData(frame.slice(from, Math.min(frame.length, from + rowsOfBlock)))));
  }
  return { blocks, rowsOfBlock };
}

interface Reader {
  readonly run: Run;
  block: number;
  frame: Frame;
  keys: SortKeys;
  row: number;
}

/** The rows of all runs in one order; of equal rows those of the earlier run first. */
export async function* mergeRuns(
  runs: readonly Run[],
  by: readonly SortBy[],
  schema: Schema,
  file: ScratchFile,
): AsyncGenerator<Frame> {
  const order = rowOrder(by);
  const load = async (reader: Omit<Reader, "frame" | "keys" | "row">): Promise<Reader | null> => {
    const place = reader.run.blocks.at(reader.block);
    if (!place || reader.block >= reader.run.blocks.length) return null;
    const frame = frameFrom((await file.get(place)) as FrameData, schema);
    return { ...reader, frame, keys: sortKeys(frame, by), row: 0 };
  };
  let readers: Reader[] = [];
  for (const run of runs) {
    const reader = await load({ run, block: 0 });
    if (reader) readers.push(reader);
  }
  while (readers.length > 0) {
    const taken = readers.map((): number[] => []);
    const sequence: number[] = [];
    let spent = -1;
    while (spent < 0 && sequence.length < OUTPUT_ROWS) {
      let best = 0;
      for (let i = 1; i < readers.length; i++) {
        const [a, b] = [readers[i], readers[best]];
        if (order(a.keys, a.row, b.keys, b.row) < 0) best = i;
      }
      const reader = readers[best];
      taken[best].push(reader.row++);
      sequence.push(best);
      if (reader.row === reader.frame.length) spent = best;
    }
    yield gathered(readers, taken, sequence);
    if (spent >= 0) {
      const next = await load({ run: readers[spent].run, block: readers[spent].block + 1 });
      readers = next ? readers.with(spent, next) : readers.toSpliced(spent, 1);
    }
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
