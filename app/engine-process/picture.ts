// A picture of a sample as a small PNG.

import type { ImageCell } from "../../engine/frames/image.ts";

/** Fits into a square of `size` pixels; smaller pictures stay as they are. */
export async function pngOf(image: ImageCell, size: number): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const { width, height } = image;
  const picture =
    image.kind === "pixels"
      ? sharp(image.data, { raw: { width: image.width, height: image.height, channels: image.channels } })
      : sharp(image.bytes, { failOn: "none" }).rotate();
  const fits = width !== undefined && height !== undefined && Math.max(width, height) <= size;
  const small = fits ? picture : picture.resize(size, size, { fit: "inside", withoutEnlargement: true });
  return new Uint8Array(await small.png({ compressionLevel: 3 }).toBuffer());
}
