// Where can lines be cut? Behind any line end: in JSON, none stands inside of a value.

import type { SourcePart } from "../../../engine/sdk/node-definition.ts";
import { rangeOfPart, type Partition } from "../../../engine/sdk/partition.ts";
import type { FileReader } from "../../../engine/sdk/services.ts";

const NEWLINE = 10;
const WINDOW_BYTES = 256 * 1024;
const SMALLEST_PART_BYTES = 256 * 1024;

/** About `count` ranges of bytes that begin and end between two lines. */
export async function cutLines(
  reader: FileReader,
  from: number,
  count: number,
): Promise<readonly SourcePart[]> {
  const { size } = reader;
  const parts = Math.min(count, Math.floor((size - from) / SMALLEST_PART_BYTES));
  const cuts = [from];
  for (let i = 1; i < parts; i++) {
    const target = from + Math.floor(((size - from) * i) / parts);
    const cut = await nextLine(reader, Math.max(target, cuts[cuts.length - 1]));
    if (cut > cuts[cuts.length - 1] && cut < size) cuts.push(cut);
  }
  return cuts.map((at, i) => ({ from: at, to: cuts[i + 1] ?? size }));
}

/** The share of one process, with the number of its first line in the whole. */
export async function partOfLines(
  reader: FileReader,
  from: number,
  partition: Partition,
  signal: AbortSignal,
): Promise<SourcePart> {
  const { size } = reader;
  const share = rangeOfPart(size - from, partition);
  const border = (at: number) =>
    at === 0 || from + at >= size ? from + at : nextLine(reader, from + at - 1);
  const [begin, end] = [await border(share.from), await border(share.to)];
  return { from: begin, to: end, firstRow: 1 + (await countLines(reader, from, begin, signal)) };
}

/** The place behind the first line end from `at` on; the end of the file where there is none. */
async function nextLine(reader: FileReader, at: number): Promise<number> {
  const window = new Uint8Array(WINDOW_BYTES);
  for (let p = at; p < reader.size;) {
    const read = await reader.read(window, p);
    if (read === 0) break;
    const newline = window.subarray(0, read).indexOf(NEWLINE);
    if (newline >= 0) return p + newline + 1;
    p += read;
  }
  return reader.size;
}

async function countLines(
  reader: FileReader,
  from: number,
  to: number,
  signal: AbortSignal,
): Promise<number> {
  const window = new Uint8Array(WINDOW_BYTES);
  let count = 0;
  for (let p = from; p < to;) {
    signal.throwIfAborted();
    const read = await reader.read(window.subarray(0, Math.min(WINDOW_BYTES, to - p)), p);
    if (read === 0) break;
    for (
      let i = window.subarray(0, read).indexOf(NEWLINE);
      i >= 0 && i < read;
      i = window.indexOf(NEWLINE, i + 1)
    )
      count++;
    p += read;
  }
  return count;
}
