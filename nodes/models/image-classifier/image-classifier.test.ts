// image-classifier: scores worked out by hand, labels from wherever they are, and the values a model sees.

import { expect, test } from "vitest";
import { onnxModel } from "../../../engine/models/onnx/build.ts";
import { constantModel } from "../../../tests/models/make-detectors.ts";
import { plainPicture, runPictureModel } from "../../../tests/support/run-picture-model.ts";
import imageClassifier from "./image-classifier.ts";

const scores = (values: readonly number[], shape = [1, values.length], metadata?: Record<string, string>) =>
  constantModel({ outputs: [{ name: "y", shape, data: Float32Array.from(values) }], metadata });

test("logits go through a softmax, shares stay as they are", async () => {
  const logits = await runPictureModel(imageClassifier, {
    model: scores([0, Math.log(3), 0]),
    params: { top: 2 },
  });
  expect(logits.rows[0].label).toBe("1");
  expect(logits.rows[0].score).toBeCloseTo(3 / 5, 6);
  const list = logits.rows[0].classes as { label: string; score: number }[];
  expect(list.map(({ label }) => label)).toEqual(["1", "0"]);
  expect(list[1].score).toBeCloseTo(1 / 5, 6);
  const shares = await runPictureModel(imageClassifier, { model: scores([0.25, 0.125, 0.625]) });
  expect(shares.rows[0]).toMatchObject({ label: "2", score: 0.625 });
  const several = await runPictureModel(imageClassifier, {
    model: scores([0, 2]),
    params: { scores: "sigmoid" },
  });
  expect(several.rows[0].score).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  expect((several.rows[0].classes as { score: number }[])[1].score).toBe(0.5);
});

test.each([
  ["the file's metadata", {}, {}],
  ["a file", { labelsFile: "l.txt" }, { "l.txt": "a\nb\n" }],
  ["a param", { labels: ["a", "b"] }, {}],
])("labels from %s", async (_, params, files) => {
  const model = scores([0.1, 0.9], [1, 2, 1, 1], { names: "['a', 'b']" });
  expect((await runPictureModel(imageClassifier, { model, params, files })).rows[0]).toMatchObject({
    label: "b",
  });
});

test("a labels file of the wrong length, and a model without scores, are said while editing", async () => {
  const short = await runPictureModel(imageClassifier, {
    model: scores([0.1, 0.9]),
    params: { labelsFile: "l.txt" },
    files: { "l.txt": "a\nb\nc\n" },
  });
  expect(short.issues).toMatchObject([
    { code: "LABELS_COUNT", expected: "2 labels", got: "3" },
    { severity: "info" },
  ]);
  const boxes = constantModel({ outputs: [{ name: "b", shape: [1, 9, 4], data: new Float32Array(36) }] });
  expect((await runPictureModel(imageClassifier, { model: boxes })).issues).toMatchObject([
    { code: "MODEL_NO_SCORES", got: "b float32[1,9,4]" },
  ]);
});

test.each([
  ["labels of another number", [1, 2], { labels: ["a", "b", "c"] }],
  ["outputs without scores", [1, 1, 2], {}],
])("of a model that takes no picture, %s are not told besides", async (_, shape, params) => {
  const model = constantModel({
    input: [1, 16],
    outputs: [{ name: "y", shape, data: new Float32Array(2) }],
  });
  const { issues } = await runPictureModel(imageClassifier, { model, params });
  expect(issues.map(({ code }) => code)).toEqual(["MODEL_NO_PICTURE"]);
});

test.each([
  ["labels, where the file leaves it open", [1, "C"], { labels: ["a", "b"] }, "LABELS_COUNT", "2"],
  ["its file says", [1, 2], {}, "MODEL_OUTPUT_SHAPE", "3"],
])("a model that answers more classes than %s is refused", async (_, declared, params, code, got) => {
  const data = Float32Array.of(0.125, 0.125, 0.75);
  const model = constantModel({ outputs: [{ name: "y", shape: [1, 3], data, declared }] });
  await expect(runPictureModel(imageClassifier, { model, params })).rejects.toMatchObject({
    code,
    details: { got, fatal: true },
  });
});

test.each(["{oops", ""])("a labels file that names none is refused: %j", async (text) => {
  const params = { labelsFile: "l.json" };
  const running = runPictureModel(imageClassifier, {
    model: scores([0.1, 0.9]),
    params,
    files: { "l.json": text },
  });
  await expect(running).rejects.toMatchObject({ code: "LABELS_UNREADABLE" });
});

test("a model that gives no class at all is told before the run", async () => {
  expect((await runPictureModel(imageClassifier, { model: scores([], [1, 0]) })).issues).toMatchObject([
    { code: "MODEL_NO_SCORES", got: "y float32[1,0]" },
  ]);
});

