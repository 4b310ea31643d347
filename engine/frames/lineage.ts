// Where the rows of a frame came from: a source node and its row ids, kept as a range while that is enough.

import type { Frame } from "./frame.ts";

/**
 * Under this a lineage keeps the frames that a source gave (`given.ts`). A symbol: what is spread and changed takes them along, and
 * what is written, compared or sent to another thread leaves them behind.
 */
export const GIVEN: unique symbol = Symbol("given");

/**
 * Rows `[from, to)` of a source, of which the frame holds some. Row ids count what people can find, from 1: line numbers of a
 * text file, row numbers of a table, places in a list of files. An empty frame still says which
 * rows it has passed, so that a union can keep order without waiting for a row that never comes.
 */
export interface Lineage {
  /** Id of the source node. */
  readonly source: string;
  /** What a row id counts, as it is said in an error: "line 17", "row 3", "file 2". */
  readonly unit: "line" | "row" | "file";
  readonly from: number;
  readonly to: number;
  /** The id of each row; `null` while row `i` is `from + i`. */
  readonly ids: Float64Array | null;
  /** Set where a node has numbered its rows anew (it put them in another order, or made one of several): what they were before. */
  readonly origin?: Origin;
  readonly [GIVEN]?: readonly Frame[];
}

interface OriginSource extends Pick<Lineage, "source" | "unit"> {
  /** Each of its rows was made of a group of rows, and has the place of the first. */
  readonly ofGroup?: true;
}

/** The place of each row before it was numbered anew; of a row made of several, that of the first. */
export interface Origin {
  readonly sources: readonly OriginSource[];
  /** Which of the sources each row comes from; null where there is one. */
  readonly of: Uint16Array | null;
  readonly ids: Float64Array;
}

/** A row as people find it: `{ source: "orders", unit: "line", row: 17 }`. */
export interface RowPlace {
  readonly source: string;
  readonly unit: Lineage["unit"];
  readonly row: number;
  /** The row stands for a group of rows: that is where the first of them is. */
  readonly ofGroup?: true;
}

export function rowId(lineage: Lineage, row: number): number {
  return lineage.ids ? lineage.ids[row] : lineage.from + row;
}

/** Where a row stands in what was read, also behind nodes that have numbered rows anew. */
export function placeOf(lineage: Lineage, row: number): RowPlace {
  const { origin } = lineage;
  if (!origin) return { source: lineage.source, unit: lineage.unit, row: rowId(lineage, row) };
  return { ...origin.sources[origin.of ? origin.of[row] : 0], row: origin.ids[row] };
}

export function takeLineage(lineage: Lineage, rows: Int32Array): Lineage {
  const { from, ids: known, origin } = lineage;
  const ids = new Float64Array(rows.length);
  if (known) for (let i = 0; i < rows.length; i++) ids[i] = known[rows[i]];
  else for (let i = 0; i < rows.length; i++) ids[i] = from + rows[i];
  return origin ? { ...lineage, ids, origin: takeOrigin(origin, rows) } : { ...lineage, ids };
}

/** The lineage of rows `[first, last)` of a frame with `length` rows; the pieces of a frame cover its whole range. */
export function sliceLineage(lineage: Lineage, first: number, last: number, length: number): Lineage {
  if (first === 0 && last === length) return lineage;
  const from = first === 0 ? lineage.from : rowId(lineage, first);
  const to = last >= length ? lineage.to : rowId(lineage, last);
  const ids = lineage.ids ? lineage.ids.subarray(first, last) : null;
  const { origin } = lineage;
  if (!origin) return { ...lineage, from, to, ids };
  const of = origin.of && origin.of.subarray(first, last);
  return { ...lineage, from, to, ids, origin: { ...origin, of, ids: origin.ids.subarray(first, last) } };
}

/** What the rows of several frames were, in their order; undefined where none was numbered anew. */
export function joinOrigins(
  parts: readonly { readonly lineage: Lineage; readonly length: number }[],
): Origin | undefined {
  if (parts.every(({ lineage }) => !lineage.origin)) return undefined;
  return originOf(parts);
}

/** The frames that the sources of several lineages gave, each once; undefined where nobody remembers any. */
export function joinGiven(lineages: readonly Lineage[]): readonly Frame[] | undefined {
  const given = new Set(lineages.flatMap((lineage) => lineage[GIVEN] ?? []));
  return given.size > 0 ? [...given] : undefined;
}

/** The places of all rows of the frames, in their order. */
export function originOf(parts: readonly { readonly lineage: Lineage; readonly length: number }[]): Origin {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const ids = new Float64Array(length);
  const of = new Uint16Array(length);
  const sources: OriginSource[] = [];
  const numberOf = ({ source, unit, ofGroup }: OriginSource): number => {
    const known = sources.findIndex(
      (each) => each.source === source && each.unit === unit && each.ofGroup === ofGroup,
    );
    return known >= 0 ? known : sources.push({ source, unit, ...(ofGroup && { ofGroup }) }) - 1;
  };
  let at = 0;
  for (const { lineage, length: rows } of parts) {
    const { origin } = lineage;
    const numbers = (origin?.sources ?? [lineage]).map(numberOf);
    for (let row = 0; row < rows; row++, at++) {
      ids[at] = origin ? origin.ids[row] : rowId(lineage, row);
      of[at] = numbers[origin?.of ? origin.of[row] : 0];
    }
  }
  return { sources, of: sources.length > 1 ? of : null, ids };
}

/** The places of the rows at the given indices. */
export function takeOrigin({ sources, of, ids }: Origin, rows: Int32Array): Origin {
  const takenIds = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) takenIds[i] = ids[rows[i]];
  if (!of) return { sources, of, ids: takenIds };
  const takenOf = new Uint16Array(rows.length);
  for (let i = 0; i < rows.length; i++) takenOf[i] = of[rows[i]];
  return { sources, of: takenOf, ids: takenIds };
}

/** The same for rows that have each been made of a group, whose first is where the origin says. */
export function ofGroups(origin: Origin): Origin {
  return { ...origin, sources: origin.sources.map((source) => ({ ...source, ofGroup: true as const })) };
}
