// The playbook read-digits once more, without the engine: digits found by columns and rows, resized by hand, read by onnxruntime-node.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";

export interface ReadLabel {
  readonly path: string;
  /** `?` for a digit that is doubtful. */
  readonly number: string;
  /** How sure each digit is, in percent. */
  readonly sure: readonly number[];
}

interface Gray {
  readonly data: Float64Array;
  readonly width: number;
  readonly height: number;
}

interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  ink: number;
}

const SIDE = 28;

export async function readLabels(folder: string): Promise<ReadLabel[]> {
  const model = await InferenceSession.create(join(folder, "models/digits.onnx"));
  const labels: ReadLabel[] = [];
  for (const file of readdirSync(join(folder, "data/labels")).toSorted()) {
    const { data, info } = await sharp(join(folder, "data/labels", file))
      .toColourspace("b-w")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const picture = { data: Float64Array.from(data), width: info.width, height: info.height };
    let number = "";
    const sure: number[] = [];
    for (const box of digitsIn(picture)) {
      const pixels = new Tensor("float32", tensorOf(cut(picture, box)), [1, 1, SIDE, SIDE]);
      const shares = [...((await model.run({ pixels })).probabilities.data as Float32Array)];
      const best = Math.max(...shares);
      number += best >= 0.8 ? String(shares.indexOf(best)) : "?";
      sure.push(100 * best);
    }
    labels.push({ path: `data/labels/${file}`, number, sure });
  }
  return labels;
}

/** Boxes from left to right: runs of ink row by row, merged where they touch a run of the row above. */
function digitsIn({ data, width, height }: Gray): Box[] {
  const limit = threshold(data);
  if (limit === null) return [];
  const owner = new Int32Array(width * height).fill(-1);
  const parent: number[] = [];
  const root = (id: number): number => (parent[id] === id ? id : root(parent[id]));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] >= limit) continue;
      const near = [
        [x - 1, y],
        [x - 1, y - 1],
        [x, y - 1],
        [x + 1, y - 1],
      ]
        .filter(([u, v]) => u >= 0 && v >= 0 && u < width && owner[v * width + u] >= 0)
        .map(([u, v]) => root(owner[v * width + u]));
      const id = near[0] ?? parent.push(parent.length) - 1;
      for (const other of near) parent[other] = id;
      owner[y * width + x] = id;
    }
  const boxes = new Map<number, Box>();
  owner.forEach((id, at) => {
    if (id < 0) return;
    const [x, y] = [at % width, Math.floor(at / width)];
    const box = boxes.get(root(id)) ?? { x0: x, y0: y, x1: x, y1: y, ink: 0 };
    boxes.set(root(id), grown(box, { x0: x, y0: y, x1: x, y1: y, ink: 1 }));
  });
  return whole([...boxes.values()])
    .filter((box) => box.y1 - box.y0 + 1 >= 14 && box.ink >= 30)
    .toSorted((a, b) => a.x0 - b.x0);
}

/** The bar of a 5 that stands loose above it. */
function whole(parts: readonly Box[]): Box[] {
  const found: Box[] = [];
  for (const part of parts.toSorted((a, b) => b.ink - a.ink)) {
    const place = found.findIndex((other) => {
      const beside = Math.min(part.x1, other.x1) - Math.max(part.x0, other.x0) + 1;
      const narrow = Math.min(part.x1 - part.x0, other.x1 - other.x0) + 1;
      const gap = Math.max(part.y0, other.y0) - Math.min(part.y1, other.y1) - 1;
      const high = Math.max(part.y1 - part.y0, other.y1 - other.y0) + 1;
      return beside >= 0.6 * narrow && gap <= 0.35 * high;
    });
    if (place < 0) found.push(part);
    else found[place] = grown(found[place], part);
  }
  return found;
}

function grown(a: Box, b: Box): Box {
  return {
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
    ink: a.ink + b.ink,
  };
}

/** By trying all 255: where the two sides' spread within is least (Otsu). Null where they are less than 40 apart. */
function threshold(data: Float64Array): number | null {
  let [best, limit, apart] = [Infinity, 0, 0];
  for (let t = 1; t < 256; t++) {
    const [dark, light] = [data.filter((value) => value < t), data.filter((value) => value >= t)];
    if (dark.length === 0 || light.length === 0) continue;
    const mean = (side: Float64Array) => side.reduce((a, b) => a + b, 0) / side.length;
    const [m, n] = [mean(dark), mean(light)];
    const within =
      dark.reduce((sum, value) => sum + (value - m) ** 2, 0) +
      light.reduce((sum, value) => sum + (value - n) ** 2, 0);
    if (within < best - 1e-6) [best, limit, apart] = [within, t, n - m];
  }
  return apart < 40 ? null : limit;
}

/** The box with 22 % of its size around it, as far as the picture goes. */
function cut({ data, width, height }: Gray, box: Box): Gray {
  const [w, h] = [box.x1 - box.x0 + 1, box.y1 - box.y0 + 1];
  const left = Math.max(0, Math.floor(box.x0 - 0.22 * w));
  const top = Math.max(0, Math.floor(box.y0 - 0.22 * h));
  const right = Math.min(width, Math.ceil(box.x1 + 1 + 0.22 * w));
  const bottom = Math.min(height, Math.ceil(box.y1 + 1 + 0.22 * h));
  const size = { width: right - left, height: bottom - top };
  const values = Float64Array.from({ length: size.width * size.height }, (_, at) => {
    const [x, y] = [at % size.width, Math.floor(at / size.width)];
    return data[(top + y) * width + left + x];
  });
  return { data: values, ...size };
}

/** Light ink on dark, the longer side 28, the rest 38 (of 255), then minus 0.15 and through 0.6. */
function tensorOf(digit: Gray): Float32Array {
  const scale = SIDE / Math.max(digit.width, digit.height);
  const [w, h] = [Math.round(digit.width * scale), Math.round(digit.height * scale)].map((side) =>
    Math.max(1, side),
  );
  const light = { ...digit, data: digit.data.map((value) => 255 - value) };
  const sized = turned(resized(turned(resized(light, w)), h));
  const [left, top] = [Math.floor((SIDE - w) / 2), Math.floor((SIDE - h) / 2)];
  return Float32Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [x, y] = [(at % SIDE) - left, Math.floor(at / SIDE) - top];
    const value = x >= 0 && x < w && y >= 0 && y < h ? sized.data[y * w + x] : 38;
    return (value / 255 - 0.15) / 0.6;
  });
}

/** Each row to another width by a triangle as wide as a new pixel, two old ones at least (Pillow's "bilinear"). */
function resized({ data, width, height }: Gray, to: number): Gray {
  const step = width / to;
  const reach = Math.max(1, step);
  const out = new Float64Array(to * height);
  for (let x = 0; x < to; x++) {
    const middle = (x + 0.5) * step;
    const weights = Array.from({ length: width }, (_, u) =>
      Math.max(0, 1 - Math.abs(u + 0.5 - middle) / reach),
    );
    const total = weights.reduce((a, b) => a + b, 0);
    for (let y = 0; y < height; y++)
      out[y * to + x] = Math.round(
        weights.reduce((sum, weight, u) => sum + weight * data[y * width + u], 0) / total,
      );
  }
  return { data: out, width: to, height };
}

function turned({ data, width, height }: Gray): Gray {
  const out = Float64Array.from(data, (_, at) => data[(at % height) * width + Math.floor(at / height)]);
  return { data: out, width: height, height: width };
}
