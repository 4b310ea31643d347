// segment-image: masks, classes and things from tensors that the test has filled, against values that it computes pixel by pixel itself.

import { expect, test } from "vitest";
import type { Pixels } from "../../../engine/frames/image.ts";
import { constantModel, type ConstantOutput } from "../../../tests/models/make-detectors.ts";
import { plainPicture, runPictureModel, type PictureRun } from "../../../tests/support/run-picture-model.ts";
import segmentImage from "./segment-image.ts";

const run = (given: PictureRun) => runPictureModel(segmentImage, given);
const model = (...outputs: ConstantOutput[]) => constantModel({ outputs });
const floats = (name: string, shape: readonly number[], data: ArrayLike<number>): ConstantOutput => ({
  name,
  shape,
  data: Float32Array.from(data),
});

/** Numbers that look like chance and are always the same. */
function numbers(count: number, seed: number, spread = 1): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state / 2147483648) * spread;
  });
}

const [WIDTH, HEIGHT, INPUT] = [30, 20, 64];

/** A plane at a place of the picture, computed as the papers have it: middles at halves, edges repeated. `top` and `inner`: the picture in the input. */
function at(plane: readonly number[], side: number, x: number, y: number, top = 0, inner = INPUT): number {
  const ratio = side / INPUT;
  const [least, most] = [Math.floor(top * ratio), Math.ceil((top + inner) * ratio) - 1];
  const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  const u = clamp(((x + 0.5) * INPUT * ratio) / WIDTH - 0.5, 0, side - 1);
  const v = clamp((((y + 0.5) * inner) / HEIGHT + top) * ratio - 0.5, least, most);
  const cell = (i: number, j: number) => plane[clamp(j, least, most) * side + clamp(i, 0, side - 1)];
  const [i, j] = [Math.floor(u), Math.floor(v)];
  const [p, q] = [u - i, v - j];
  return (
    (1 - p) * (1 - q) * cell(i, j) +
    p * (1 - q) * cell(i + 1, j) +
    (1 - p) * q * cell(i, j + 1) +
    p * q * cell(i + 1, j + 1)
  );
}

function everyPixel(value: (x: number, y: number) => number): number[] {
  return Array.from({ length: WIDTH * HEIGHT }, (_, i) => value(i % WIDTH, Math.floor(i / WIDTH)));
}

const PICTURE = [plainPicture(WIDTH, HEIGHT, undefined, "p.png")];
const maskOf = (row: Record<string, unknown>, name = "mask") => row[name] as Pixels;

/** A byte more or less, where rounding meets a half. */
function expectBytes(got: Uint8Array, expected: readonly number[]) {
  expect(got).toHaveLength(expected.length);
  expect(Math.max(...expected.map((value, i) => Math.abs(value - got[i])))).toBeLessThanOrEqual(0.501);
}

test.each([
  ["[1,1,H,W]", [1, 1, 8, 8]],
  ["[1,H,W]", [1, 8, 8]],
  ["[1,H,W,1]", [1, 8, 8, 1]],
  ["[H,W]", [8, 8]],
])("a mask of %s is brought to the picture's size", async (_, shape) => {
  const plane = numbers(64, 1);
  const { rows, issues } = await run({ model: model(floats("alpha", shape, plane)), pictures: PICTURE });
  expect(issues.map(({ code }) => code)).toEqual(["MODEL_PICTURE_INPUT"]);
  const mask = maskOf(rows[0]);
  expect(mask).toMatchObject({ kind: "pixels", width: WIDTH, height: HEIGHT, channels: 1, name: "p.png" });
  const expected = everyPixel((x, y) => at(plane, 8, x, y) * 255);
  expectBytes(mask.data, expected);
  expect(rows[0].share).toBeCloseTo(expected.reduce((sum, value) => sum + value, 0) / 255 / 600, 3);
  expect(Object.keys(rows[0])).toEqual(["image", "id", "mask", "share"]);
});

test("borders around the picture are taken off, and do not bleed into it", async () => {
  // 30 × 20 lies in 64 × 64 as 64 × 43, 10 below the top; the plane has 16 × 16 places, those of the borders are full.
  const inner = 43;
  const plane = Array.from({ length: 256 }, (_, i) => (i < 32 || i >= 14 * 16 ? 1 : 0.25));
  const params = { fit: "letterbox" };
  const { rows } = await run({
    model: model(floats("alpha", [1, 1, 16, 16], plane)),
    params,
    pictures: PICTURE,
  });
  expectBytes(
    maskOf(rows[0]).data,
    everyPixel((x, y) => at(plane, 16, x, y, 10, inner) * 255),
  );
  expect(new Set(maskOf(rows[0]).data)).toEqual(new Set([64]));
});

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

test.each<
  [string, Record<string, unknown>, readonly number[], (value: number, all: readonly number[]) => number]
