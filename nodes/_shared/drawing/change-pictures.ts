// New pictures that are drawn on: each is a copy in three colours that is worked on.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell, Pixels } from "../../../engine/frames/image.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { newPictures } from "../pixels/new-picture.ts";
import { pictureError } from "../pixels/picture-errors.ts";
import type { PictureReader } from "../pixels/picture-reader.ts";
import type { Raster } from "./raster.ts";

/** What was transparent is white. `work` changes the copy, or says why it cannot. */
export function changePictures(
  frame: Frame,
  ctx: Parameters<typeof newPictures>[1],
  work: (raster: Raster, row: number) => Promise<RowError | null>,
): Promise<void> {
  return newPictures(frame, ctx, async (image, row) => {
    const whole = await ctx.state.whole(image, { flatten: "#ffffff", channels: 3 });
    // `slice` of what the library gives would be a view: all who have the picture would see what is drawn.
    const copy = { ...whole, channels: 3, data: new Uint8Array(whole.data) } as const;
    return (await work(copy, row)) ?? copy;
  });
}

/** The gray pixels of the mask of a row, which is as large as its picture. */
export async function maskOf(
  frame: Frame,
  row: number,
  name: string,
  picture: Raster,
  reader: PictureReader,
): Promise<Pixels | RowError> {
  const cell = frame.column(name).get(row) as ImageCell | null;
  if (!cell)
    return {
      code: "NULL_VALUE",
      cause: `There is no mask in "${name}" here.`,
      hint: "Filter such rows out before.",
      column: name,
    };
  const mask = await reader
    .whole(cell, { channels: 1 })
    .catch((thrown: unknown) => pictureError(thrown, cell, name));
  if ("code" in mask || (mask.width === picture.width && mask.height === picture.height)) return mask;
  return {
    code: "MASK_SIZE",
    cause: `The mask is ${mask.width} × ${mask.height} pixels, the picture ${picture.width} × ${picture.height}.`,
    hint: "Take the mask of this picture, or resize one of them before.",
    column: name,
  };
}
