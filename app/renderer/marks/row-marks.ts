// The marks of one row, whole: every column of it that holds boxes, segments or spans.

import type { PreviewCell } from "../../bridge/shapes.ts";
import { marksOf, type MarksKind } from "../../../engine/frames/marks.ts";
import type { Field } from "../../../engine/frames/types.ts";
import type { Place } from "../dock/preview/samples.ts";
import { useCellAnswer, type Answer } from "./cell-answer.ts";
import { READ, type BoxMark, type SegmentMark, type SpanMark } from "./read-marks.ts";
import { jsonOf, MOST_CHARACTERS } from "./whole-cell.ts";

export interface MarkOf {
  readonly boxes: BoxMark;
  readonly segments: SegmentMark;
  readonly spans: SpanMark;
}

export interface ColumnMarks<K extends MarksKind> {
  readonly column: string;
  readonly marks: readonly MarkOf[K][];
}

/** What a cell holds, by the type of its column or, in JSON, by itself. */
export function marksKindOf({ type }: Field, cell: PreviewCell | undefined): MarksKind | null {
  if (typeof cell === "object" && cell?.is === "marks") return cell.of;
  return marksOf(type);
}

/** Columns of a row that hold such marks. */
export function columnsWith(
  of: MarksKind,
  fields: readonly Field[],
  cells: readonly PreviewCell[] | undefined,
): readonly string[] {
  return fields.flatMap((field, at) => {
    const cell = cells?.[at];
    return cell !== null && marksKindOf(field, cell) === of ? [field.name] : [];
  });
}

export function useRowMarks<K extends MarksKind>(
  place: Place,
  row: number,
  of: K,
  columns: readonly string[],
): Answer<readonly ColumnMarks<K>[]> {
  return useCellAnswer(place, {
    key: columns.length === 0 ? null : JSON.stringify([of, row, columns]),
    ask: ({ preview }, session) =>
      Promise.all(
        columns.map(async (column) => {
          const cell = { session, ...place, row, column, limit: MOST_CHARACTERS };
          const { text } = await preview.value(cell);
          const read = READ[of] as (json: unknown) => readonly MarkOf[K][];
          return { column, marks: read(jsonOf(text)) };
        }),
      ),
  });
}