>([
  [
    "logits are found by what lies outside of 0 to 1",
    {},
    numbers(64, 2, 8).map((value) => value - 4),
    sigmoid,
  ],
  ["logits, as it is said", { maskValues: "logits" }, numbers(64, 3), sigmoid],
  ["0 to 255", { maskValues: "bytes" }, numbers(64, 4, 255), (value) => value / 255],
  [
    "least to greatest",
    { maskValues: "range" },
    numbers(64, 5, 0.5),
    (value, all) => (value - Math.min(...all)) / (Math.max(...all) - Math.min(...all)),
  ],
])("values of a mask: %s", async (_, params, plane, share) => {
  const { rows } = await run({ model: model(floats("a", [1, 1, 8, 8], plane)), params, pictures: PICTURE });
  const shares = plane.map((value) => share(value, plane));
  expectBytes(
    maskOf(rows[0]).data,
    everyPixel((x, y) => at(shares, 8, x, y) * 255),
  );
});

test("a mask is cut where it is said, and the first of several outputs counts", async () => {
  const plane = numbers(64, 6);
  const side = floats("side", [1, 1, 4, 4], new Array<number>(16).fill(0.5));
  const { rows } = await run({
    model: model(floats("alpha", [1, 1, 8, 8], plane), side),
    params: { cut: 0.4 },
    pictures: PICTURE,
  });
  const sure = (value: number) => Math.abs(value - 0.4) > 1e-6;
  const expected = everyPixel((x, y) => at(plane, 8, x, y));
  expect(maskOf(rows[0]).data.filter((_, i) => sure(expected[i]))).toEqual(
    Uint8Array.from(expected.filter(sure), (value) => (value >= 0.4 ? 255 : 0)),
  );
});

const CLASSES = 4;
const LABELS = ["background", "road", "tree", "sky"];
const LOGITS = Array.from({ length: CLASSES }, (_, i) => numbers(64, 20 + i, 10));
const CLASS_AT = everyPixel((x, y) => {
  const scores = LOGITS.map((plane) => at(plane, 8, x, y));
  return scores.indexOf(Math.max(...scores));
});
const PLANAR = floats("logits", [1, CLASSES, 8, 8], LOGITS.flat());
const TOGETHER = floats(
  "logits",
  [1, 8, 8, CLASSES],
  Array.from({ length: 64 * CLASSES }, (_, i) => LOGITS[i % CLASSES][Math.floor(i / CLASSES)]),
);

test.each([
  ["planes", PLANAR],
  ["pixels", TOGETHER],
])("scores of classes as %s: interpolated, then the greatest", async (_, output) => {
  const { rows } = await run({ model: model(output), params: { labels: LABELS }, pictures: PICTURE });
  expect(Array.from(maskOf(rows[0], "map").data)).toEqual(CLASS_AT);
  expect(Array.from(maskOf(rows[0]).data)).toEqual(CLASS_AT.map((id) => (id === 0 ? 0 : 255)));
  const counts = LABELS.map((label, id) => ({
    label,
    share: CLASS_AT.filter((each) => each === id).length / CLASS_AT.length,
  })).sort((a, b) => b.share - a.share);
  expect(rows[0].classes).toEqual(counts.filter(({ share }) => share > 0));
  expect(rows[0].label).toBe(counts.find(({ label }) => label !== "background")!.label);
  expect(rows[0].share).toBeCloseTo(1 - counts.find(({ label }) => label === "background")!.share, 12);
});

test("numbers of classes are taken from the nearest place", async () => {
  const ids = Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 0 : i < 32 ? 2 : 3));
  const output = {
    name: "ids",
    shape: [1, 8, 8],
    dtype: "int64",
    data: BigInt64Array.from(ids, BigInt),
  } as const;
  const params = { labels: LABELS, maskClasses: ["sky"] };
  const { rows } = await run({ model: model(output), params, pictures: PICTURE });
  const expected = everyPixel((x, y) => (x < 15 ? 0 : y < 10 ? 2 : 3));
  expect(Array.from(maskOf(rows[0], "map").data)).toEqual(expected);
  expect(Array.from(maskOf(rows[0]).data)).toEqual(expected.map((id) => (id === 3 ? 255 : 0)));
  expect(rows[0]).toMatchObject({
    label: "sky",
    share: 0.25,
    classes: [
      { label: "background", share: 0.5 },
      { label: "tree", share: 0.25 },
      { label: "sky", share: 0.25 },
    ],
  });
});

