// Bands of a picture from top to bottom, as it is seen, without decoding more of it than memory allows.

import type { ImageCell, Pixels } from "../../../engine/frames/image.ts";
import type { Region } from "./cut-out.ts";
import type { PictureFacts } from "./picture-facts.ts";
import type { PictureReader } from "./picture-reader.ts";

/** The pixels of lines `[from, to)`. */
export type ReadLines = (from: number, to: number) => Promise<Pixels>;

/** Of the memory for pictures: what may be decoded whole, and what one band may take. */
const SHARE = 1 / 8;

/** Whether so much must not be decoded whole only because a part of it is wanted, and need not. */
export function isLarge(reader: PictureReader, image: ImageCell, facts: PictureFacts): boolean {
  return image.kind === "encoded" && !facts.needsWhole && facts.decodedBytes > reader.limit * SHARE;
}

export interface Strips {
  readonly lines: ReadLines;
  /** How many lines are best read at once. */
  readonly most: number;
}

/**
 * A small picture is decoded once. A large one is read in bands, each of them from its beginning, since that is how files are coded: a few
 * tall bands are better than many. What can be had only whole is refused where it is too large (`IMAGE_TOO_LARGE`).
 */
export async function stripsOf(
  reader: PictureReader,
  image: ImageCell,
  facts: PictureFacts,
): Promise<Strips> {
  const budget = reader.limit * SHARE;
  if (!isLarge(reader, image, facts)) {
    const whole = await reader.whole(image, { flatten: "#000000" });
    const line = whole.width * whole.channels;
    const lines: ReadLines = async (from, to) => ({
      ...whole,
      height: to - from,
      data: whole.data.subarray(from * line, to * line),
    });
    return { lines, most: facts.height };
  }
  const most = Math.max(1, Math.floor(budget / (facts.width * 4)));
  return { most, lines: (from, to) => band(reader, image, facts, from, to) };
}

async function band(
  reader: PictureReader,
  image: ImageCell,
  facts: PictureFacts,
  from: number,
  to: number,
): Promise<Pixels> {
  return readRegion(
    reader,
    image,
    facts,
    { x: 0, y: from, width: facts.width, height: to - from },
    "#000000",
  );
}

/**
 * The pixels of a region of a large picture, as it is seen, without decoding it whole; behind what is transparent lies `background` where one is
 * given. Not for what `needsWhole`.
 */
export async function readRegion(
  reader: PictureReader,
  image: ImageCell,
  facts: PictureFacts,
  seen: Region,
  background?: string,
): Promise<Pixels> {
  const { x, y, width, height } = inFile(facts, seen);
  // Of the whole picture only some lines are in memory at once, besides the band.
  const found = await reader.holdBytes(2 * width * height * 4, () => {
    const cut = reader.stored(image).extract({ left: x, top: y, width, height });
    const pipe = background === undefined ? cut : cut.flatten({ background });
    return reader.pixels(pipe.toColourspace(facts.channels <= 2 ? "b-w" : "srgb"), image.name);
  });
  return facts.orientation === 1 ? found : upright(found, facts, seen, { x, y, width, height });
}

/** Where the pixel that is seen at x, y lies in the file: the table of the EXIF standard. */
function placeInFile({ orientation, width, height }: PictureFacts, x: number, y: number): [number, number] {
  // The sides of the file, whose corner is counted from.
  const [right, bottom] = orientation >= 5 ? [height - 1, width - 1] : [width - 1, height - 1];
  switch (orientation) {
    case 2:
      return [right - x, y];
    case 3:
      return [right - x, bottom - y];
    case 4:
      return [x, bottom - y];
    case 5:
      return [y, x];
    case 6:
      return [y, bottom - x];
    case 7:
      return [right - y, bottom - x];
    case 8:
      return [right - y, x];
    default:
      return [x, y];
  }
}

function inFile(facts: PictureFacts, { x, y, width, height }: Region): Region {
  const [x1, y1] = placeInFile(facts, x, y);
  const [x2, y2] = placeInFile(facts, x + width - 1, y + height - 1);
  const [left, top] = [Math.min(x1, x2), Math.min(y1, y2)];
  return { x: left, y: top, width: Math.abs(x2 - x1) + 1, height: Math.abs(y2 - y1) + 1 };
}

function upright(found: Pixels, facts: PictureFacts, seen: Region, stored: Region): Pixels {
  const { data, channels } = found;
  const out = new Uint8Array(data.length);
  for (let y = 0, to = 0; y < seen.height; y++)
    for (let x = 0; x < seen.width; x++, to += channels) {
      const [sx, sy] = placeInFile(facts, seen.x + x, seen.y + y);
      const at = ((sy - stored.y) * stored.width + sx - stored.x) * channels;
      for (let c = 0; c < channels; c++) out[to + c] = data[at + c];
    }
  return { ...found, data: out, width: seen.width, height: seen.height };
}
