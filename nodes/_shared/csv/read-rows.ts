// Reads rows of a delimited file as frames: blocks in, frames and failed rows out.

import type { Arena } from "../../../engine/frames/arena.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { BlockReader } from "./blocks.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { rowsToFrame, tooLongCause, type FrameMaker } from "./rows-to-frame.ts";
import { rowScanner } from "./fast-scan.ts";
import { scanRows } from "./scan.ts";
import { ScannedRows, type BadRow } from "./scanned-rows.ts";

const NEWLINE = 10;
/** Most rows of a frame whose size is chosen here. */
const MAX_AUTO_ROWS = 8192;
const NOTHING = new Uint8Array(0);

export interface RowReading extends FrameMaker {
  /** Line of the first row. */
  readonly firstLine: number;
  /** Rows of a frame; 0 = as many as a block holds. */
  readonly batchRows: number;
  /** Helps with files that are long enough; null where it does not. */
  readonly kernel: Kernel | null;
  /** A guess at the bytes of a row, for the room of the first batch. */
  readonly rowBytes: number;
}

/** Rows that fit, and those that do not with the bytes they stand in. */
export interface RowBatch {
  readonly frame: Frame;
  readonly bad: readonly BadRow[];
  readonly bytes: Uint8Array;
  /** How far the file has been read. */
  readonly position: number;
}

/** Rows behind which reading can begin anew. */
export interface PlacedBatch extends RowBatch {
  /** Where the row behind the last one begins in the file; null where the batch ends within a row that is passed over. */
  readonly next: number | null;
  /** Bytes of a row, by which the next batch is going to be cut. */
  readonly rowBytes: number;
}

/** Gives the rows of the blocks, in order, to `give`, until they end or the signal fires. */
export async function readRows(
  blocks: BlockReader,
  reading: RowReading,
  signal: AbortSignal,
  give: (batch: PlacedBatch) => Promise<void> | void,
): Promise<void> {
  const { layout, batchRows, maxLineBytes } = reading;
  const scan = rowScanner(layout, reading.kernel);
  let left: Uint8Array = NOTHING;
  let line = reading.firstLine;
  let rowBytes = reading.rowBytes;
  let skipping = false;
  let before: Arena | null = null;
  for (let last = false; !last && !signal.aborted;) {
    const block = await blocks.next(left);
    const { bytes, arena, position } = block;
    // What the block before left over has been copied: from here on only frames need it.
    before?.release();
    before = arena;
    last = block.last;
    let p = block.start;
    let end = block.end;
    if (skipping) {
      // The rest of a line that is too long.
      const newline = bytes.subarray(0, end).indexOf(NEWLINE, p);
      if (newline < 0 && !last) continue;
      p = newline < 0 ? end : newline + 1;
      skipping = false;
    }
    if (last && end > p && bytes[end - 1] !== NEWLINE) bytes[end++] = NEWLINE;
    const limit = last ? end : Math.max(p, bytes.lastIndexOf(NEWLINE, end - 1) + 1);
    while (p < limit && !signal.aborted) {
      const room = batchRows || Math.min(MAX_AUTO_ROWS, Math.ceil(((limit - p) / rowBytes) * 1.02) + 8);
      const scanned = new ScannedRows(layout, room, line, arena);
      const stopped = scan(bytes, p, limit, scanned, last);
      if (scanned.line === line) break;
      if (scanned.count > 0) rowBytes = Math.max(2, (stopped - p) / (scanned.count + scanned.bad.length));
      const frame = rowsToFrame(bytes, scanned, line, reading, arena);
      line = scanned.line;
      p = stopped;
      // The line end that the file lacks lies behind what was read of it.
      await give({
        frame,
        bad: scanned.bad,
        bytes,
        position,
        next: position - Math.max(0, block.end - p),
        rowBytes,
      });
    }
    left = bytes.subarray(p, end);
    if (last || left.length <= maxLineBytes) continue;
    // Either one endless line, or a quote that is not closed: the first line of it is given up.
    const newline = left.indexOf(NEWLINE);
    const scanned = new ScannedRows(layout, 1, line, arena);
    if (newline >= 0) {
      scanRows(bytes, p, p + newline + 1, layout, scanned, true);
      left = left.subarray(newline + 1);
    } else {
      const cause = tooLongCause(maxLineBytes, left.length);
      scanned.bad.push({ line, start: p, end: p + maxLineBytes, code: "LINE_TOO_LONG", cause });
      scanned.line = line + 1;
      left = NOTHING;
      skipping = true;
    }
    const frame = rowsToFrame(bytes, scanned, line, reading, arena);
    line = scanned.line;
    await give({
      frame,
      bad: scanned.bad,
      bytes,
      position,
      next: skipping ? null : position - left.length,
      rowBytes,
    });
  }
  before?.release();
}
