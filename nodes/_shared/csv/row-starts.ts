// Where do rows begin in a delimited file? Goes through it from its first row as the reader does, and keeps nothing of it.

import type { Arena } from "../../../engine/frames/arena.ts";
import type { BlockReader } from "./blocks.ts";
import type { ScanLayout } from "./layout.ts";
import { scanRows } from "./scan.ts";
import { ScannedRows } from "./scanned-rows.ts";

const NEWLINE = 10;
/** Rows that are read at a time where quotes are about. */
const BATCH_ROWS = 4096;
const NOTHING = new Uint8Array(0);

export interface RowStart {
  /** Place in the file. */
  readonly at: number;
  readonly line: number;
}

export interface RowLooking {
  readonly layout: ScanLayout;
  /** Line of the first row. */
  readonly firstLine: number;
  readonly maxLineBytes: number;
  /** End of the file. */
  readonly to: number;
}

/**
 * For each of `targets` (places in the file, ascending) the first border between two rows that does not lie before it. A line
 * end in quotes is none, whatever stands further on: only from the beginning can it be told from one that is.
 */
export async function rowStarts(
  blocks: BlockReader,
  { layout, firstLine, maxLineBytes, to }: RowLooking,
  targets: readonly number[],
  signal: AbortSignal,
): Promise<RowStart[]> {
  const { quote } = layout.dialect;
  const found: RowStart[] = [];
  let left: Uint8Array = NOTHING;
  let line = firstLine;
  let skipping = false;
  let before: Arena | null = null;
  for (let last = false; !last && found.length < targets.length;) {
    signal.throwIfAborted();
    const block = await blocks.next(left);
    const { bytes, arena } = block;
    before?.release();
    before = arena;
    last = block.last;
    let p = block.start;
    let end = block.end;
    // Place in the file of `bytes[0]`.
    const offset = block.position - end;
    const note = (at: number, of: number) => {
      while (found.length < targets.length && offset + at >= targets[found.length])
        found.push({ at: Math.min(to, offset + at), line: of });
    };
    if (skipping) {
      const newline = bytes.subarray(0, end).indexOf(NEWLINE, p);
      if (newline < 0 && !last) {
        left = NOTHING;
        continue;
      }
      p = newline < 0 ? end : newline + 1;
      skipping = false;
    }
    if (last && end > p && bytes[end - 1] !== NEWLINE) bytes[end++] = NEWLINE;
    const limit = last ? end : Math.max(p, bytes.lastIndexOf(NEWLINE, end - 1) + 1);
    if (quote < 0 || !bytes.subarray(p, limit).includes(quote)) {
      // Every line end is one between rows.
      while (found.length < targets.length && targets[found.length] - offset <= limit) {
        const target = targets[found.length] - offset;
        const at = target <= p ? p : bytes.indexOf(NEWLINE, target - 1) + 1;
        line += lineEnds(bytes, p, at);
        p = at;
        note(at, line);
      }
      line += lineEnds(bytes, p, limit);
      p = limit;
    }
    while (p < limit && found.length < targets.length) {
      const scanned = new ScannedRows(layout, BATCH_ROWS, line, arena);
      const stopped = scanRows(bytes, p, limit, layout, scanned, last);
      if (scanned.line === line) break;
      if (offset + stopped > targets[found.length])
        for (const row of rowsOf(scanned)) note(row.start, row.line);
      line = scanned.line;
      p = stopped;
    }
    left = bytes.subarray(p, end);
    if (last || left.length <= maxLineBytes) continue;
    // As the reader does: one endless line, or a quote that is not closed, of which the first line is given up.
    const newline = left.indexOf(NEWLINE);
    line++;
    skipping = newline < 0;
    left = skipping ? NOTHING : left.subarray(newline + 1);
  }
  before?.release();
  while (found.length < targets.length) found.push({ at: to, line });
  return found;
}

function lineEnds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let p = from; p < to; p++) if (bytes[p] === NEWLINE) count++;
  return count;
}

/** All rows of the batch in order, those that do not fit among them. */
function rowsOf({ count, starts, lines, bad }: ScannedRows): { start: number; line: number }[] {
  const good = Array.from({ length: count }, (_, row) => ({ start: starts[row], line: lines[row] }));
  return [...good, ...bad].sort((a, b) => a.start - b.start);
}
