// From a picture to a model's input: decoded, placed, and its bytes turned into the values the model wants.

import type { FillRow } from "../../../engine/frames/column.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { MadeTensor } from "../../../engine/frames/made-tensor.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import type { PictureReader, SizedPixels } from "../pixels/picture-reader.ts";
import { pixelTable, scaleOf, writePixels } from "../pixels/pixel-values.ts";
import type { PictureInput } from "./picture-input.ts";
import type { Place } from "./place.ts";

export interface FedPicture {
  readonly tensor: Tensor;
  readonly place: Place;
}

export type FeedPicture = (image: ImageCell) => Promise<FedPicture>;

const ORDERS = { rgb: [0, 1, 2], bgr: [2, 1, 0], gray: [0] } as const;

/** The tables of values are made once; each call decodes one picture, off the engine's thread. */
export function pictureFeeder(reader: PictureReader, input: PictureInput): FeedPicture {
  const { width, height, colours, dtype, planar, normalise } = input;
  const order = ORDERS[colours];
  const channels = order.length;
  const table = pixelTable(scaleOf(normalise, input, channels), channels, dtype);
  const dims = planar ? [1, channels, height, width] : [1, height, width, channels];
  return async (image) => {
    const { data: bytes, ...place } = await placedPixels(reader, image, input);
    const layout = planar ? "NCHW" : "NHWC";
    // Made where the model runs, in memory that is used again.
    const fill: FillRow = (_, out, offset) => writePixels(bytes, table, { out, offset, layout, order });
    return { tensor: new MadeTensor(dtype, dims, fill), place };
  };
}

async function placedPixels(
  reader: PictureReader,
  image: ImageCell,
  input: PictureInput,
): Promise<SizedPixels> {
  const { width, height, colours, fit, background, cropShare } = input;
  const common = { background, gray: colours === "gray" };
  switch (fit) {
    case "stretch":
      return reader.sized(image, { width, height, fit, ...common });
    case "letterbox":
    case "corner": {
      const anchor = fit === "corner" ? "start" : "centre";
      return reader.sized(image, { width, height, fit: "letterbox", anchor, ...common });
    }
    case "cover": {
      const size = { width: Math.round(width / cropShare), height: Math.round(height / cropShare) };
      return middle(await reader.sized(image, { ...size, fit, ...common }), width, height);
    }
  }
}

/** The middle of pixels, cut out. */
function middle(pixels: SizedPixels, width: number, height: number): SizedPixels {
  if (pixels.width === width && pixels.height === height) return pixels;
  const left = Math.floor((pixels.width - width) / 2);
  const top = Math.floor((pixels.height - height) / 2);
  const { channels } = pixels;
  const data = new Uint8Array(width * height * channels);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * pixels.width + left) * channels;
    data.set(pixels.data.subarray(from, from + width * channels), row * width * channels);
  }
  return { ...pixels, data, width, height, left: pixels.left - left, top: pixels.top - top };
}
