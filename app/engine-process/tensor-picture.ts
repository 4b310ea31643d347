// A tensor drawn as a picture. One that has the shape of a picture: its own least value is black, its greatest white. A matrix: in the
// colours of a heat-map.

import type { TensorColumn } from "../../engine/frames/column.ts";
import { heatColour, heatScale } from "../../engine/frames/heat-colour.ts";
import { pictureShapeOf, type PictureShape } from "../../engine/frames/picture-shape.ts";
import { fromHalf } from "../../nodes/_shared/float16.ts";

export interface TensorView {
  /** Of all three channels where it is null; one alone is drawn in gray, between its own ends. */
  readonly channel: number | null;
  /** The last channel is taken for red. */
  readonly swapped: boolean;
}

export interface ChannelFacts {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

export interface TensorPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Absent for a matrix: it has no channels. */
  readonly tensor?: {
    readonly dtype: string;
    readonly layout: PictureShape["layout"];
    /** In the order in which they stand. */
    readonly channels: readonly ChannelFacts[];
    /** Elements that are no finite number. */
    readonly odd: number;
  };
}

/** A side longer than this is picked from evenly, so that the work is bounded whatever the tensor is. */
const LONGEST_SIDE = 4096;

/** null where the tensor has not the shape of a picture, or no numbers. */
export async function tensorPicture(
  column: TensorColumn,
  row: number,
  size: number,
  view: TensorView,
): Promise<TensorPicture | null> {
  if (column.dtype === "string") return null;
  if (column.shape.length === 2) return matrixPicture(column, row, size);
  const shape = pictureShapeOf(column.shape);
  if (!shape) return null;
  const grid = gridOf(shape);
  const planes = Array.from({ length: shape.channels }, (_, channel) =>
    planeOf(column, row, shape, grid, channel),
  );
  const channels = planes.map(({ min, max, mean }) => ({ min, max, mean }));
  const odd = planes.reduce((sum, plane) => sum + plane.odd, 0);
  const png = await pngOf(bytesOf(planes, view), grid, size);
  const { width, height, layout } = shape;
  return { png, width, height, tensor: { dtype: column.dtype, layout, channels, odd } };
}

async function matrixPicture(column: TensorColumn, row: number, size: number): Promise<TensorPicture> {
  const [height, width] = column.shape;
  const shape: PictureShape = { layout: "NCHW", width, height, channels: 1 };
  const grid = gridOf(shape);
  const { values } = planeOf(column, row, shape, grid, 0);
  const scale = heatScale(...middleOf(values));
  const bytes = new Uint8Array(values.length * 3);
  values.forEach((value, at) => bytes.set(heatColour(value, scale), at * 3));
  return { png: await pngOf({ bytes, channels: 3 }, grid, size), width, height };
}

/** Of all values at each end: one row of them, such as the first coefficient of a cepstrum, would leave no colours for the others. */
const END_SHARE = 1 / 16;
const MOST_SORTED = 4096;

/** Between which most values lie. */
function middleOf(values: Float32Array): readonly [low: number, high: number] {
  const step = Math.max(1, Math.floor(values.length / MOST_SORTED));
  const sorted = values.filter((value, at) => at % step === 0 && Number.isFinite(value)).sort();
  const last = sorted.length - 1;
  return last < 0
    ? [0, 0]
    : [sorted[Math.floor(END_SHARE * last)], sorted[Math.ceil((1 - END_SHARE) * last)]];
}

async function pngOf(data: Drawn, grid: Grid, size: number): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const raw = { width: grid.width, height: grid.height, channels: data.channels };
  const picture = sharp(data.bytes, { raw, limitInputPixels: false });
  const fits = Math.max(grid.width, grid.height) <= size;
  const small = fits ? picture : picture.resize(size, size, { fit: "inside" });
  return new Uint8Array(await small.png({ compressionLevel: 3 }).toBuffer());
}

interface Drawn {
  readonly bytes: Uint8Array;
  readonly channels: 1 | 3;
}

interface Grid {
  readonly width: number;
  readonly height: number;
  /** Element of the picture that stands at a place of the grid. */
  readonly x: (at: number) => number;
  readonly y: (at: number) => number;
}

function gridOf({ width, height }: PictureShape): Grid {
  const side = (length: number) => Math.min(length, LONGEST_SIDE);
  const [w, h] = [side(width), side(height)];
  return {
    width: w,
    height: h,
    x: (at) => Math.floor((at * width) / w),
    y: (at) => Math.floor((at * height) / h),
  };
}

interface Plane extends ChannelFacts {
  readonly values: Float32Array;
  readonly odd: number;
}

function planeOf(column: TensorColumn, row: number, shape: PictureShape, grid: Grid, channel: number): Plane {
  const { data, dtype, rowSize } = column;
  const { width, height, channels, layout } = shape;
  const [stepX, stepY, first] =
    layout === "NCHW" ? [1, width, channel * width * height] : [channels, channels * width, channel];
  const base = row * rowSize + first;
  const values = new Float32Array(grid.width * grid.height);
  let [min, max, sum, odd] = [Infinity, -Infinity, 0, 0];
  for (let y = 0, at = 0; y < grid.height; y++) {
    const line = base + grid.y(y) * stepY;
    for (let x = 0; x < grid.width; x++, at++) {
      const element = data[line + grid.x(x) * stepX];
      const value = dtype === "float16" ? fromHalf(Number(element)) : Number(element);
      values[at] = value;
      if (!Number.isFinite(value)) {
        odd++;
        continue;
      }
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
    }
  }
  const some = min <= max;
  return {
    values,
    odd,
    min: some ? min : 0,
    max: some ? max : 0,
    mean: some ? sum / (values.length - odd) : 0,
  };
}

/** Colours share their ends, or the picture would change its tint. */
function bytesOf(planes: readonly Plane[], { channel, swapped }: TensorView): Drawn {
  const one = channel === null ? undefined : planes[channel];
  const shown = one ? [one] : swapped ? planes.toReversed() : planes;
  const low = Math.min(...shown.map(({ min }) => min));
  const high = Math.max(...shown.map(({ max }) => max));
  const scale = high > low ? 255 / (high - low) : 0;
  const pixels = shown[0].values.length;
  const bytes = new Uint8ClampedArray(pixels * shown.length);
  shown.forEach(({ values }, at) => {
    // What is no number is black, as is the least.
    for (let i = 0; i < pixels; i++)
      bytes[i * shown.length + at] = scale === 0 ? 128 : (values[i] - low) * scale;
  });
  return { bytes: new Uint8Array(bytes.buffer), channels: shown.length as 1 | 3 };
}
