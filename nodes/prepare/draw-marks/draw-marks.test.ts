// draw-marks: which pixels change, that words are drawn without any font, and that colours are stable.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { Pixels } from "../../../engine/frames/image.ts";
import { boxesType, POINTS } from "../../../engine/frames/marks.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { drawable, eachDot, textWidth } from "../../_shared/drawing/bitmap-font.ts";
import { captionOf } from "../../_shared/drawing/draw-box.ts";
import { labelColour } from "../../_shared/drawing/label-colour.ts";
import drawMarks from "./draw-marks.ts";

const [WIDTH, HEIGHT] = [60, 40];
const gray = (width = WIDTH, height = HEIGHT): Pixels => ({
  kind: "pixels",
  data: new Uint8Array(width * height * 3).fill(128),
  width,
  height,
  channels: 3,
  name: "g",
});
const BOX = {
  label: "dog",
  score: 0.876,
  x: 20,
  y: 15,
  width: 20,
  height: 10,
  points: null,
  keypoints: null,
};

async function draw(
  params: Record<string, unknown>,
  boxes: object[] | null = [BOX],
  mask: Pixels | null = null,
) {
  const keypoints = field("keypoints", { type: "list", of: { type: "float64" } });
  const fields = [
    field("image", "image"),
    field("boxes", boxesType([POINTS, keypoints])),
    field("mask", "image"),
  ];
  const frame = frameOf({ fields }, [{ image: gray(), boxes, mask }]);
  const given = { lineWidth: 2, textScale: 1, showLabels: false, showScores: false, ...params };
  const result = await runNode(drawMarks, { params: given, inputs: { in: [frame] } });
  const out = result.outputs.out?.[0];
  const { data } = out && out.length > 0 ? (out.column("marked").get(0) as Pixels) : gray();
  const at = (x: number, y: number) => [...data.subarray((y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3)];
  const changed = Array.from({ length: WIDTH * HEIGHT }, (_, i) => [i % WIDTH, Math.floor(i / WIDTH)]).filter(
    ([x, y]) => at(x, y).join() !== "128,128,128",
  );
  return { ...result, at, changed };
}

test("a frame of two pixels, of the label's colour, inside the box", async () => {
  const { changed, at } = await draw({});
  const inFrame = (x: number, y: number) =>
    x >= 20 && x < 40 && y >= 15 && y < 25 && (x < 22 || x >= 38 || y < 17 || y >= 23);
  expect(changed.every(([x, y]) => inFrame(x, y))).toBe(true);
  expect(changed).toHaveLength(20 * 10 - 16 * 6);
  expect(at(20, 15)).toEqual(labelColour("dog"));
});

test("a label stands above the box, in dots of our own font", async () => {
  const { at } = await draw({ showLabels: true });
  const words = "dog";
  // Two pixels of room around; the line's half is one pixel: 15 - 1 - 11 = 3 and 20 - 1 = 19.
  const dots = new Set<string>();
  eachDot(words, (x, y) => dots.add(`${19 + 2 + x},${3 + 2 + y}`));
  const [paper, ink] = [labelColour("dog").join(), at(21 + 4, 5).join()];
  expect(ink).not.toBe(paper);
  for (let y = 3; y < 14; y++)
    for (let x = 19; x < 19 + textWidth(words) + 4 && x < WIDTH; x++)
      expect(at(x, y).join(), `${x},${y}`).toBe(dots.has(`${x},${y}`) ? ink : paper);
});

test("a caption is the label and the score with two digits, as far as they are there and wanted", () => {
  const style = { lineWidth: 1, textScale: 1, showLabels: true, showScores: true };
  expect(captionOf(BOX, style)).toBe("dog 0.88");
  expect(captionOf({ ...BOX, label: null }, style)).toBe("0.88");
  expect(captionOf({ ...BOX, score: null }, style)).toBe("dog");
  expect(captionOf(BOX, { ...style, showScores: false })).toBe("dog");
});

test("the font has every sign of ASCII, a box for others, and letters for letters with accents", () => {
  const dotsOf = (text: string) => {
    const dots: string[] = [];
    eachDot(text, (x, y) => dots.push(`${x},${y}`));
    return dots.join(" ");
  };
  const signs = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));
  expect(new Set(signs.map(dotsOf)).size).toBe(94);
  expect(dotsOf("L")).toBe("0,0 0,1 0,2 0,3 0,4 0,5 0,6 1,6 2,6 3,6 4,6");
  expect(drawable("Zürich Straße")).toBe("Zurich Strasse");
  expect(dotsOf("語")).toBe(dotsOf("字"));
  expect(textWidth("ab")).toBe(11);
});

