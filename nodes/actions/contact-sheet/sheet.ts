// One page of thumbnails with captions, as pixels.

import type { SizedPixels } from "../../_shared/pixels/picture-reader.ts";
import { ADVANCE, drawable, eachDot, GLYPH_HEIGHT } from "../../_shared/drawing/bitmap-font.ts";
import { fillRectangle, type Colour, type Raster } from "../../_shared/drawing/raster.ts";

export interface Tile {
  /** No larger than the layout's size, three channels. */
  readonly picture: Pick<SizedPixels, "data" | "width" | "height">;
  readonly caption: string;
}

export interface SheetLayout {
  readonly columns: number;
  readonly rows: number;
  /** The longer side of a thumbnail, in pixels. */
  readonly size: number;
}

const GAP = 12;
/** Pixels of the sheet for each dot of a caption. */
const SCALE = 2;
const CAPTION = (GLYPH_HEIGHT + 4) * SCALE;
const PAPER: Colour = [250, 250, 250];
const INK: Colour = [30, 32, 36];

/** As large as the whole page also where the last one is not full, but no higher than its rows. */
export function sheetSize({ columns, size }: SheetLayout, tiles: number) {
  const rows = Math.ceil(tiles / columns);
  return { width: columns * (size + GAP) + GAP, height: rows * (size + CAPTION + GAP) + GAP };
}

/** The most that a page may have, and the longest side that JPEG can hold. */
const MOST_PIXELS = 100e6;
const LONGEST_SIDE = 65_535;

/** Why a full page cannot be made; null where it can. */
export function tooLargeSheet(layout: SheetLayout): string | null {
  const { width, height } = sheetSize(layout, layout.columns * layout.rows);
  const fits = width * height <= MOST_PIXELS && Math.max(width, height) <= LONGEST_SIDE;
  return fits ? null : `${width} × ${height} pixels`;
}

export function drawSheet(layout: SheetLayout, tiles: readonly Tile[]): Raster {
  const { width, height } = sheetSize(layout, tiles.length);
  const sheet: Raster = { data: new Uint8Array(width * height * 3), width, height, channels: 3 };
  fillRectangle(sheet, 0, 0, width, height, PAPER);
  tiles.forEach(({ picture, caption }, i) => {
    const left = GAP + (i % layout.columns) * (layout.size + GAP);
    const top = GAP + Math.floor(i / layout.columns) * (layout.size + CAPTION + GAP);
    lay(
      sheet,
      picture,
      left + ((layout.size - picture.width) >> 1),
      top + ((layout.size - picture.height) >> 1),
    );
    write(sheet, shortened(caption, layout.size), left, top + layout.size + 2 * SCALE);
  });
  return sheet;
}

function lay(sheet: Raster, { data, width, height }: Tile["picture"], left: number, top: number): void {
  for (let y = 0; y < height; y++)
    sheet.data.set(data.subarray(y * width * 3, (y + 1) * width * 3), ((top + y) * sheet.width + left) * 3);
}

/** What fits below a thumbnail; the end of a name says more than its beginning where it has to be cut. */
export function shortened(caption: string, size: number): string {
  const most = Math.max(1, Math.floor(size / (ADVANCE * SCALE)));
  const signs = Array.from(drawable(caption));
  return signs.length <= most ? signs.join("") : `..${signs.slice(signs.length - most + 2).join("")}`;
}

function write(sheet: Raster, words: string, left: number, top: number): void {
  eachDot(words, (x, y) =>
    fillRectangle(
      sheet,
      left + x * SCALE,
      top + y * SCALE,
      left + (x + 1) * SCALE,
      top + (y + 1) * SCALE,
      INK,
    ),
  );
}
