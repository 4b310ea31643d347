// How wide is each column of a card's rows? As its texts need: figures leave room for words, and columns that would be cut to nothing are left out.

import type { PreviewPort } from "../../../bridge/shapes.ts";
import { ROWS, shownCell } from "./preview-rows.ts";

export interface ShownColumn {
  readonly place: number;
  /** Of the width of the card. */
  readonly share: number;
}

/** Letters that a line of a card has room for; between two columns there is room for `GAP` of them. */
const ROOM = 32;
const GAP = 1.5;
const LEAST = 4;
const MOST = 16;
/** One column alone says too little, however wide it is. */
const FEWEST = 2;

/** The first of these columns that there is room for. */
export function columnShares(port: PreviewPort, places: readonly number[]): readonly ShownColumn[] {
  const needs = places.map((place) => Math.min(MOST, Math.max(LEAST, lettersOf(port, place))) + GAP);
  let used = 0;
  const shown = needs.filter((need, at) => (used += need) <= ROOM || at < FEWEST);
  const all = shown.reduce((sum, need) => sum + need, 0);
  return shown.map((need, at) => ({ place: places[at], share: need / all }));
}

function lettersOf({ schema, head }: PreviewPort, place: number): number {
  const field = schema.fields[place];
  const cells = head.slice(0, ROWS).map((row) => shownCell(row[place], field).text);
  return Math.max(field.name.length, ...cells.map(({ length }) => length));
}
