// One file: its bytes, what its header says, and its pages; or why it is no picture.

import type { EncodedImage } from "../../../engine/frames/image.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { pictureError } from "../../_shared/pixels/picture-errors.ts";
import type { PictureFacts } from "../../_shared/pixels/picture-facts.ts";
import type { PictureReader } from "../../_shared/pixels/picture-reader.ts";

const PIXELS_PER_MEGAPIXEL = 1e6;
const COLUMN = "image";

export interface Found {
  readonly path: string;
  readonly image: EncodedImage;
  readonly facts: PictureFacts;
}

export interface Unread {
  readonly path: string;
  readonly error: RowError;
}

export async function readPicture(
  files: Files,
  reader: PictureReader,
  path: string,
  maxMegapixels: number,
  signal: AbortSignal,
): Promise<Found | Unread> {
  const bytes = await files.readAll(path, signal, reader.limit).catch(unreadable);
  if ("code" in bytes) return { path, error: bytes };
  const image: EncodedImage = { kind: "encoded", bytes, name: path };
  try {
    const facts = await reader.facts(image);
    const { width, height } = facts;
    if (width * height > maxMegapixels * PIXELS_PER_MEGAPIXEL) throw tooManyPixels(facts, maxMegapixels);
    return { path, image: reader.known({ ...image, width, height }, facts), facts };
  } catch (thrown) {
    return { path, error: pictureError(thrown, image, COLUMN) };
  }
}

/** Files read side by side, and how much of the memory for pictures they may have taken before no more are begun. */
const AT_ONCE = 4;
const SHARE = 1 / 16;

/** The first of these files, as many as travel together: all, or fewer where they are large. */
export async function readPictures(
  paths: readonly string[],
  reader: PictureReader,
  read: (path: string) => Promise<Found | Unread>,
): Promise<readonly (Found | Unread)[]> {
  const budget = reader.limit * SHARE;
  const done: (Found | Unread)[] = [];
  let bytes = 0;
  while (done.length < paths.length && bytes <= budget) {
    // Where four more like those before would be too much they come one by one.
    const count = bytes * (AT_ONCE / Math.max(1, done.length)) > budget ? 1 : AT_ONCE;
    const more = await Promise.all(paths.slice(done.length, done.length + count).map(read));
    for (const found of more) bytes += "image" in found ? found.image.bytes.length : 0;
    done.push(...more);
  }
  return done;
}

/** Page `page` (from 0) of a file with several, as a file of its own; without loss. */
export async function pageOf(
  reader: PictureReader,
  { image, facts }: Found,
  page: number,
): Promise<EncodedImage> {
  const { width, height } = facts;
  const bytes = await reader.hold(facts, 0, () =>
    reader
      .sharp(image.bytes, { page, pages: 1, failOn: "error", limitInputPixels: false })
      .autoOrient()
      .png({ compressionLevel: 1 })
      .toBuffer(),
  );
  return { kind: "encoded", bytes, name: image.name, width, height };
}

function unreadable(thrown: unknown): RowError {
  const code = thrown instanceof MillraceError ? thrown.code : "FILE_UNREADABLE";
  const cause = thrown instanceof Error ? thrown.message : String(thrown);
  const hint = thrown instanceof MillraceError ? thrown.details.hint : "Check the file.";
  return { code, cause, hint, column: COLUMN };
}

function tooManyPixels({ width, height }: PictureFacts, limit: number): MillraceError {
  const megapixels = Math.round((width * height) / PIXELS_PER_MEGAPIXEL);
  return new MillraceError("IMAGE_TOO_LARGE", {
    message: `It has ${width} × ${height} pixels (${megapixels} megapixels); the limit is ${limit}.`,
    expected: `at most ${limit} megapixels`,
    got: `${megapixels} megapixels`,
    hint: "Leave it out, or raise the largest picture (maxMegapixels) of the source.",
  });
}
