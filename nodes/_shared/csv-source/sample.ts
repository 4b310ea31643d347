// Looks into a big delimited file beyond its beginning.

import type { FileReader } from "../../../engine/sdk/services.ts";
import { readAt } from "../csv/read-at.ts";
import { withLineFeeds, type Encoding, type LineEnds } from "../csv/recode.ts";
import { splitText, type TextRecord } from "../csv/split-text.ts";

/** Samples from the middle and the end, so that a column that changes late is seen. */
const LATER_BYTES = 4 * 1024;

/** What is known of a file's spelling when samples of it are cut into records. */
export interface Spelling {
  readonly encoding: Encoding;
  readonly lineEnds: LineEnds;
  readonly delimiter: string;
  readonly quote: string;
}

/** Whole records from the middle and the end of a big file. Cells with line ends may be torn; such records are left out. */
export async function laterRecords(
  reader: FileReader,
  from: number,
  { encoding, lineEnds, delimiter, quote }: Spelling,
): Promise<TextRecord[]> {
  const { size } = reader;
  if (encoding.startsWith("utf-16") || size < from + 2 * LATER_BYTES) return [];
  const places = [Math.floor(size / 2), size - LATER_BYTES];
  const records: TextRecord[] = [];
  for (const place of places) {
    const decoded = new TextDecoder(encoding).decode(await readAt(reader, place, LATER_BYTES));
    const text = lineEnds === "cr" ? withLineFeeds(decoded) : decoded;
    const begin = text.indexOf("\n") + 1;
    records.push(...splitText(text.slice(begin), delimiter, quote, false));
  }
  return records;
}
