// Reads lines of JSON as frames: blocks in, frames and failed rows out.

import type { Arena } from "../../../engine/frames/arena.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import type { Lineage } from "../../../engine/frames/lineage.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { BlockReader } from "../csv/blocks.ts";
import type { RowBatch } from "../csv/read-rows.ts";
import { tooLongCause } from "../csv/rows-to-frame.ts";
import type { BadRow } from "../csv/scanned-rows.ts";
import type { LineReader } from "./line-reader.ts";

const NEWLINE = 10;
/** Most rows of a frame whose size is chosen here. */
const MAX_AUTO_ROWS = 8192;
/** As many bad rows end a frame: what is told of them is held until then. */
const MAX_BAD_ROWS = 1024;
const NOTHING = new Uint8Array(0);

export interface JsonReading {
  /** Id of the source node. */
  readonly source: string;
  readonly schema: Schema;
  readonly lines: LineReader;
  readonly firstLine: number;
  /** Rows of a frame; 0 = as many as a block holds. */
  readonly batchRows: number;
  readonly maxLineBytes: number;
  /** A guess at the bytes of a line, for the room of the first frame. */
  readonly rowBytes: number;
  readonly unit: Lineage["unit"];
}

/** Gives the rows of the blocks, in order, to `give`, until they end or the signal fires. Blank lines are no rows. */
export async function readJsonRows(
  blocks: BlockReader,
  reading: JsonReading,
  signal: AbortSignal,
  give: (batch: RowBatch) => Promise<void> | void,
): Promise<void> {
  const { batchRows, maxLineBytes } = reading;
  const frames = new JsonFrames(reading);
  let left: Uint8Array = NOTHING;
  let rowBytes = reading.rowBytes;
  let skipping = false;
  let before: Arena | null = null;
  for (let last = false; !last && !signal.aborted;) {
    const block = await blocks.next(left);
    const { bytes, arena, position } = block;
    before?.release();
    before = arena;
    last = block.last;
    let p = block.start;
    let { end } = block;
    if (skipping) {
      // The rest of a line that is too long.
      const newline = bytes.subarray(0, end).indexOf(NEWLINE, p);
      left = NOTHING;
      if (newline < 0 && !last) continue;
      p = newline < 0 ? end : newline + 1;
      skipping = false;
    }
    if (last && end > p && bytes[end - 1] !== NEWLINE) bytes[end++] = NEWLINE;
    const limit = last ? end : Math.max(p, bytes.lastIndexOf(NEWLINE, end - 1) + 1);
    while (p < limit && !signal.aborted) {
      const room = batchRows || Math.min(MAX_AUTO_ROWS, Math.ceil(((limit - p) / rowBytes) * 1.02) + 8);
      const begun = p;
      const { frame, bad, stopped } = frames.read(bytes, p, limit, room, arena);
      p = stopped;
      rowBytes = Math.max(2, (p - begun) / Math.max(1, frame.length + bad.length));
      await give({ frame, bad, bytes, position });
    }
    left = bytes.subarray(p, end);
    if (last || left.length <= maxLineBytes) continue;
    await give({ ...frames.tooLong(p, left.length, arena), bytes, position });
    left = NOTHING;
    skipping = true;
  }
  before?.release();
}

class JsonFrames {
  readonly #reading: JsonReading;
  #line: number;

  constructor(reading: JsonReading) {
    this.#reading = reading;
    this.#line = reading.firstLine;
  }

  /** The rows in `bytes[from, limit)`, at the most `room`; the last byte is a line end. */
  read(bytes: Uint8Array, from: number, limit: number, room: number, arena: Arena) {
    const { lines, maxLineBytes } = this.#reading;
    const first = this.#line;
    const ids = new Float64Array(room);
    const bad: BadRow[] = [];
    let count = 0;
    let p = from;
    lines.beginFrame(room);
    while (p < limit && count < room && bad.length < MAX_BAD_ROWS) {
      const newline = bytes.indexOf(NEWLINE, p);
      const begin = p;
      const line = this.#line++;
      p = newline + 1;
      if (newline - begin > maxLineBytes) {
        const cause = tooLongCause(maxLineBytes, newline - begin);
        bad.push({ line, start: begin, end: newline, code: "LINE_TOO_LONG", cause });
      } else if (isBlank(bytes, begin, newline)) {
        continue;
      } else if (lines.read(bytes, begin, newline, count)) {
        ids[count++] = line;
      } else bad.push({ line, start: begin, end: newline, ...lines.fault });
    }
    const frame = this.#frame(first, count, bytes, ids, arena);
    return { frame, bad, stopped: p };
  }

  /** An empty frame that has passed a line of which no end is in sight. */
  tooLong(start: number, length: number, arena: Arena) {
    const { maxLineBytes, lines } = this.#reading;
    const first = this.#line++;
    lines.beginFrame(0);
    const cause = tooLongCause(maxLineBytes, length);
    const bad = [{ line: first, start, end: start + maxLineBytes, code: "LINE_TOO_LONG", cause }];
    return { frame: this.#frame(first, 0, NOTHING, new Float64Array(0), arena), bad };
  }

  #frame(from: number, count: number, bytes: Uint8Array, ids: Float64Array, arena: Arena): Frame {
    const { source, schema, lines, unit } = this.#reading;
    const consecutive = count === 0 || (ids[0] === from && ids[count - 1] === from + count - 1);
    const lineage = {
      source,
      unit,
      from,
      to: this.#line,
      ids: consecutive ? null : ids.subarray(0, count),
    };
    return new Frame(schema, lines.columns(count, bytes), count, lineage, arena);
  }
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  let p = from;
  while (p < to && (bytes[p] === 32 || bytes[p] === 9 || bytes[p] === 13)) p++;
  return p === to;
}
