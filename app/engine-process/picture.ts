// A picture of a sample as a small PNG.

import type { ImageCell } from "../../engine/frames/image.ts";

export interface SmallPicture {
  readonly png: Uint8Array;
  /** Of the picture itself, as it is seen (after EXIF rotation). */
  readonly width: number;
  readonly height: number;
}

/** Fits into a square of `size` pixels; smaller pictures stay as they are. */
export async function pngOf(image: ImageCell, size: number): Promise<SmallPicture> {
  const { default: sharp } = await import("sharp");
  const picture =
    image.kind === "pixels"
      ? sharp(image.data, { raw: { width: image.width, height: image.height, channels: image.channels } })
      : sharp(image.bytes, { failOn: "none" }).rotate();
  const { width, height } =
    image.kind === "pixels" ? image : (await sharp(image.bytes, { failOn: "none" }).metadata()).autoOrient;
  const fits = Math.max(width, height) <= size;
  const small = fits ? picture : picture.resize(size, size, { fit: "inside", withoutEnlargement: true });
  return { png: new Uint8Array(await small.png({ compressionLevel: 3 }).toBuffer()), width, height };
}
