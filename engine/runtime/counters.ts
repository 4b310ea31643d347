// Counters of one node: what it took, gave, and where its time went.

import type { Frame } from "../frames/frame.ts";
import type { DataType, Schema, TensorDtype } from "../frames/types.ts";
import type { PlannedNode } from "../plan/types.ts";
import type { NodeCounters } from "./events.ts";
import { SHORT_ROWS, TimeSample } from "./time-sample.ts";

/** Of short frames, one in so many is timed. */
const SAMPLE = 32;

export class Counters {
  rowsIn = 0;
  rowsOut = 0;
  framesIn = 0;
  rowsFailed = 0;
  /** Bytes that an action has written; of other nodes an estimate of what went out. */
  bytes = 0;
  /** Bytes that a source has read from its files; null where it has none. */
  bytesRead: number | null = null;
  busyMs = 0;
  waitMs = 0;
  queueDepth = 0;
  readonly #sample = new TimeSample(SAMPLE);
  /** Short frames share a schema, as a rule: their rows are counted, and become bytes when another schema comes. */
  #shortSchema: Schema | null = null;
  #shortRowBytes = 0;
  #shortRows = 0;

  /** Counts a frame that came in; answers for how many its time stands, 0 = not timed. */
  arrive(frame: Frame): number {
    this.framesIn++;
    this.rowsIn += frame.length;
    return this.#sample.weigh(frame.length);
  }

  /** Counts the time of a frame that `arrive` gave a weight: the node's own, and that of those it gave something to. */
  spend(busyMs: number, weight: number, waitMs = 0): void {
    this.busyMs += busyMs * weight;
    this.waitMs += waitMs * weight;
    this.#sample.took(busyMs);
  }

  /** Counts a frame that goes out. */
  leave(frame: Frame): void {
    const { length } = frame;
    this.rowsOut += length;
    if (length >= SHORT_ROWS) {
      this.bytes += estimateRowBytes(frame) * length;
      return;
    }
    if (frame.schema !== this.#shortSchema) this.#changeSchema(frame);
    this.#shortRows += length;
  }

  #changeSchema(frame: Frame): void {
    this.bytes += this.#shortRows * this.#shortRowBytes;
    this.#shortRows = 0;
    this.#shortSchema = frame.schema;
    this.#shortRowBytes = estimateRowBytes(frame);
  }

  /** Goes on from what a run before has counted. */
  goOn({ rowsIn, rowsOut, framesIn, rowsFailed, bytes, busyMs, waitMs, queueDepth }: NodeCounters): void {
    Object.assign(this, { rowsIn, rowsOut, framesIn, rowsFailed, bytes, busyMs, waitMs, queueDepth });
  }

  snapshot(): NodeCounters {
    const { rowsIn, rowsOut, framesIn, rowsFailed, busyMs, waitMs, queueDepth } = this;
    const bytes = this.bytesRead ?? this.bytes + this.#shortRows * this.#shortRowBytes;
    return { rowsIn, rowsOut, framesIn, rowsFailed, bytes, busyMs, waitMs, queueDepth };
  }
}

/** Rows that the sources of a plan have come past: a row that could not be read is one of them. */
export function rowsOfSources(
  plan: readonly PlannedNode[],
  counters: Readonly<Record<string, NodeCounters>>,
): number {
  const sources = plan.filter(({ definition }) => definition.produce);
  return sources.reduce((sum, { id }) => sum + counters[id].rowsOut + counters[id].rowsFailed, 0);
}

const WIDTH: Readonly<Record<TensorDtype, number>> = {
  float64: 8,
  int64: 8,
  uint64: 8,
  float32: 4,
  int32: 4,
  uint32: 4,
  float16: 2,
  int16: 2,
  uint16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
  string: 16,
};

/** Bytes the values of a row take, by their types; text and objects count as 16 a cell. Forces no lazy column. */
function estimateRowBytes(frame: Frame): number {
  let perRow = 0;
  for (const column of frame.columns) {
    perRow += column.layout === "tensor" ? column.rowSize * WIDTH[column.dtype] : cellBytes(column.type);
  }
  return perRow;
}

function cellBytes(type: DataType): number {
  if (type.type in WIDTH) return WIDTH[type.type as TensorDtype];
  if (type.type === "timestamp" || type.type === "duration") return 8;
  return type.type === "date" ? 4 : 16;
}
