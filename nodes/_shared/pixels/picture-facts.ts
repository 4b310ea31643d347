// What does a picture's header say? Format, size as it is seen, channels: read without decoding it.

import type { Metadata } from "sharp";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { jpegHeader } from "./jpeg-header.ts";
import type { SharpLibrary } from "./sharp-library.ts";

export interface PictureFacts {
  /** `jpeg`, `png`, `webp`, `gif`, `tiff`, `avif`, or `pixels`, whatever the file's name says. */
  readonly format: string;
  /** As it is seen: after EXIF rotation, in pixels. */
  readonly width: number;
  readonly height: number;
  /** How it lies in the file: EXIF 1 to 8, where 1 is upright. */
  readonly orientation: number;
  /** Colours and alpha of a pixel. */
  readonly channels: number;
  readonly hasAlpha: boolean;
  /** Frames of an animation or pages of a file. */
  readonly pages: number;
  /** Bytes that the whole picture takes while it is decoded. */
  readonly decodedBytes: number;
  /** It cannot be decoded from top to bottom: all of it is in memory at once, whatever part is wanted. */
  readonly needsWhole: boolean;
}

/** Everything else (drawings, documents) is for other programs: what they do with a file from elsewhere nobody has bounded. */
const FORMATS: Readonly<Record<string, string>> = {
  jpeg: "jpeg",
  png: "png",
  webp: "webp",
  gif: "gif",
  tiff: "tiff",
  heif: "avif",
};
export const READABLE = "PNG, JPEG, WebP, GIF, TIFF and AVIF can be read";

/** Bytes of a sample by libvips's name of it. */
const SAMPLE_BYTES: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2 };
/** A progressive JPEG is kept as coefficients of two bytes until its last scan has come. */
const COEFFICIENT_BYTES = 2;

/** Cells are immutable, and several nodes ask about the same one. */
const known = new WeakMap<ImageCell, PictureFacts>();

/** What is known of a cell already: nobody waits for that. */
export function factsKnown(image: ImageCell): PictureFacts | undefined {
  return known.get(image);
}

/** Throws for what is no picture, or none of a format that is read. */
export async function pictureFacts(sharp: SharpLibrary, image: ImageCell): Promise<PictureFacts> {
  const facts = known.get(image) ?? (await readFacts(sharp, image));
  known.set(image, facts);
  return facts;
}

/** Says what is known of a cell, so that nobody looks again. */
export function knowFacts<T extends ImageCell>(image: T, facts: PictureFacts): T {
  known.set(image, facts);
  return image;
}

async function readFacts(sharp: SharpLibrary, image: ImageCell): Promise<PictureFacts> {
  if (image.kind === "pixels") {
    const { width, height, channels } = image;
    const common = { orientation: 1, pages: 1, needsWhole: false, hasAlpha: channels === 4 };
    return { format: "pixels", width, height, channels, decodedBytes: width * height * channels, ...common };
  }
  const header = jpegHeader(image.bytes);
  if (header) return factsOf({ ...header, format: "jpeg", hasAlpha: false, depth: "uchar" });
  // The size is judged by whoever asks: a picture of any size has a header.
  const found = await sharp(image.bytes, { limitInputPixels: false, failOn: "error" }).metadata();
  return factsOf(found);
}

type Header = Pick<
  Metadata,
  | "format"
  | "orientation"
  | "channels"
  | "hasAlpha"
  | "pages"
  | "pageHeight"
  | "width"
  | "height"
  | "isProgressive"
  | "depth"
>;

function factsOf(found: Header): PictureFacts {
  const format = FORMATS[found.format];
  if (!format)
    throw new MillraceError("IMAGE_UNREADABLE", {
      message: `It is a file of the format ${found.format.toUpperCase()}, which is not read here.`,
      hint: `Turn it into a picture of another format; ${READABLE}.`,
    });
  const { orientation = 1, channels, hasAlpha, pages = 1 } = found;
  // Pages of one size are reported as one tall picture only where all are asked for; here it is the first.
  const [stored, tall] = [found.width, found.pageHeight ?? found.height];
  const turned = orientation >= 5;
  const progressive = found.isProgressive === true;
  const sample = progressive && format === "jpeg" ? COEFFICIENT_BYTES + 1 : (SAMPLE_BYTES[found.depth] ?? 4);
  return {
    format,
    width: turned ? tall : stored,
    height: turned ? stored : tall,
    orientation,
    channels,
    hasAlpha,
    pages,
    decodedBytes: stored * tall * Math.max(channels, 3) * sample,
    needsWhole: progressive || format === "webp" || format === "gif" || format === "avif",
  };
}
