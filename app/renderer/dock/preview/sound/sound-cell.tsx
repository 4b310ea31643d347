// A recording in a cell: its waveform, small, with its segments, and how long it is.

import type { PreviewCell, PreviewMark } from "../../../../bridge/shapes.ts";
import { useCellAnswer } from "../../../marks/cell-answer.ts";
import type { Place } from "../samples.ts";
import { SmallWave } from "./small-wave.tsx";

/** Longer ones are decoded when they are opened: a table is no reason to. */
const LONGEST_S = 900;
const POINTS = 60;

interface Props {
  readonly place: Place;
  readonly row: number;
  readonly column: string;
  readonly cell: Extract<PreviewCell, { is: "audio" }>;
  /** The row. */
  readonly cells: readonly PreviewCell[] | undefined;
  readonly shown: string | null;
}

export function SoundCell({ place, row, column, cell, cells, shown }: Props) {
  const wave = useSmallWave(place, row, column, cell, POINTS);
  return (
    <span className="mr-td-marks">
      {wave && <SmallWave {...wave} segments={segmentsIn(cells)} />}
      <span className="mr-td-text">{shown}</span>
    </span>
  );
}

export function useSmallWave(
  place: Place,
  row: number,
  column: string,
  cell: PreviewCell | undefined,
  points: number,
) {
  const short = typeof cell === "object" && cell?.is === "audio" && (cell.seconds ?? Infinity) <= LONGEST_S;
  return useCellAnswer(place, {
    key: short ? `wave ${points} ${row} ${column}` : null,
    ask: ({ preview }, session) => preview.sound({ session, ...place, row, column, points }),
    keep: true,
  }).value;
}

/** Segments that the row itself tells. */
export function segmentsIn(cells: readonly PreviewCell[] | undefined): readonly PreviewMark[] {
  return (cells ?? []).flatMap((cell) =>
    typeof cell === "object" && cell?.is === "marks" && cell.of === "segments" ? cell.first : [],
  );
}
