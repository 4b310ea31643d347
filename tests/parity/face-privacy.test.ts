// The expected files of the face-privacy playbook against an oracle that shares no code with Millrace, and against what people see in the photos.

import { readFileSync } from "node:fs";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { facesByPhoto, type Face } from "./face-privacy-oracle.ts";

const folder = new URL("../../templates/face-privacy/", import.meta.url);
const text = (path: string) => readFileSync(new URL(path, folder), "utf8");
const metrics = JSON.parse(text("metrics.json")) as {
  truth: Record<string, number>;
  photos: number;
  withPeople: number;
  faces: number;
  found: number;
  falseAlarms: number;
  leastScore: number;
  leastScoreOfAFace: number;
  greatestScoreWithoutPeople: number;
};

let oracle: Map<string, Face[]>;
let listed: Map<string, Face[]>;
beforeAll(async () => {
  oracle = await facesByPhoto(folder, 0.3);
  const [, ...lines] = text("expected/out/faces.csv").trimEnd().split("\n");
  listed = new Map([...oracle.keys()].map((photo) => [photo, []]));
  for (const line of lines) {
    const [path, , score, x, y, width, height] = line.split(",");
    listed
      .get(path.replace("data/photos/", ""))!
      .push({ score: +score, x: +x, y: +y, width: +width, height: +height });
  }
});

test("every face that people see is found, and none where there are none", () => {
  const counts = Object.fromEntries([...listed].map(([photo, faces]) => [photo, faces.length]));
  expect(counts).toEqual(metrics.truth);
  const truth = Object.values(metrics.truth);
  const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);
  expect(metrics).toMatchObject({
    photos: truth.length,
    withPeople: truth.filter((n) => n > 0).length,
    faces: sum(truth),
    found: sum(Object.values(counts)),
    falseAlarms: 0,
  });
});

test("the faces are those of the oracle: 4 pixels and 0.05 apart at the most", () => {
  // The oracle pads and resizes another way, so the model sees pixels that differ by a few steps.
  for (const [photo, faces] of oracle) {
    const sure = faces.filter(({ score }) => score >= metrics.leastScore);
    const found = listed.get(photo)!;
    expect(found.length, photo).toBe(sure.length);
    for (const face of found) {
      const near = sure.find((other) => Math.abs(other.x - face.x) <= 4 && Math.abs(other.y - face.y) <= 4);
      expect(near, `${photo} ${face.x},${face.y}`).toBeDefined();
      expect(Math.abs(near!.width - face.width), photo).toBeLessThanOrEqual(6);
      expect(Math.abs(near!.score - face.score), photo).toBeLessThanOrEqual(0.05);
    }
  }
});

test("the figures of the card are those of the oracle", () => {
  const best = (photo: string, otherwise: number) => oracle.get(photo)?.[0]?.score ?? otherwise;
  const without = Object.keys(metrics.truth).filter((photo) => metrics.truth[photo] === 0);
  expect(Math.max(...without.map((photo) => best(photo, 0)))).toBeCloseTo(
    metrics.greatestScoreWithoutPeople,
    1,
  );
  const people = Object.keys(metrics.truth).filter((photo) => metrics.truth[photo] > 0);
  const least = Math.min(...people.map((photo) => oracle.get(photo)![metrics.truth[photo] - 1].score));
  expect(least).toBeCloseTo(metrics.leastScoreOfAFace, 1);
});

test("inside a face the detail is gone, outside the photo is what it was", async () => {
  for (const [photo, faces] of listed) {
    const before = await gray(`data/photos/${photo}`);
    const after = await gray(`expected/out/photos/${photo}`);
    expect([after.width, after.height], photo).toEqual([before.width, before.height]);
    for (const face of faces) expect(detail(after, face), photo).toBeLessThan(0.15 * detail(before, face));
    // Compressed anew, a pixel differs by a few steps; where a box is, with its margin, it may differ by any.
    const grown = faces.map(({ x, y, width, height }) => [
      x - width * 0.3,
      y - height * 0.3,
      x + width * 1.3,
      y + height * 1.3,
    ]);
    let [sum, count] = [0, 0];
    before.data.forEach((value, i) => {
      const [x, y] = [i % before.width, Math.floor(i / before.width)];
      if (grown.some(([x1, y1, x2, y2]) => x >= x1 && x < x2 && y >= y1 && y < y2)) return;
      sum += Math.abs(value - after.data[i]);
      count++;
    });
    expect(sum / count, photo).toBeLessThan(3);
  }
});

test("what a telephone writes about a photo is not in the new file", async () => {
  const { exif, orientation } = await sharp(
    readFileSync(new URL("expected/out/photos/from-a-telephone.jpg", folder)),
  ).metadata();
  expect([exif, orientation]).toEqual([undefined, undefined]);
});

interface Gray {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

async function gray(path: string): Promise<Gray> {
  const { data, info } = await sharp(readFileSync(new URL(path, folder)))
    .rotate()
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The mean square of what a pixel differs from the mean of its four neighbours, inside the middle of a face. */
function detail({ data, width }: Gray, face: Face): number {
  let [sum, count] = [0, 0];
  for (let y = Math.round(face.y + face.height * 0.25); y < face.y + face.height * 0.75; y++)
    for (let x = Math.round(face.x + face.width * 0.25); x < face.x + face.width * 0.75; x++, count++) {
      const at = y * width + x;
      sum += (data[at] - (data[at - 1] + data[at + 1] + data[at - width] + data[at + width]) / 4) ** 2;
    }
  return sum / count;
}
