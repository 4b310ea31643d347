// Frames of one source put together by row id.

import { canConcat } from "../../../engine/frames/concat.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import { rowId, type Lineage } from "../../../engine/frames/lineage.ts";
import { mergeRows } from "../../_shared/merge-rows.ts";

/** The rows of the parts by id, as one frame where they can be one. */
export function mergeById(parts: readonly Frame[], span: Lineage): Frame[] {
  const { order, ids } = orderById(parts);
  const [first] = parts;
  if (parts.every((part) => canConcat(first, part)))
    return [mergeRows(parts, order, compact({ ...span, ids }))];
  return runs(parts, order, ids, span.from, span.to);
}

/** Indices into all rows of the parts, by row id; rows with one id in the order of the wires. */
function orderById(parts: readonly Frame[]): { order: Int32Array; ids: Float64Array } {
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const next = parts.map(() => 0);
  const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, part) => sum + part.length, 0));
  const order = new Int32Array(total);
  const ids = new Float64Array(total);
  for (let at = 0; at < total; at++) {
    let best = -1;
    let least = Infinity;
    for (let i = 0; i < parts.length; i++) {
      if (next[i] === parts[i].length) continue;
      const id = rowId(parts[i].lineage, next[i]);
      if (best < 0 || id < least) [best, least] = [i, id];
    }
    order[at] = starts[best] + next[best]++;
    ids[at] = least;
  }
  return { order, ids };
}

/** Frames that cannot become one (tensors of different shapes) go on in pieces, in the same order. */
function runs(
  parts: readonly Frame[],
  order: Int32Array,
  ids: Float64Array,
  first: number,
  last: number,
): Frame[] {
  const owner = (index: number): { part: Frame; row: number } => {
    let row = index;
    const part = parts.find(({ length }) => (row < length ? true : ((row -= length), false)))!;
    return { part, row };
  };
  const pieces: Frame[] = [];
  let from = first;
  for (let at = 0; at < order.length;) {
    const { part, row } = owner(order[at]);
    let end = at + 1;
    while (end < order.length && owner(order[end]).part === part) end++;
    const to = end < order.length ? ids[end] : last;
    const piece = part.slice(row, row + end - at);
    pieces.push(withLineage(piece, { ...piece.lineage, from, to, ids: ids.slice(at, end) }));
    from = to;
    at = end;
  }
  return pieces;
}

export function idsOf({ lineage }: Frame, first: number, last: number): Float64Array {
  return Float64Array.from({ length: last - first }, (_, i) => rowId(lineage, first + i));
}

export function withLineage(frame: Frame, lineage: Lineage): Frame {
  return new Frame(frame.schema, frame.columns, frame.length, compact(lineage));
}

/** Ids that only count on from `from` to `to` are not kept. */
function compact(lineage: Lineage): Lineage {
  const { ids, from, to } = lineage;
  const counts = ids !== null && to - from === ids.length && ids.every((id, i) => id === from + i);
  return counts ? { ...lineage, ids: null } : lineage;
}