/** Of 200 × 100 in 64 × 64 with 16 pixels of border above: 24 in the input is 75 in the picture. */
const DOG = { box: [32, 32, 16, 8], scores: [0.01, 0.9], mixed: [1, 0] };
const SHADOW = { box: [33, 32, 16, 8], scores: [0.01, 0.8], mixed: [1, 0] };
const CAT = { box: [52, 30, 8, 20], scores: [0.75, 0.01], mixed: [-1, 4] };
/** 16 × 16 places: the first prototype is right of the middle of the input, the second is everywhere. */
const PROTOTYPES = floats(
  "output1",
  [1, 2, 16, 16],
  [...Array.from({ length: 256 }, (_, i) => (i % 16 < 8 ? -1 : 1)), ...new Array<number>(256).fill(1)],
);
const THINGS = [CAT, SHADOW, DOG];

function rowsOf(
  make: (thing: (typeof THINGS)[number]) => readonly number[],
  count: number,
  transposed: boolean,
) {
  const width = make(DOG).length;
  const value = (box: number, i: number) => (THINGS[box] ? make(THINGS[box])[i] : 0);
  return transposed
    ? floats(
        "output0",
        [1, width, count],
        Array.from({ length: width * count }, (_, at_) => value(at_ % count, Math.floor(at_ / count))),
      )
    : floats(
        "output0",
        [1, count, width],
        Array.from({ length: width * count }, (_, at_) => value(Math.floor(at_ / width), at_ % width)),
      );
}

const corners = ([x, y, w, h]: readonly number[]) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2];

test.each([
  ["yolo-v8", rowsOf(({ box, scores, mixed }) => [...box, ...scores, ...mixed], 84, true)],
  ["yolo-v5", rowsOf(({ box, scores, mixed }) => [...box, 1, ...scores, ...mixed], 252, false)],
])("things of %s-seg have a box, an outline and an area each", async (name, output) => {
  const metadata = { names: "{0: 'cat', 1: 'dog'}" };
  const { rows, issues } = await run({ model: constantModel({ outputs: [output, PROTOTYPES], metadata }) });
  expect(issues).toMatchObject([{ message: expect.stringContaining(`read as ${name}`) as string }]);
  // The dog is what of its box lies right of the middle: 100 to 125, 37.5 to 62.5. Middles of pixels count: 25 × 25 of them (38 to 62).
  const dog = { label: "dog", x: 75, y: 37.5, width: 50, height: 25, area: 25 * 25 };
  const cat = { label: "cat", x: 150, y: 12.5, width: 25, height: 62.5 };
  expect(rows[0].boxes).toMatchObject([dog, cat]);
  const [found, second] = rows[0].boxes as { points: number[]; area: number; score: number }[];
  expect(found.score).toBeCloseTo(0.9, 6);
  expect(found.points).toEqual([100, 37, 125, 37, 125, 62, 100, 62]);
  expect(second.area).toBe(25 * 63);
  const inDog = (x: number, y: number) => x >= 100 && x < 125 && y >= 37 && y < 62;
  const inCat = (x: number, y: number) => x >= 150 && x < 175 && y >= 12 && y < 75;
  const expected = Array.from({ length: 200 * 100 }, (_, i) => {
    const [x, y] = [i % 200, Math.floor(i / 200)];
    return inDog(x, y) ? 1 : inCat(x, y) ? 2 : 0;
  });
  expect(Array.from(maskOf(rows[0], "map").data)).toEqual(expected);
  expect(Array.from(maskOf(rows[0]).data)).toEqual(expected.map((id) => (id > 0 ? 255 : 0)));
  expect(rows[0].share).toBeCloseTo((625 + 25 * 63) / 20000, 12);
});

test("things without overlaps stay as the model gives them, and classes may be left out", async () => {
  const end = rowsOf(
    ({ box, scores, mixed }) => [...corners(box), Math.max(...scores), scores[0] > 0.5 ? 0 : 1, ...mixed],
    300,
    false,
  );
  const given = { model: constantModel({ outputs: [end, PROTOTYPES] }) };
  const all = await run(given);
  expect((all.rows[0].boxes as unknown[]).length).toBe(3);
  const cats = await run({ ...given, params: { labels: ["cat", "dog"], maskClasses: ["cat"] } });
  expect(cats.rows[0].boxes).toMatchObject([{ label: "cat", area: 25 * 63 }]);
});

const ODD = model(
  floats("deep", [1, 2, 3, 4, 4], new Array<number>(96).fill(0)),
  floats("planes", [16, 16, 2], numbers(512, 9)),
);

test("a layout that nobody knows is said with its shapes, and can be mapped by hand", async () => {
  const unknown = await run({ model: ODD });
  expect(unknown.issues).toMatchObject([
    {
      code: "MODEL_LAYOUT_UNKNOWN",
      got: "deep float32[1,2,3,4,4], planes float32[16,16,2]",
      hint: expect.stringContaining('"axes":"nchw"') as string,
    },
  ]);
  const mapping = { output: "planes", gives: "mask", axes: "hwc", channel: 1 };
  const { rows, issues } = await run({
    model: ODD,
    params: { layout: "custom", mapping },
    pictures: PICTURE,
  });
  expect(issues.filter(({ severity }) => severity !== "info")).toEqual([]);
  const plane = numbers(512, 9).filter((_, i) => i % 2 === 1);
  expectBytes(
    maskOf(rows[0]).data,
    everyPixel((x, y) => at(plane, 16, x, y) * 255),
  );
});

