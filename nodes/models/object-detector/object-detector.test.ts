// object-detector: what it does with labels, overlaps, layouts by hand, open shapes, and models and pictures that do not fit.

import { expect, test } from "vitest";
import { constantModel, type ConstantModel } from "../../../tests/models/make-detectors.ts";
import { plainPicture, runPictureModel } from "../../../tests/support/run-picture-model.ts";
import objectDetector from "./object-detector.ts";

const row = (box: readonly number[], sure: number, ...classes: number[]) => [...box, sure, ...classes];

function yolo(rows: readonly (readonly number[])[], more: Partial<ConstantModel> = {}): Uint8Array {
  const data = new Float32Array(252 * rows[0].length);
  rows.forEach((numbers, i) => data.set(numbers, i * numbers.length));
  const output = { name: "output", shape: [1, 252, rows[0].length], data };
  return constantModel({ outputs: [output], ...more });
}

const A = [32, 32, 16, 8];
const B = [33, 32, 16, 8];
const TWO = yolo([row(A, 0.9, 0.1, 1), row(B, 0.8, 1, 0.1)]);

interface Found {
  readonly label: string | null;
  readonly score: number;
}
const boxesOf = (result: { rows: readonly Record<string, unknown>[] }) =>
  result.rows.map(({ boxes }) => boxes as Found[]);

test("boxes of different classes may overlap, unless they may not", async () => {
  const both = boxesOf(await runPictureModel(objectDetector, { model: TWO }));
  expect(both[0].map(({ label }) => label)).toEqual(["1", "0"]);
  const one = boxesOf(await runPictureModel(objectDetector, { model: TWO, params: { byClass: false } }));
  expect(one[0].map(({ label }) => label)).toEqual(["1"]);
  const all = await runPictureModel(objectDetector, { model: TWO, params: { byClass: false, overlap: 0.9 } });
  expect(boxesOf(all)[0]).toHaveLength(2);
  const first = await runPictureModel(objectDetector, { model: TWO, params: { most: 1 } });
  expect(boxesOf(first)[0]).toHaveLength(1);
});

test("boxes below the least score are left out, and a picture without boxes stays", async () => {
  const { rows } = await runPictureModel(objectDetector, { model: TWO, params: { score: 0.95 } });
  expect(rows).toMatchObject([{ id: 0, boxes: [] }]);
});

test("a box that reaches beyond the picture is cut off at its edge", async () => {
  // From -8 to 8 and from 12 to 24 in the input; the picture begins at 16.
  const { rows } = await runPictureModel(objectDetector, { model: yolo([row([0, 18, 16, 12], 0.9, 1)]) });
  expect(rows[0].boxes).toMatchObject([{ x: 0, y: 0, width: 8 / 0.32, height: 8 / 0.32 }]);
});

test.each([
  ["a param", { labels: ["cat", "dog"] }, {}],
  ["a file of lines", { labelsFile: "l.txt" }, { "l.txt": "cat\r\ndog\r\n" }],
  ["a file of JSON", { labelsFile: "l.json" }, { "l.json": '{"0": "cat", "1": "dog"}' }],
])("labels from %s", async (_, params, files) => {
  const result = await runPictureModel(objectDetector, { model: TWO, params, files });
  expect(boxesOf(result)[0].map(({ label }) => label)).toEqual(["dog", "cat"]);
});

test("a wrong number of labels is said while editing", async () => {
  const { issues, rows } = await runPictureModel(objectDetector, { model: TWO, params: { labels: ["cat"] } });
  expect(issues).toMatchObject([
    { code: "LABELS_COUNT", expected: "2 labels", got: "1" },
    { severity: "info" },
  ]);
  expect(rows).toEqual([]);
});

