// What is drawn of a recording: its line and its spectrogram for the part in sight, its segments, a curve of values.

import type { Reply } from "../../../../bridge/calls.ts";
import type { PreviewCell } from "../../../../bridge/shapes.ts";
import type { Field } from "../../../../../engine/frames/types.ts";
import { useCellAnswer } from "../../../marks/cell-answer.ts";
import { useRowMarks } from "../../../marks/row-marks.ts";
import type { Place } from "../samples.ts";
import type { Curve, ShownSegment } from "./sound-stage.tsx";
import type { TimeWindow } from "./time-window.ts";

/** Points and pixels of a large screen; the engine draws no more than there are samples. */
const POINTS = 1200;
const SPECTRUM = { columns: 900, rows: 160 };
/** Values of a curve that are drawn. */
const CURVE_VALUES = 4000;
/** A vector with fewer values is no curve over time. */
const LEAST_CURVE = 4;

interface Sound {
  /** Null until the recording has been read. */
  readonly all: TimeWindow | null;
  readonly view: TimeWindow | null;
  readonly wave: Reply<"preview.sound"> | null;
  readonly spectrogram: Reply<"preview.spectrogram"> | null;
  readonly trouble: string | null;
}

export function useSound(place: Place, row: number, column: string, window: TimeWindow | null): Sound {
  const part = window ? { from: window.from, to: window.to } : {};
  const key = `${row} ${column} ${window ? `${window.from} ${window.to}` : ""}`;
  // Of the same recording the last part stays in sight, where it stands, until the next one is there.
  const same = `${row} ${column}`;
  const wave = useCellAnswer(place, {
    key: `sound ${key}`,
    same: `sound ${same}`,
    ask: ({ preview }, session) => preview.sound({ session, ...place, row, column, ...part, points: POINTS }),
  });
  const spectrogram = useCellAnswer(place, {
    key: wave.value ? `spectrogram ${key}` : null,
    same: `spectrogram ${same}`,
    ask: ({ preview }, session) =>
      preview.spectrogram({ session, ...place, row, column, ...part, ...SPECTRUM }),
  });
  const all = wave.value ? { from: wave.value.start, to: wave.value.end } : null;
  return {
    all,
    view: window ?? all,
    wave: wave.value,
    spectrogram: spectrogram.value,
    trouble: wave.trouble ?? spectrogram.trouble,
  };
}

export function useSegments(place: Place, row: number, columns: readonly string[]) {
  const { value, waits, trouble } = useRowMarks(place, row, "segments", columns);
  const all = (value ?? []).flatMap(({ column, marks }) =>
    marks.map((mark): ShownSegment => ({ ...mark, id: `${columns.indexOf(column)}-${mark.at}` })),
  );
  return { all: all.toSorted((a, b) => a.start - b.start), waits, trouble };
}

/** Columns with one value after the other: `[frames]`, `[frames, 1]`. */
export function curveColumns(
  fields: readonly Field[],
  cells: readonly PreviewCell[] | undefined,
): readonly string[] {
  return fields.flatMap(({ name }, at) => {
    const cell = cells?.[at];
    if (typeof cell !== "object" || cell?.is !== "tensor" || cell.dtype === "string") return [];
    const long = cell.shape.filter((size) => size > 1);
    return long.length === 1 && long[0] >= LEAST_CURVE ? [name] : [];
  });
}

/** Values from 0 to 1. Of a column that nobody has chosen only where all of them are: others are no probabilities. */
export function useCurve(place: Place, row: number, column: string | null, chosen: boolean): Curve | null {
  const { value } = useCellAnswer(place, {
    key: column === null ? null : `curve ${row} ${column}`,
    ask: ({ preview }, session) =>
      preview.tensor({ session, ...place, row, column: column ?? "", limit: CURVE_VALUES }),
  });
  if (!value || column === null) return null;
  const { values, min, max } = value;
  if (min >= 0 && max <= 1) return { column, values };
  if (!chosen) return null;
  return { column, values: values.map((each) => (max > min ? (each - min) / (max - min) : 0.5)) };
}