test("an outline instead of the upright box, and points as discs", async () => {
  const points = [30, 5, 50, 20, 30, 35, 10, 20];
  const { at, changed } = await draw({ lineWidth: 1 }, [{ ...BOX, points, keypoints: [5.5, 5.5] }]);
  expect(at(20, 12)).toEqual(labelColour("dog"));
  expect(at(40, 12)).toEqual(labelColour("dog"));
  expect(at(5, 5)).toEqual(labelColour("dog"));
  expect(at(30, 20)).toEqual([128, 128, 128]);
  expect(changed.some(([x, y]) => x === 20 && y === 24)).toBe(false);
});

test("a mask is laid over with its opacity", async () => {
  const mask: Pixels = {
    ...gray(),
    channels: 1,
    data: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i === 0 ? 255 : 0)),
  };
  const { at, changed } = await draw({ mask: "mask", opacity: 0.5 }, [], mask);
  const colour = labelColour("mask");
  expect(at(0, 0)).toEqual(colour.map((value) => 128 + Math.round((value - 128) / 2)));
  expect(changed).toHaveLength(1);
  const small = { ...mask, data: new Uint8Array(4), width: 2, height: 2 };
  expect((await draw({ mask: "mask" }, [], small)).failed).toMatchObject([{ code: "MASK_SIZE" }]);
});

test("colours depend on the label alone, and differ", () => {
  expect(labelColour("dog")).toEqual(labelColour("dog"));
  const labels = ["dog", "cat", "car", "person", "face", "bus", "bird", "cup"];
  expect(new Set(labels.map((label) => labelColour(label).join())).size).toBe(labels.length);
});

test("boxes beyond the edge and without a size draw what is in the picture, and no more", async () => {
  const { changed } = await draw({}, [
    { ...BOX, x: -10, y: -10 },
    { ...BOX, x: 500 },
    { ...BOX, x: 5, y: 35, width: 0, height: 0 },
  ]);
  expect(changed.every(([x, y]) => x < 10 && (y < 1 || y >= 35))).toBe(true);
});

test("only chosen boxes are drawn; a row that nobody looked at fails", async () => {
  expect((await draw({ labels: ["cat"] })).changed).toEqual([]);
  expect((await draw({ score: 0.9 })).changed).toEqual([]);
  expect((await draw({}, null)).failed).toMatchObject([{ code: "NULL_VALUE" }]);
});

test("where a mask is named and no boxes arrive, the fix draws the mask alone", () => {
  const fields = [field("image", "image", false), field("mask", "image", false)];
  const issuesOf = (params: object) =>
    drawMarks.schema({
      params: drawMarks.params.parse(params),
      inputs: { in: { fields } },
      wires: {},
      facts: null,
    }).issues;
  const [issue] = issuesOf({ mask: "mask" }) ?? [];
  expect(issue).toMatchObject({ code: "COLUMN_UNKNOWN", fix: { label: "Draw the mask alone" } });
  expect(issuesOf({ mask: "mask", boxes: "" })).toEqual([]);
  expect(issuesOf({})?.[0].fix).toBeUndefined();
});
