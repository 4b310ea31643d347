// Which row of a source was a row made of? A frame remembers the frame that its source gave, for as long as it lives itself.

import { Frame } from "./frame.ts";
import { GIVEN, placeOf, rowId, type Lineage } from "./lineage.ts";

/** A row as its source gave it. */
export interface GivenRow {
  readonly frame: Frame;
  readonly row: number;
}

/** The frame, remembering itself: whatever is made of it knows what its rows were. */
export function asGiven(frame: Frame): Frame {
  const { schema, columns, length, lineage, arena } = frame;
  return new Frame(schema, columns, length, { ...lineage, [GIVEN]: [frame] }, arena);
}

/** The frame without that memory: for nodes that keep rows for long, and would keep all columns of the source with them. */
export function forgetGiven(frame: Frame): Frame {
  const { schema, columns, length, lineage, arena } = frame;
  if (!lineage[GIVEN]) return frame;
  return new Frame(schema, columns, length, { ...lineage, [GIVEN]: undefined }, arena);
}

/** The row as its source gave it; null where nobody remembers: it could not be read, or rows were numbered anew since. */
export function givenRow(lineage: Lineage, row: number): GivenRow | null {
  const place = placeOf(lineage, row);
  for (const frame of lineage[GIVEN] ?? []) {
    const at = frame.lineage.source === place.source ? indexOf(frame.lineage, frame.length, place.row) : -1;
    if (at >= 0) return { frame, row: at };
  }
  return null;
}

/** Where the row of that id stands among `length` rows; -1 where it does not. */
function indexOf(lineage: Lineage, length: number, id: number): number {
  if (lineage.ids === null) return id >= lineage.from && id < lineage.from + length ? id - lineage.from : -1;
  for (let row = 0; row < length; row++) if (rowId(lineage, row) === id) return row;
  return -1;
}
