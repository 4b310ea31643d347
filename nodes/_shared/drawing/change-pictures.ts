// New pictures from those of a frame: each is decoded, copied and worked on; one that cannot be fails its row.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell, Pixels } from "../../../engine/frames/image.ts";
import { ObjectColumn } from "../../../engine/frames/column.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { NodeContext, RowError } from "../../../engine/sdk/node-definition.ts";
import { noPicture, pictureError } from "../pixels/picture-errors.ts";
import type { PictureReader } from "../pixels/picture-reader.ts";
import { dropFailed } from "../row-selection.ts";
import type { Raster } from "./raster.ts";

export interface ChangePictures {
  readonly frame: Frame;
  readonly column: string;
  readonly output: string;
  readonly schema: Schema;
  readonly reader: PictureReader;
  /** Works on the copy, or says why it cannot. `mask` answers the gray pixels of another column of pictures. */
  work(raster: Raster, row: number): Promise<RowError | null>;
}

/** Colours are always three; what was transparent shows `background`. */
export async function changePictures(
  { frame, column, output, schema, reader, work }: ChangePictures,
  ctx: Pick<NodeContext, "fail" | "signal">,
  background = "#ffffff",
): Promise<Frame> {
  const source = frame.column(column);
  const cells = new Array<Pixels | null>(frame.length).fill(null);
  const failures = new Map<number, RowError>();
  const change = async (row: number): Promise<void> => {
    const image = source.get(row) as ImageCell | null;
    if (!image) return void failures.set(row, noPicture(column));
    try {
      const whole = await reader.whole(image, { flatten: background, channels: 3 });
      const copy = { ...whole, channels: 3, data: Uint8Array.from(whole.data) } as const;
      const refusal = await work(copy, row);
      if (refusal) failures.set(row, refusal);
      else cells[row] = copy;
    } catch (thrown) {
      failures.set(row, pictureError(thrown, image, column));
    }
  };
  // One after the other: a whole picture is big, and the work on it is done in this thread anyway.
  for (let row = 0; row < frame.length && !ctx.signal.aborted; row++) await change(row);
  const made = new ObjectColumn({ type: "image" }, cells);
  return dropFailed(withPicture(frame, output, made, schema), failures, ctx, frame);
}

/** The new picture behind the other columns, or in place of the one that has its name. */
function withPicture(frame: Frame, output: string, made: ObjectColumn, schema: Schema): Frame {
  return frame.with([{ name: output, column: made }], schema);
}