/** The mean of each plane: what the model sees of a picture of one colour. */
function meansModel(): Uint8Array {
  return onnxModel({
    inputs: [{ name: "images", dtype: "float32", shape: ["N", 3, 8, 8] }],
    outputs: [{ name: "y", dtype: "float32", shape: ["N", 3] }],
    nodes: [
      {
        op: "ReduceMean",
        inputs: ["images"],
        outputs: ["y"],
        attributes: { axes: { ints: [2, 3] }, keepdims: { int: 0 } },
      },
    ],
  });
}

test.each<[Record<string, unknown>, (byte: number, channel: number) => number]>([
  [{}, (byte, i) => (byte / 255 - [0.485, 0.456, 0.406][i]) / [0.229, 0.224, 0.225][i]],
  [{ values: "unit" }, (byte) => byte / 255],
  [{ values: "signed" }, (byte) => byte / 127.5 - 1],
  [{ values: "none" }, (byte) => byte],
  [
    { values: "custom", mean: [0.5], std: [0.1, 0.2, 0.5] },
    (byte, i) => (byte / 255 - 0.5) / [0.1, 0.2, 0.5][i],
  ],
])("what the model sees with %j", async (params, expected) => {
  const colour = [200, 100, 50];
  const { rows } = await runPictureModel(imageClassifier, {
    model: meansModel(),
    params: { scores: "none", ...params },
    pictures: [plainPicture(20, 10, colour)],
  });
  const list = rows[0].classes as { label: string; score: number }[];
  // float32 means of 64 equal values: five digits.
  for (const { label, score } of list) expect(score).toBeCloseTo(expected(colour[+label], +label), 4);
  const turned = await runPictureModel(imageClassifier, {
    model: meansModel(),
    params: { scores: "none", values: "none", colours: "bgr" },
    pictures: [plainPicture(20, 10, colour)],
  });
  expect(turned.rows[0]).toMatchObject({ label: "2", score: 200 });
});

/** As `meansModel`, for models that divide bytes by 255 themselves, and take the mean of Caffe off in the order of blue, green, red. */
function ownScale(op: "Div" | "Sub", by: readonly number[]): Uint8Array {
  return onnxModel({
    inputs: [{ name: "images", dtype: "float32", shape: ["N", 3, 8, 8] }],
    outputs: [{ name: "y", dtype: "float32", shape: ["N", 3] }],
    initializers: [
      { name: "by", dtype: "float32", shape: [1, by.length, 1, 1], data: Float32Array.from(by) },
    ],
    nodes: [
      { op, inputs: ["images", "by"], outputs: ["scaled"] },
      {
        op: "ReduceMean",
        inputs: ["scaled"],
        outputs: ["y"],
        attributes: { axes: { ints: [2, 3] }, keepdims: { int: 0 } },
      },
    ],
  });
}

test("what the graph does first says which values and colours a picture becomes", async () => {
  const pictures = [plainPicture(20, 10, [200, 100, 50])];
  const scaled = { model: ownScale("Div", [255]), params: { scores: "none" }, pictures };
  const { rows } = await runPictureModel(imageClassifier, scaled);
  const first = (rows[0].classes as { label: string; score: number }[])[0];
  const said = (await runPictureModel(imageClassifier, scaled)).issues.at(-1)?.message;
  expect(said).toContain("The values follow from the file: the graph divides by 255 first");
  expect([first.label, Math.round(first.score * 255)]).toEqual(["0", 200]);
  const caffe = { model: ownScale("Sub", [104, 117, 123]), params: { scores: "none" }, pictures };
  const turned = (await runPictureModel(imageClassifier, caffe)).rows[0].classes as { label: string }[];
  // Red, 200, is the last of blue, green and red.
  expect(turned[0].label).toBe("2");
});

test("values and colours set by hand that the file contradicts are told, with a fix", async () => {
  const model = ownScale("Sub", [104, 117, 123]);
  const found = async (params: Record<string, unknown>) =>
    (await runPictureModel(imageClassifier, { model, params })).issues;
  expect(await found({ values: "unit", colours: "rgb" })).toMatchObject([
    {
      code: "MODEL_VALUE_RANGE",
      path: "params.values",
      expected: "0 to 255",
      got: "0 to 1",
      fix: { commands: [{ param: "values", value: "none" }] },
    },
    {
      code: "MODEL_CHANNEL_ORDER",
      path: "params.colours",
      fix: { commands: [{ param: "colours", value: "bgr" }] },
    },
    { code: "MODEL_PICTURE_INPUT" },
  ]);
  for (const right of [{}, { values: "none", colours: "bgr" }])
    expect((await found(right)).map(({ code }) => code)).toEqual(["MODEL_PICTURE_INPUT"]);
});

test.each([NaN, Infinity])(
  "an answer of %d is no label: the row fails and names the output",
  async (value) => {
    const { rows, failed } = await runPictureModel(imageClassifier, { model: scores([0.5, value, 0.5]) });
    expect(rows).toEqual([]);
    expect(failed).toMatchObject([
      { code: "MODEL_ANSWER_NAN", cause: expect.stringContaining('"y"') as string },
    ]);
  },
);
