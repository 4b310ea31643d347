// From a picture to the pixels of a page: as large as they are, up to a limit, beyond which the page is made smaller as it is read.

import type { ImageCell } from "../../../engine/frames/image.ts";
import type { SharpLibrary } from "../../_shared/pixels/decode.ts";
import { IMAGENET_MEAN, IMAGENET_STD, pixelTables, writePixels } from "../../_shared/pixels/pixel-values.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import type { Point } from "./plane.ts";
import type { Page } from "./straighten.ts";

export interface SeenPage {
  readonly page: Page;
  /** Pixels of the picture for one of the page; 1 unless the page was made smaller. */
  readonly scale: Point;
}

/** What stands behind transparent ink: paper. */
const PAPER = "#ffffff";
const MEGA = 1_000_000;

/** Throws what the library says of bytes that are no picture, or of one beyond what it decodes at all (268 million pixels). */
export async function readPage(sharp: SharpLibrary, image: ImageCell, maxMpx: number): Promise<SeenPage> {
  const open = () =>
    image.kind === "pixels"
      ? sharp(image.data, { raw: { width: image.width, height: image.height, channels: image.channels } })
      : sharp(image.bytes, { failOn: "error" });
  const seen = image.kind === "pixels" ? image : (await open().metadata()).autoOrient;
  const shrink = Math.min(1, Math.sqrt((maxMpx * MEGA) / (seen.width * seen.height)));
  const side = (length: number) => Math.max(1, Math.round(length * shrink));
  const oriented = open().autoOrient();
  const fitting =
    shrink < 1
      ? oriented.resize({ width: side(seen.width), height: side(seen.height), fit: "fill" })
      : oriented;
  const { data, info } = await fitting
    .flatten({ background: PAPER })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const colours = info.channels === 3 ? data : threeColours(data, info.channels);
  return {
    page: { data: colours, width, height },
    scale: { x: seen.width / width, y: seen.height / height },
  };
}

/** The page turned clockwise by so many quarters. */
export async function turnPage(
  sharp: SharpLibrary,
  { data, width, height }: Page,
  quarters: number,
): Promise<Page> {
  const turned = await sharp(data, { raw: { width, height, channels: 3 } })
    .rotate(90 * quarters)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: turned.data, width: turned.info.width, height: turned.info.height };
}

/** Sides that the detector halves five times and puts together again. */
const STEP = 32;

export interface SmallPage {
  readonly tensor: Tensor;
  readonly width: number;
  readonly height: number;
}

/** The page as the detector wants it: blue, green, red, with ImageNet's means in that order, as PaddleOCR has trained it. */
export async function detectorInput(sharp: SharpLibrary, page: Page, maxSide: number): Promise<SmallPage> {
  const shrink = Math.min(1, maxSide / Math.max(page.width, page.height));
  const side = (length: number) => Math.max(STEP, Math.round((length * shrink) / STEP) * STEP);
  const [width, height] = [side(page.width), side(page.height)];
  const pixels = await sharp(page.data, { raw: { width: page.width, height: page.height, channels: 3 } })
    .resize({ width, height, fit: "fill", kernel: "linear" })
    .raw()
    .toBuffer();
  const data = new Float32Array(3 * width * height);
  const [mean, std] = [[...IMAGENET_MEAN].reverse(), [...IMAGENET_STD].reverse()];
  const tables = pixelTables({ mean, std }, 3, "float32");
  writePixels(pixels, tables, { out: data, offset: 0, layout: "NCHW", order: [2, 1, 0] });
  return { tensor: { dtype: "float32", dims: [1, 3, height, width], data }, width, height };
}

/** Gray once for each colour; of more channels, the first three. */
function threeColours(data: Uint8Array, channels: number): Uint8Array {
  const pixels = data.length / channels;
  const out = new Uint8Array(3 * pixels);
  for (let i = 0; i < pixels; i++)
    for (let c = 0; c < 3; c++) out[3 * i + c] = data[channels * i + (channels >= 3 ? c : 0)];
  return out;
}
