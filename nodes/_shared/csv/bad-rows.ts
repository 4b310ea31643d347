// The rows of a file that could not be read, as a frame: their text as it stands there, and their lines.

import { TextColumn } from "../../../engine/frames/column.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import type { Lineage } from "../../../engine/frames/lineage.ts";
import type { BadRow } from "./scanned-rows.ts";

/** What there is of a row that could not be read. */
export const RAW_SCHEMA = { fields: [field("raw", "text", false)] };
/** Longest part of a row that is recorded. */
const MAX_RAW_BYTES = 64 * 1024;

const decoder = new TextDecoder();

/** `bad` in the order of their lines, or of what `unit` says that they are. */
export function badRowsFrame(
  bad: readonly BadRow[],
  bytes: Uint8Array,
  source: string,
  unit: Lineage["unit"] = "line",
): Frame {
  const texts = bad.map(({ start, end }) =>
    decoder.decode(bytes.subarray(start, Math.min(end, start + MAX_RAW_BYTES))),
  );
  const ids = Float64Array.from(bad, (row) => row.line);
  const lineage = { source, unit, from: ids[0], to: ids[ids.length - 1] + 1, ids };
  return new Frame(RAW_SCHEMA, [new TextColumn(texts.length, texts)], texts.length, lineage);
}
