// Frames as Arrow IPC streams and back. The only file that knows the Arrow library, which is loaded on first use.

import type * as ArrowLibrary from "apache-arrow";
import { readFrame } from "./arrow-read.ts";
import { columnWriter } from "./arrow-write.ts";
import type { Frame } from "./frame.ts";
import type { Lineage } from "./lineage.ts";

export type Arrow = typeof ArrowLibrary;
export type ArrowData = ArrowLibrary.Data;
export type ArrowType = ArrowLibrary.DataType;
export type DictionaryType = ArrowLibrary.Dictionary;
export type ArrowField = ArrowLibrary.Field;
export type ArrowBatch = ArrowLibrary.RecordBatch;

/** Key of a batch's metadata that holds the rows' lineage as JSON. */
const LINEAGE_KEY = "millrace:lineage";

/**
 * The frames as one Arrow IPC stream, a record batch each. They must have one schema, and tensors of one shape.
 * Timestamps and durations become whole milliseconds; encoded pictures lose their names. No frames give no columns.
 */
export async function toArrowIpc(frames: readonly Frame[]): Promise<Uint8Array> {
  const arrow = await import("apache-arrow");
  const [first] = frames;
  if (!first) return arrow.tableToIPC(new arrow.Table(new arrow.Schema([])), "stream");
  const writers = first.schema.fields.map((field, i) =>
    columnWriter(
      arrow,
      field,
      frames.map((frame) => frame.columns[i]),
    ),
  );
  const schema = new arrow.Schema(writers.map(({ field }) => field));
  const batches = frames.map((frame) => {
    const children = writers.map(({ write }, i) => write(frame.columns[i]));
    const type = new arrow.Struct(schema.fields);
    const data = arrow.makeData({ type, length: frame.length, nullCount: 0, children });
    return new arrow.RecordBatch(schema, data, new Map([[LINEAGE_KEY, lineageText(frame.lineage)]]));
  });
  return arrow.RecordBatchStreamWriter.writeAll(batches).toUint8Array(true);
}

/**
 * The frames of an Arrow IPC stream or file, one for each record batch; numbers without nulls are views of the bytes.
 * Rows that carry no lineage (files of others) become rows 0, 1, 2 … of `source`.
 */
export async function fromArrowIpc(bytes: Uint8Array, source: string): Promise<Frame[]> {
  const arrow = await import("apache-arrow");
  const frames: Frame[] = [];
  let from = 0;
  for (const batch of arrow.RecordBatchReader.from(bytes)) {
    const to = from + batch.numRows;
    const text = batch.metadata.get(LINEAGE_KEY);
    const lineage = text ? parseLineage(text) : { source, unit: "row" as const, from, to, ids: null };
    frames.push(readFrame(arrow, batch, lineage));
    from = to;
  }
  return frames;
}

function lineageText({ source, unit, from, to, ids }: Lineage): string {
  return JSON.stringify({ source, unit, from, to, ids: ids && [...ids] });
}

function parseLineage(text: string): Lineage {
  const { source, unit, from, to, ids } = JSON.parse(text) as Omit<Lineage, "ids"> & { ids: number[] | null };
  return { source, unit, from, to, ids: ids && Float64Array.from(ids) };
}
