// Rows that nothing could rescue: to the error port as a frame, or into the record of failed rows.

import { FixedColumn, TextColumn, type Cell } from "../frames/column.ts";
import { exactCell } from "../frames/exact-cell.ts";
import type { Frame } from "../frames/frame.ts";
import { givenRow, type GivenRow } from "../frames/given.ts";
import { placeOf } from "../frames/lineage.ts";
import { dateText, durationText, timestampText } from "../frames/time-text.ts";
import type { DataType } from "../frames/types.ts";
import { errorSchema } from "../plan/error-schema.ts";
import type { FailedRow, GivenValues } from "./events.ts";
import type { FailedFrameRow } from "./rescue.ts";

/** The failed rows as frames for the error port, one for each frame they stood in. */
export function errorFrames(failed: readonly FailedFrameRow[]): Frame[] {
  const byFrame = new Map<Frame, FailedFrameRow[]>();
  for (const item of failed) byFrame.set(item.frame, [...(byFrame.get(item.frame) ?? []), item]);
  return [...byFrame].map(([frame, items]) => {
    const rows = frame.take(Int32Array.from(items, (item) => item.row));
    return rows.with(
      [
        {
          name: "error_code",
          column: new TextColumn(
            items.length,
            items.map((item) => item.error.code),
          ),
        },
        {
          name: "error_cause",
          column: new TextColumn(
            items.length,
            items.map(({ error: { cause, hint } }) => (hint ? `${cause} ${hint}` : cause)),
          ),
        },
        {
          name: "error_place",
          column: new FixedColumn({ type: "int64" }, items.length, {
            values: BigInt64Array.from(items, (item) => BigInt(placeOf(frame.lineage, item.row).row)),
            validity: null,
          }),
        },
      ],
      errorSchema(frame.schema),
    );
  });
}

/** A failed row as plain data. */
export function describeFailedRow(node: string, { frame, row, error }: FailedFrameRow): FailedRow {
  const place = placeOf(frame.lineage, row);
  const values = Object.fromEntries(
    frame.schema.fields.map(({ name }, i) => {
      const column = frame.columns[i];
      return [name, plainCell(column.get(row), column.type)];
    }),
  );
  const { code, cause, hint, column } = error;
  const given = givenRow(frame.lineage, row);
  return {
    node,
    ...place,
    code,
    cause,
    ...(hint && { hint }),
    ...(column && { column }),
    values,
    ...(given && { given: exactRow(given) }),
  };
}

function exactRow({ frame, row }: GivenRow): GivenValues {
  const cells = frame.columns.map((column, i) => {
    const { name } = frame.schema.fields[i];
    return { name, cell: exactCell(column.get(row), column.type), type: column.type };
  });
  return {
    row: Object.fromEntries(cells.map(({ name, cell }) => [name, cell])),
    types: Object.fromEntries(cells.map(({ name, type }) => [name, type])),
  };
}

/** A cell that JSON can hold: times as text, as files have them; big values are named, not copied. */
function plainCell(cell: Cell, { type }: DataType): unknown {
  if (typeof cell === "number" && type in TIME_TEXT) return TIME_TEXT[type as keyof typeof TIME_TEXT](cell);
  if (typeof cell === "bigint") return cell.toString();
  if (ArrayBuffer.isView(cell)) return `(${(cell as Uint8Array).length} values)`;
  if (cell !== null && typeof cell === "object" && "kind" in cell)
    return "name" in cell ? cell.name : "(picture)";
  return typeof cell === "number" && !Number.isFinite(cell) ? String(cell) : cell;
}

const TIME_TEXT = { timestamp: timestampText, date: dateText, duration: durationText } as const;