test("every picture is scaled by its own size, and one that cannot be read fails alone", async () => {
  const bad = { kind: "encoded", bytes: Uint8Array.of(1, 2, 3), name: "bad.png" } as const;
  const pictures = [plainPicture(200, 100), null, bad, plainPicture(64, 64)];
  const { rows, failed } = await runPictureModel(objectDetector, { model: yolo([row(A, 0.9, 1)]), pictures });
  expect(failed).toMatchObject([
    { row: 1, code: "NULL_VALUE", column: "image" },
    { row: 2, code: "IMAGE_UNREADABLE", cause: expect.stringContaining("bad.png") as string },
  ]);
  expect(rows).toMatchObject([
    { id: 0, boxes: [{ x: 75, y: 37.5, width: 50, height: 25 }] },
    { id: 3, boxes: [{ x: 24, y: 28, width: 16, height: 8 }] },
  ]);
});

test("shapes that the file leaves open are enough", async () => {
  const open = ["N", "boxes", 7] as const;
  const data = new Float32Array(2 * 7);
  data.set(row(A, 0.9, 0.1, 1));
  const model = constantModel({
    input: ["N", 3, "height", "width"],
    outputs: [{ name: "output", shape: [1, 2, 7], declared: open, data }],
    metadata: { imgsz: "[64, 64]" },
  });
  const { rows } = await runPictureModel(objectDetector, { model });
  expect(rows[0].boxes).toMatchObject([{ label: "1", x: 75 }]);
});

test("scores above 1 are told as logits, with the mapping that mends them", async () => {
  const model = yolo([row(A, 4, 1, 2)]);
  const { warnings } = await runPictureModel(objectDetector, { model });
  expect(warnings).toHaveLength(1);
  const [message] = warnings;
  expect(message).toMatch(/^SCORES_ABOVE_ONE.*the score 8\.00/);
  const mapping = JSON.parse(/Mapping \(mapping\) to (.*)\.$/.exec(message)![1]) as object;
  expect(mapping).toMatchObject({ logits: true });
  const mended = await runPictureModel(objectDetector, { model, params: { layout: "custom", mapping } });
  expect(mended.warnings).toEqual([]);
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
  expect(boxesOf(mended)[0][0].score).toBeCloseTo(sigmoid(4) * sigmoid(2), 5);
});

test("scores of just 1 are nothing to be told", async () => {
  const { warnings } = await runPictureModel(objectDetector, { model: yolo([row(A, 1, 0, 1)]) });
  expect(warnings).toEqual([]);
});

/** Two boxes in [1,2,4], and beside them what the test wants of scores. */
const beside = (scores: readonly number[], declared: readonly (number | string)[]) =>
  constantModel({
    outputs: [
      { name: "boxes", shape: [1, 2, 4], data: Float32Array.of(8, 8, 24, 24, 32, 32, 48, 48) },
      {
        name: "scores",
        shape: scores,
        declared,
        data: new Float32Array(scores.reduce((product, size) => product * size, 1)).fill(0.75),
      },
    ],
  });

test.each([
  ["no class", beside([1, 2, 0], [1, 2, "C"]), {}, "MODEL_OUTPUT_SHAPE", "[1,2,0]"],
  ["scores of fewer boxes", beside([1, 0], ["N", "C"]), {}, "MODEL_OUTPUT_SHAPE", "[1,0]"],
  ["more classes than labels", beside([1, 2, 3], [1, 2, "C"]), { labels: ["a"] }, "LABELS_COUNT", "1"],
])("an answer with %s is refused, where the file leaves it open", async (_, model, params, code, got) => {
  await expect(runPictureModel(objectDetector, { model, params })).rejects.toMatchObject({
    code,
    details: { got, fatal: true },
  });
});

test("a row that is too short for its mapping is refused", async () => {
  const output = {
    name: "things",
    shape: [1, 2, 5],
    declared: [1, 2, "numbers"],
    data: new Float32Array(10),
  };
  const mapping = { output: "things", form: "xyxy", score: 5 };
  const running = runPictureModel(objectDetector, {
    model: constantModel({ outputs: [output] }),
    params: { layout: "custom", mapping },
  });
  await expect(running).rejects.toMatchObject({ code: "MODEL_OUTPUT_SHAPE", details: { got: "[1,2,5]" } });
});

