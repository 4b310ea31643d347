// Detection as a fast script does it: eight pictures are decoded ahead (sharp) while the model runs on one. Writes a line for each box.
// `detect-by-hand face|yolo FOLDER MODEL OUTPUT`

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";

const [what, folder, model, output] = process.argv.slice(2);
const AHEAD = 8;

const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/** BlazeFace, back camera: interleaved, -1 to 1, anchors in the middles of cells. */
const face = {
  side: 256,
  border: 0,
  overlap: 0.3,
  dims: [1, 256, 256, 3],
  fill(data, bytes, width, height, left, top) {
    data.fill(-1);
    for (let y = 0, at = 0; y < height; y++)
      for (let to = ((y + top) * 256 + left) * 3, end = to + width * 3; to < end; to++, at++)
        data[to] = (bytes[at] / 255 - 0.5) / 0.5;
  },
  decode(answer) {
    const found = [];
    const heads = [
      ["Identity:0", "Identity_2:0", 16, 2],
      ["Identity_1:0", "Identity_3:0", 8, 6],
    ];
    for (const [scores, boxes, cells, perCell] of heads)
      for (let i = 0; i < cells * cells * perCell; i++) {
        const score = sigmoid(answer[scores].data[i]);
        if (!(score >= 0.7)) continue;
        const cell = Math.floor(i / perCell);
        const [dx, dy, w, h] = answer[boxes].data.subarray(i * 16, i * 16 + 4);
        const x = (((cell % cells) + 0.5) / cells) * 256 + dx;
        const y = ((Math.floor(cell / cells) + 0.5) / cells) * 256 + dy;
        found.push({ x1: x - w / 2, y1: y - h / 2, x2: x + w / 2, y2: y + h / 2, score, label: "face" });
      }
    return found;
  },
};

/** YOLO v8: planes, 0 to 1, a column for each of 2,100 boxes. */
const yolo = {
  side: 320,
  border: 114 / 255,
  overlap: 0.45,
  dims: [1, 3, 320, 320],
  fill(data, bytes, width, height, left, top) {
    data.fill(yolo.border);
    const plane = 320 * 320;
    for (let y = 0, at = 0; y < height; y++)
      for (let to = (y + top) * 320 + left, end = to + width; to < end; to++, at += 3) {
        data[to] = bytes[at] / 255;
        data[to + plane] = bytes[at + 1] / 255;
        data[to + 2 * plane] = bytes[at + 2] / 255;
      }
  },
  decode({ output0: { data } }) {
    const found = [];
    const count = 2100;
    for (let n = 0; n < count; n++) {
      let best = 4;
      for (let c = 5; c < 84; c++) if (data[c * count + n] > data[best * count + n]) best = c;
      const score = data[best * count + n];
      if (!(score >= 0.5)) continue;
      const [x, y, w, h] = [0, 1, 2, 3].map((i) => data[i * count + n]);
      found.push({
        x1: x - w / 2,
        y1: y - h / 2,
        x2: x + w / 2,
        y2: y + h / 2,
        score,
        label: `c${best - 4}`,
      });
    }
    return found;
  },
};

const kind = { face, yolo }[what];

function iou(a, b) {
  const w = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const h = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  if (w <= 0 || h <= 0) return 0;
  return (w * h) / ((a.x2 - a.x1) * (a.y2 - a.y1) + (b.x2 - b.x1) * (b.y2 - b.y1) - w * h);
}

function suppress(boxes) {
  const kept = [];
  for (const box of boxes.sort((a, b) => b.score - a.score)) {
    if (kept.length >= 300) break;
    if (kept.every((other) => other.label !== box.label || iou(box, other) <= kind.overlap)) kept.push(box);
  }
  return kept;
}

sharp.cache(false);
const session = await InferenceSession.create(model, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
});
const names = readdirSync(folder).toSorted();
const data = new Float32Array(kind.side * kind.side * 3);
const x = new Tensor("float32", data, kind.dims);

async function decode(name) {
  const { data: bytes, info } = await sharp(readFileSync(`${folder}/${name}`), { failOn: "error" })
    .autoOrient()
    .flatten({ background: "#000000" })
    .resize({ width: kind.side, height: kind.side, fit: "inside", kernel: "linear" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { bytes, width: info.width, height: info.height };
}

const lines = [];
const waiting = [];
let next = 0;
const more = () => {
  while (waiting.length < AHEAD && next < names.length) waiting.push(decode(names[next++]));
};
more();
for (let i = 0; waiting.length > 0; i++) {
  const { bytes, width, height } = await waiting.shift();
  more();
  const [left, top] = [Math.floor((kind.side - width) / 2), Math.floor((kind.side - height) / 2)];
  kind.fill(data, bytes, width, height, left, top);
  const answer = await session.run({ [session.inputNames[0]]: x });
  for (const { label } of suppress(kind.decode(answer)))
    lines.push(`{"path":"${folder}/${names[i]}","label":"${label}"}\n`);
}
writeFileSync(output, lines.join(""));