test.each([
  [{ output: "plane", gives: "mask", axes: "hw" }, 'The model has no output "plane".'],
  [
    { output: "planes", gives: "mask", axes: "hww" },
    'The order "hww" does not say where height and width stand.',
  ],
  [
    { output: "planes", gives: "classes", axes: "nhw" },
    'The order "nhw" does not say where height and width stand.',
  ],
  [
    { output: "planes", gives: "mask", axes: "nchw" },
    'The output planes is float32[16,16,2], and "nchw" has 4 letters.',
  ],
  [
    { output: "planes", gives: "mask", axes: "hwc", channel: 2 },
    "The output planes is float32[16,16,2]: it has no channel 2.",
  ],
])("a mapping that cannot be: %j", async (mapping, message) => {
  const { issues } = await run({ model: ODD, params: { layout: "custom", mapping } });
  expect(issues).toMatchObject([{ code: "MODEL_LAYOUT_UNKNOWN", path: "params.mapping", message }]);
});

test.each<[Record<string, unknown>, string, string]>([
  [{ fit: "cover" }, "PARAM_INVALID", "What is cut off of a picture would have no mask."],
  [{ labels: ["a", "b"] }, "LABELS_COUNT", "The model has 4 classes, and there are 2 labels."],
  [{ labels: LABELS, maskClasses: ["bus"] }, "LABEL_UNKNOWN", 'The model knows no class "bus".'],
  [{ maskClasses: ["4"] }, "LABEL_UNKNOWN", 'The model knows no class "4".'],
  [{ layout: "mask", mask: "image" }, "COLUMN_DUPLICATE", '"image"'],
  [{ layout: "yolo-v8" }, "MODEL_LAYOUT_UNKNOWN", "The outputs do not fit the layout yolo-v8"],
])("params that do not fit the file: %j", async (params, code, message) => {
  const { issues } = await run({ model: model(PLANAR), params });
  expect(issues).toContainEqual(
    expect.objectContaining({ code, severity: "error", message: expect.stringContaining(message) as string }),
  );
});

test("more classes than a byte can say are refused, and a number beyond fails its row", async () => {
  const many = await run({
    model: model(floats("y", [1, 300, 4, 8], new Array<number>(9600).fill(0))),
    params: { layout: "custom", mapping: { output: "y", gives: "classes", axes: "nchw" } },
  });
  expect(many.issues[0]).toMatchObject({ code: "MASK_CLASSES", got: "300" });
  const output = {
    name: "ids",
    shape: [1, 8, 8],
    dtype: "int64",
    data: BigInt64Array.from({ length: 64 }, () => 999n),
  } as const;
  const { rows, failed } = await run({ model: model(output) });
  expect(rows).toEqual([]);
  expect(failed).toMatchObject([{ code: "MASK_CLASSES", cause: expect.stringContaining("999") as string }]);
});

test("every picture has a mask of its own size, and one that cannot be read fails alone", async () => {
  const bad = { kind: "encoded", bytes: Uint8Array.of(1, 2, 3), name: "bad.png" } as const;
  const pictures = [plainPicture(5, 3), null, bad, plainPicture(1, 1)];
  const alpha = floats("alpha", [1, 1, 8, 8], new Array<number>(64).fill(1));
  const { rows, failed } = await run({ model: model(alpha), pictures });
  expect(failed).toMatchObject([
    { row: 1, code: "NULL_VALUE" },
    { row: 2, code: "IMAGE_UNREADABLE", cause: expect.stringContaining("bad.png") as string },
  ]);
  expect(rows).toMatchObject([
    { id: 0, share: 1, mask: { width: 5, height: 3, data: new Uint8Array(15).fill(255) } },
    { id: 3, share: 1, mask: { width: 1, height: 1, data: Uint8Array.of(255) } },
  ]);
});

test("a list of boxes or of scores is taken for no mask", async () => {
  const boxes = await run({ model: model(floats("boxes", [1, 84, 9], new Array<number>(756).fill(0))) });
  expect(boxes.issues).toMatchObject([{ code: "MODEL_LAYOUT_UNKNOWN" }]);
  const scores = {
    ...floats("y", [1, 9], new Array<number>(9).fill(0)),
    declared: ["N", "classes"],
  } as const;
  expect((await run({ model: model(scores) })).issues).toMatchObject([{ code: "MODEL_LAYOUT_UNKNOWN" }]);
});
