// Finds the faces of the face-privacy playbook with sharp and onnxruntime alone: no code of Millrace, another way through the anchors.

import { readdirSync, readFileSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";

export interface Face {
  readonly score: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const SIDE = 256;

/** Faces with at least this score, by photo, the best first. */
export async function facesByPhoto(folder: URL, least: number): Promise<Map<string, Face[]>> {
  const model = await InferenceSession.create(readFileSync(new URL("models/blazeface-back.onnx", folder)), {
    logSeverityLevel: 3,
  });
  const found = new Map<string, Face[]>();
  const photos = readdirSync(new URL("data/photos/", folder)).toSorted();
  for (const photo of photos) {
    const upright = await sharp(readFileSync(new URL(`data/photos/${photo}`, folder)))
      .rotate()
      .toBuffer();
    const { width, height } = await sharp(upright).metadata();
    // Black borders make a square before anything is resized; the engine resizes first.
    const side = Math.max(width, height);
    const [left, top] = [Math.floor((side - width) / 2), Math.floor((side - height) / 2)];
    const square = await sharp(upright)
      .extend({ left, right: side - width - left, top, bottom: side - height - top, background: "#000" })
      .png()
      .toBuffer();
    const pixels = await sharp(square)
      .resize(SIDE, SIDE, { kernel: "linear" })
      .removeAlpha()
      .toColourspace("srgb")
      .raw()
      .toBuffer();
    const values = Float32Array.from(pixels, (byte) => byte / 127.5 - 1);
    const answers = await model.run({ "input:0": new Tensor("float32", values, [1, SIDE, SIDE, 3]) });
    const numbers = (name: string) => answers[name].data as Float32Array;
    const boxes = [
      ...decode(numbers("Identity:0"), numbers("Identity_2:0"), 16, 2, least),
      ...decode(numbers("Identity_1:0"), numbers("Identity_3:0"), 8, 6, least),
    ];
    found.set(
      photo,
      thin(boxes).map((box) => ({ ...scaled(box, side / SIDE, left, top), score: box.score })),
    );
  }
  await model.release();
  return found;
}

function decode(
  scores: Float32Array,
  offsets: Float32Array,
  cells: number,
  perCell: number,
  least: number,
): Face[] {
  const faces: Face[] = [];
  let n = 0;
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++)
      for (let k = 0; k < perCell; k++, n++) {
        const score = 1 / (1 + Math.exp(-scores[n]));
        if (score < least) continue;
        const [dx, dy, width, height] = offsets.subarray(16 * n, 16 * n + 4);
        const x = ((column + 0.5) * SIDE) / cells + dx - width / 2;
        const y = ((row + 0.5) * SIDE) / cells + dy - height / 2;
        faces.push({ score, x, y, width, height });
      }
  return faces;
}

/** The best first; those that overlap a better one by more than 0.3 go. */
function thin(faces: Face[]): Face[] {
  const rest = faces.toSorted((a, b) => b.score - a.score);
  const kept: Face[] = [];
  while (rest.length > 0) {
    const best = rest.shift()!;
    kept.push(best);
    for (let i = rest.length - 1; i >= 0; i--) if (overlap(best, rest[i]) > 0.3) rest.splice(i, 1);
  }
  return kept;
}

function overlap(a: Face, b: Face): number {
  const across = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x));
  const down = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
  return (across * down) / (a.width * a.height + b.width * b.height - across * down);
}

function scaled({ x, y, width, height }: Face, by: number, left: number, top: number) {
  return { x: x * by - left, y: y * by - top, width: width * by, height: height * by };
}
