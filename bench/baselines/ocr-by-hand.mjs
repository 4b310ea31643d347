// OCR as a script would do it by hand: sharp and onnxruntime-node, one page after the other, strips cut while the lines before them are read.
// Lines of text, no order, upright pages.

import { readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";

const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];

/** Strips that are cut before their turn: sharp has threads of its own. */
const AHEAD = 4;

/** `threads`: of each run; the runtime's own choice unless given. */
export async function openByHand({ detector, recogniser, dictionary }, maxSide, threads) {
  const options = { logSeverityLevel: 3, ...(threads && { intraOpNumThreads: threads }) };
  const detect = await InferenceSession.create(detector, options);
  const recognise = await InferenceSession.create(recogniser, options);
  const signs = ["", ...readFileSync(dictionary, "utf8").replace(/\n$/u, "").split("\n"), " "];
  return async (file) => {
    const page = await sharp(file)
      .removeAlpha()
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = page.info;
    const raw = { raw: { width, height, channels } };
    const scale = Math.min(1, maxSide / Math.max(width, height));
    const [w, h] = [width, height].map((side) => Math.max(32, Math.round((side * scale) / 32) * 32));
    const small = await sharp(page.data, raw)
      .resize(w, h, { fit: "fill", kernel: "linear" })
      .raw()
      .toBuffer();
    const input = new Float32Array(3 * w * h);
    for (let i = 0; i < w * h; i++)
      for (let c = 0; c < 3; c++)
        input[c * w * h + i] = (small[channels * i + 2 - c] / 255 - MEAN[c]) / STD[c];
    const found = await detect.run({ [detect.inputNames[0]]: new Tensor("float32", input, [1, 3, h, w]) });
    const boxes = islands(found[detect.outputNames[0]].data, w, h).map(([left, top, right, bottom]) => {
      const grow = ((right - left) * (bottom - top) * 1.6) / (2 * (right - left + bottom - top));
      const x = Math.max(0, Math.round(((left - grow) * width) / w));
      const y = Math.max(0, Math.round(((top - grow) * height) / h));
      return {
        left: x,
        top: y,
        width: Math.min(width, Math.round(((right + grow) * width) / w)) - x,
        height: Math.min(height, Math.round(((bottom + grow) * height) / h)) - y,
      };
    });
    const cut = async (box) => {
      const strip = Math.max(48, Math.round((box.width / box.height) * 48));
      const pipe = sharp(page.data, raw).extract(box).resize(strip, 48, { fit: "fill" });
      return { strip, pixels: await pipe.raw().toBuffer() };
    };
    const strips = boxes.slice(0, AHEAD).map(cut);
    const texts = [];
    for (let next = 0; next < boxes.length; next++) {
      const { strip, pixels } = await strips[next];
      if (strips.length < boxes.length) strips.push(cut(boxes[strips.length]));
      const line = new Float32Array(3 * 48 * strip);
      for (let i = 0; i < 48 * strip; i++)
        for (let c = 0; c < 3; c++) line[c * 48 * strip + i] = pixels[channels * i + 2 - c] / 127.5 - 1;
      const answer = await recognise.run({
        [recognise.inputNames[0]]: new Tensor("float32", line, [1, 3, 48, strip]),
      });
      texts.push(decode(answer[recognise.outputNames[0]], signs));
    }
    return texts.filter((text) => text !== "");
  };
}

function islands(map, w, h) {
  const done = new Uint8Array(w * h);
  const boxes = [];
  for (let start = 0; start < w * h; start++) {
    if (done[start] || map[start] <= 0.3) continue;
    const line = [start];
    done[start] = 1;
    let [left, top, right, bottom, sum] = [w, h, 0, 0, 0];
    for (let next = 0; next < line.length; next++) {
      const x = line[next] % w;
      const y = (line[next] - x) / w;
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x + 1);
      bottom = Math.max(bottom, y + 1);
      sum += map[line[next]];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(h - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(w - 1, x + 1); nx++) {
          const at = ny * w + nx;
          if (done[at] || map[at] <= 0.3) continue;
          done[at] = 1;
          line.push(at);
        }
    }
    if (line.length >= 20 && sum / line.length >= 0.6) boxes.push([left, top, right, bottom]);
  }
  return boxes;
}

function decode({ dims, data }, signs) {
  const [, steps, count] = dims;
  let text = "";
  let before = 0;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    for (let i = 1; i < count; i++) if (data[step * count + i] > data[step * count + best]) best = i;
    if (best !== before && best !== 0) text += signs[best];
    before = best;
  }
  return text.trim();
}
