// What an `image` column holds: encoded bytes until somebody needs pixels.

/** A picture as it was found: the file's bytes. Width and height are in pixels, after EXIF rotation, when known. */
export interface EncodedImage {
  readonly kind: "encoded";
  readonly bytes: Uint8Array;
  /** Where it came from, for messages and file names. */
  readonly name: string;
  readonly width?: number;
  readonly height?: number;
}

/** Decoded pixels: rows top to bottom, channels interleaved (RGB or RGBA), 8 bits each. */
export interface Pixels {
  readonly kind: "pixels";
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly name: string;
}

export type ImageCell = EncodedImage | Pixels;
