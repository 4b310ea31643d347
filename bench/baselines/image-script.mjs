// The fastest script for pictures that we know: decoding (sharp, eight pictures ahead) goes on while the model runs, picture by picture; bytes
// become floats by a table, in memory that stays in the cache; results are joined before they are written. `image-script FOLDER MODEL OUTPUT`.
// Batches of eight (17 % slower), reading by promises, one or two threads for decoding and one thread for each picture were no faster.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";

const [folder, model, output] = process.argv.slice(2);
const SIZE = 224;
const PIXELS = SIZE * SIZE;
const AHEAD = 8;
const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];
const [reds, greens, blues] = MEAN.map((mean, channel) =>
  Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - mean) / STD[channel]),
);

sharp.cache(false);
const session = await InferenceSession.create(model, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
});
const names = readdirSync(folder).toSorted();
const data = new Float32Array(3 * PIXELS);
const x = new Tensor("float32", data, [1, 3, SIZE, SIZE]);

function decode(name) {
  return sharp(readFileSync(`${folder}/${name}`), { failOn: "error" })
    .autoOrient()
    .flatten({ background: "#000000" })
    .resize({ width: SIZE, height: SIZE, fit: "fill", kernel: "linear" })
    .toColourspace("srgb")
    .raw()
    .toBuffer();
}

function fill(bytes) {
  for (let pixel = 0, at = 0; pixel < PIXELS; pixel++, at += 3) {
    data[pixel] = reds[bytes[at]];
    data[PIXELS + pixel] = greens[bytes[at + 1]];
    data[2 * PIXELS + pixel] = blues[bytes[at + 2]];
  }
}

const lines = [];
const waiting = [];
let next = 0;
const more = () => {
  while (waiting.length < AHEAD && next < names.length) waiting.push(decode(names[next++]));
};
more();
for (let i = 0; waiting.length > 0; i++) {
  const bytes = await waiting.shift();
  more();
  fill(bytes);
  const { y } = await session.run({ x });
  let best = 0;
  for (let c = 1; c < 10; c++) if (y.data[c] > y.data[best]) best = c;
  lines.push(`{"path":"${folder}/${names[i]}","label":"c${best}"}\n`);
}
writeFileSync(output, lines.join(""));