const ODD = constantModel({
  outputs: [
    {
      name: "things",
      shape: [1, 3, 9],
      data: Float32Array.from({ length: 27 }, (_, i) => [0, 0, 0.9, 0, 0.375, 0.4375, 0.25, 0.125, 1][i % 9]),
    },
    { name: "other", shape: [1, 5], data: new Float32Array(5) },
    { name: "third", shape: [1, 7, 5], data: new Float32Array(35) },
  ],
});

test("a layout that nobody knows is said with the shapes of the outputs, and can be mapped by hand", async () => {
  const unknown = await runPictureModel(objectDetector, { model: ODD });
  expect(unknown.issues).toMatchObject([
    {
      code: "MODEL_LAYOUT_UNKNOWN",
      got: "things float32[1,3,9], other float32[1,5], third float32[1,7,5]",
      hint: expect.stringContaining('"output":"things"') as string,
    },
  ]);
  const mapping = {
    output: "things",
    form: "xywh",
    box: [4, 5, 6, 7],
    score: 2,
    classes: { at: 8 },
    unit: true,
  };
  const params = { layout: "custom", mapping, fit: "letterbox" };
  const mapped = await runPictureModel(objectDetector, { model: ODD, params });
  expect(mapped.issues.filter(({ severity }) => severity !== "info")).toEqual([]);
  expect(mapped.rows[0].boxes).toMatchObject([{ label: "1", x: 75, y: 37.5, width: 50, height: 25 }]);
});

test.each([
  [{ output: "thing", form: "xyxy", score: 4 }, 'The model has no output "thing".'],
  [
    { output: "things", form: "xyxy", score: 9 },
    "The output things is float32[1,3,9]: a box has no number 9.",
  ],
  [{ output: "things", form: "xyxy" }, "The mapping does not say where the score of a box stands."],
])("a mapping that cannot be: %j", async (mapping, message) => {
  const { issues } = await runPictureModel(objectDetector, {
    model: ODD,
    params: { layout: "custom", mapping },
  });
  expect(issues[0]).toMatchObject({ code: "MODEL_LAYOUT_UNKNOWN", path: "params.mapping", message });
});

test("what a picture becomes is said, and can be written down", async () => {
  const { issues } = await runPictureModel(objectDetector, { model: TWO });
  expect(issues).toMatchObject([
    {
      code: "MODEL_PICTURE_INPUT",
      message: expect.stringContaining(
        "64 × 64, red green blue, 0 to 1, whole, with borders (#727272), NCHW",
      ) as string,
    },
  ]);
  expect(issues[0].fix?.commands).toContainEqual({
    do: "set-param",
    id: "",
    param: "fit",
    value: "letterbox",
  });
});

test("a model that takes no picture, or more than one thing, is said", async () => {
  const flat = await runPictureModel(objectDetector, {
    model: constantModel({
      input: [1, 16],
      outputs: [{ name: "y", shape: [1, 2], data: new Float32Array(2) }],
    }),
  });
  expect(flat.issues).toMatchObject([{ code: "MODEL_NO_PICTURE", got: "images float32[1,16]" }]);
  const more = [{ name: "prompt", dtype: "float32", shape: [1, 4] }] as const;
  const asks = await runPictureModel(objectDetector, { model: yolo([row(A, 0.9, 1)], { more }) });
  expect(asks.issues[0]).toMatchObject({ code: "MODEL_INPUT_MISMATCH", got: "prompt" });
});

test.each([
  [{ values: "imagenet" }, "PARAM_INVALID", "The model takes bytes, which hold 0 to 255 only."],
  [{ background: "red" }, "PARAM_INVALID", "A colour is written #rrggbb."],
  [{ width: 32 }, "MODEL_SIZE_FIXED", "The model file fixes the width of its input at 64, so that is taken."],
])("params that do not fit the file: %j", async (params, code, message) => {
  const model = yolo([row(A, 0.9, 1)], { dtype: "uint8" });
  const { issues } = await runPictureModel(objectDetector, { model, params });
  expect(issues[0]).toMatchObject({ code, message });
});
