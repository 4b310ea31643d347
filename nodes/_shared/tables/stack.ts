// Frames of one table put under each other, whatever their sources, with the place of each row.

import { canConcat, concatFrames } from "../../../engine/frames/concat.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import { originOf } from "../../../engine/frames/lineage.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";

/** All rows of the frames in their order; `what` is done with them, for the error where it cannot be. */
export function stacked(frames: readonly Frame[], schema: Schema, what: string): Frame {
  const plain = frames.map(
    (frame) =>
      new Frame(schema, frame.columns, frame.length, {
        source: "",
        unit: "row",
        from: 0,
        to: frame.length,
        ids: null,
        origin: originOf([frame]),
      }),
  );
  const other = plain.find((frame) => !canConcat(plain[0], frame));
  if (other) throw shapesDiffer(plain[0], other, what);
  return concatFrames(plain);
}

function shapesDiffer(a: Frame, b: Frame, what: string): MillraceError {
  const at = a.columns.findIndex(
    (column, i) =>
      column.layout === "tensor" && String(column.shape) !== String((b.columns[i] as typeof column).shape),
  );
  const shape = (frame: Frame) =>
    (frame.columns[at] as { readonly shape?: readonly number[] } | undefined)?.shape;
  return new MillraceError("TENSOR_SHAPES", {
    message: `Rows with tensors of different shapes cannot be ${what} together: "${a.schema.fields[at]?.name}".`,
    expected: `[${shape(a)?.join(",")}]`,
    got: `[${shape(b)?.join(",")}]`,
    hint: "Give them one shape before (Resize image, Pack), or take the column out with Select.",
    fatal: true,
  });
}
