// Pixels that are drawn on, three bytes each, and how a colour is laid over one of them.

export interface Raster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
}

export type Colour = readonly [red: number, green: number, blue: number];

/** Lays the colour over a pixel; outside the picture nothing happens. `share` 1 hides what was there. */
export function blend(
  { data, width, height }: Raster,
  x: number,
  y: number,
  colour: Colour,
  share = 1,
): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = (y * width + x) * 3;
  for (let i = 0; i < 3; i++) data[at + i] += Math.round((colour[i] - data[at + i]) * share);
}

export function fillRectangle(
  raster: Raster,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colour: Colour,
  share = 1,
): void {
  const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const [x1, x2] = [clamp(left, raster.width), clamp(right, raster.width)];
  const [y1, y2] = [clamp(top, raster.height), clamp(bottom, raster.height)];
  for (let y = y1; y < y2; y++) for (let x = x1; x < x2; x++) blend(raster, x, y, colour, share);
}

/** `#rrggbb`; null for what is no colour. */
export function colourOf(text: string): Colour | null {
  if (!/^#[0-9a-f]{6}$/iu.test(text)) return null;
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
