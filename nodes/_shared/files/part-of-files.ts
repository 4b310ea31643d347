// Which files does one process of a divided batch read, and which number does its first row have in the whole?

import { rangeOfPart, type Partition } from "../../../engine/sdk/partition.ts";
import type { SourcePart } from "../../../engine/sdk/node-definition.ts";

/** A range of the files. Those before it are looked through for the rows they give, so that ids are those of the whole. */
export async function partOfFiles(
  paths: readonly string[],
  partition: Partition,
  countRows: (path: string) => Promise<number>,
): Promise<SourcePart> {
  const { from, to } = rangeOfPart(paths.length, partition);
  let firstRow = 1;
  for (const path of paths.slice(0, from)) firstRow += await countRows(path);
  return { from, to, firstRow };
}

/** How many rows there are; what cannot be read further is one that says so. */
export async function countOf(rows: AsyncIterable<unknown>, signal: AbortSignal): Promise<number> {
  let count = 0;
  try {
    for await (const _ of rows) count++;
  } catch {
    signal.throwIfAborted();
    count++;
  }
  return count;
}
