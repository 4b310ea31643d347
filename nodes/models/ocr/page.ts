// From a picture to the pixels of a page: as large as they are, up to a limit, beyond which the page is made smaller as it is read.

import type { ImageCell, Pixels } from "../../../engine/frames/image.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import type { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { IMAGENET_MEAN, IMAGENET_STD, pixelTable, writePixels } from "../../_shared/pixels/pixel-values.ts";
import { madeTensor } from "./made-tensor.ts";
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

/** Throws for what is no picture, and for one that takes more memory than pictures may. */
export async function readPage(pictures: PictureReader, image: ImageCell, maxMpx: number): Promise<SeenPage> {
  const { width, height } = await pictures.facts(image);
  const shrink = Math.sqrt((maxMpx * MEGA) / (width * height));
  if (shrink >= 1) {
    const page = await pictures.whole(image, { flatten: PAPER, channels: 3 });
    return { page, scale: { x: 1, y: 1 } };
  }
  const side = (length: number) => Math.max(1, Math.round(length * shrink));
  const size = { width: side(width), height: side(height) };
  const { data } = await pictures.sized(image, { ...size, fit: "stretch", background: PAPER });
  return { page: { ...size, data }, scale: { x: width / size.width, y: height / size.height } };
}

/** The page turned clockwise by so many quarters. */
export async function turnPage(pictures: PictureReader, page: Page, quarters: number): Promise<Page> {
  return pictures.pixels(pictures.stored(asCell(page)).rotate(90 * quarters), "");
}

/** Sides that the detector halves five times and puts together again. */
const STEP = 32;

export interface SmallPage {
  readonly tensor: Tensor;
  readonly width: number;
  readonly height: number;
}

/** The page as the detector wants it: blue, green, red, with ImageNet's means in that order, as PaddleOCR has trained it. */
export async function detectorInput(
  pictures: PictureReader,
  page: Page,
  maxSide: number,
): Promise<SmallPage> {
  const shrink = Math.min(1, maxSide / Math.max(page.width, page.height));
  const side = (length: number) => Math.max(STEP, Math.round((length * shrink) / STEP) * STEP);
  const [width, height] = [side(page.width), side(page.height)];
  const pixels = await pictures.sized(asCell(page), { width, height, fit: "stretch" });
  const [mean, std] = [[...IMAGENET_MEAN].reverse(), [...IMAGENET_STD].reverse()];
  const table = pixelTable({ mean, std }, 3, "float32");
  const tensor = madeTensor([1, 3, height, width], (out) =>
    writePixels(pixels.data, table, { out, offset: 0, layout: "NCHW", order: [2, 1, 0] }),
  );
  return { tensor, width, height };
}

function asCell({ data, width, height }: Page): Pixels {
  return { kind: "pixels", data, width, height, channels: 3, name: "" };
}
