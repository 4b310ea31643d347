// Counters of one node: what it took, gave, and where its time went.

import type { Frame } from "../frames/frame.ts";
import type { DataType, TensorDtype } from "../frames/types.ts";
import type { PlannedNode } from "../plan/types.ts";
import type { NodeCounters } from "./events.ts";

/** Frames shorter than this are timed one in `SAMPLE`, because reading the clock would cost more than the work. */
const SHORT_ROWS = 32;
const SAMPLE = 32;

export class Counters {
  rowsIn = 0;
  rowsOut = 0;
  framesIn = 0;
  rowsFailed = 0;
  bytes = 0;
  busyMs = 0;
  waitMs = 0;
  queueDepth = 0;

  /** Counts a frame that came in; answers how much its time weighs, 0 = not timed. */
  arrive(frame: Frame): number {
    this.framesIn++;
    this.rowsIn += frame.length;
    if (frame.length >= SHORT_ROWS) return 1;
    return this.framesIn % SAMPLE === 1 ? SAMPLE : 0;
  }

  snapshot(): NodeCounters {
    const { rowsIn, rowsOut, framesIn, rowsFailed, bytes, busyMs, waitMs, queueDepth } = this;
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

/** Bytes a frame's values take, by its types; text and objects count as 16 a cell. Forces no lazy column. */
export function estimateBytes(frame: Frame): number {
  let perRow = 0;
  for (const column of frame.columns) {
    perRow += column.layout === "tensor" ? column.rowSize * WIDTH[column.dtype] : cellBytes(column.type);
  }
  return perRow * frame.length;
}

function cellBytes(type: DataType): number {
  if (type.type in WIDTH) return WIDTH[type.type as TensorDtype];
  if (type.type === "timestamp" || type.type === "duration") return 8;
  return type.type === "date" ? 4 : 16;
}
