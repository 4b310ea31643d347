// From an encoded picture to pixels of one size, off the engine's thread (sharp).

import type { Sharp, SharpOptions } from "sharp";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";

export type SharpLibrary = (input: Uint8Array, options?: SharpOptions) => Sharp;

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly fit: "stretch" | "letterbox" | "cover";
  readonly gray: boolean;
  /** `#rrggbb`: what stands around a letterboxed picture and behind a transparent one. */
  readonly background: string;
  readonly kernel: "linear" | "cubic" | "lanczos3" | "nearest";
}

const FITS = { stretch: "fill", letterbox: "contain", cover: "cover" } as const;

/** Loads the library; it is there in a full install only. */
export async function loadSharp(): Promise<SharpLibrary> {
  try {
    const { default: sharp } = await import("sharp");
    return (input, options) => sharp(input, options);
  } catch (cause) {
    throw new MillraceError("LIBRARY_MISSING", {
      message: "The library that reads pictures (sharp) cannot be loaded.",
      hint: "Install it with `npm install sharp`, for this system and processor.",
      cause,
      fatal: true,
    });
  }
}

/** The picture's pixels, interleaved, 3 bytes each (1 in gray), turned as its EXIF data says. Throws for what is no picture. */
export async function decodePicture(
  sharp: SharpLibrary,
  image: ImageCell,
  size: PictureSize,
): Promise<Uint8Array> {
  const { width, height, fit, gray, background, kernel } = size;
  const raw =
    image.kind === "pixels"
      ? { raw: { width: image.width, height: image.height, channels: image.channels } }
      : { failOn: "error" as const };
  const source = sharp(image.kind === "pixels" ? image.data : image.bytes, raw);
  const pixels = await source
    .autoOrient()
    .flatten({ background })
    .resize({ width, height, fit: FITS[fit], background, kernel })
    .toColourspace(gray ? "b-w" : "srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const channels = gray ? 1 : 3;
  if (pixels.info.channels !== channels)
    throw new Error(
      `The picture has ${pixels.info.channels} channels after decoding; ${channels} are needed.`,
    );
  return pixels.data;
}
