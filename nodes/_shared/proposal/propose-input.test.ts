// What is proposed for a picture that goes into a model, and from which fact each value comes.

import { expect, test } from "vitest";
import type { Dim, SeenPicture } from "../../../engine/frames/types.ts";
import type { InputStep, ModelFacts } from "../../../engine/sdk/services.ts";
import { spec } from "../../../tests/support/fake-models.ts";
import { bareModel } from "../model-mapping.ts";
import { proposeInput } from "./propose-input.ts";
import { paramsOfProposal } from "./picture-fix.ts";
import { reasonsOf, sureWords } from "./proposal-words.ts";

type Known = Partial<Pick<ModelFacts, "path" | "metadata">> & {
  readonly shape?: readonly Dim[];
  readonly dtype?: "float32" | "float16" | "uint8" | "int64";
  readonly steps?: readonly InputStep[];
  readonly answers?: readonly Dim[];
  readonly seen?: SeenPicture;
};

function propose({
  shape = ["N", 3, 224, 224],
  dtype = "float32",
  steps,
  answers = ["N", 10],
  seen,
  ...known
}: Known) {
  const input = spec("x", dtype, [...shape]);
  const facts: ModelFacts = {
    ...bareModel([input]),
    outputs: [spec("y", "float32", [...answers])],
    ...known,
    ...(steps && { firstSteps: { x: steps } }),
  };
  return proposeInput(facts, input, seen);
}

const paramsFor = (known: Known) => paramsOfProposal(propose(known)!);
const step = (op: string, ...operands: number[][]): InputStep => ({ op, operands });

test.each<[Known, Record<string, unknown>]>([
  [
    { shape: ["N", 3, 224, 224] },
    { width: 224, height: 224, layout: "NCHW", channels: "rgb", normalise: "unit" },
  ],
  [{ shape: [1, 96, 128, 3] }, { width: 128, height: 96, layout: "NHWC" }],
  [{ shape: ["N", 1, 28, 28] }, { channels: "gray", normalise: "unit", width: 28 }],
  [{ dtype: "uint8" }, { dtype: "uint8", normalise: "none" }],
  [{ dtype: "float16" }, { dtype: "float16", normalise: "unit" }],
  [{ answers: ["N", 1000] }, { normalise: "imagenet", fit: "cover" }],
  [
    { shape: ["N", 299, 299, 3], answers: ["N", 1001] },
    { normalise: "signed", layout: "NHWC" },
  ],
  [
    { path: "models/yolov8n.onnx", shape: [1, 3, 640, 640] },
    { fit: "letterbox", background: "#727272" },
  ],
  [{ path: "yolox_s.onnx" }, { channels: "bgr", normalise: "none", fit: "letterbox", anchor: "start" }],
  [{ path: "C:\\m\\nanodet-plus-m.onnx" }, { channels: "bgr", normalise: "custom" }],
  [{ path: "resnet-photos/model.onnx" }, { channels: "rgb", normalise: "unit" }],
  [
    { path: "ch_PP-OCRv4_det.onnx", shape: ["N", 3, "h", "w"] },
    { size: "own", stride: 32, channels: "bgr" },
  ],
  [
    { metadata: { imgsz: "[320, 640]", task: "detect", stride: "32" }, shape: [1, 3, "h", "w"] },
    { width: 640, height: 320 },
  ],
  [
    { metadata: { stride: "16" }, shape: [1, 3, "h", "w"] },
    { size: "own", stride: 16 },
  ],
  [{ shape: [1, 3, "h", "w"] }, { width: 224, height: 224 }],
])("%j becomes %j", (known, expected) => {
  expect(paramsFor(known)).toMatchObject(expected);
});

test.each<[string, InputStep[], string | null]>([
  ["x / 255", [step("Div", [255])], "none"],
  ["x * (1 / 255)", [step("Mul", [1 / 255])], "none"],
  ["x / 127.5 - 1", [step("Div", [127.5]), step("Sub", [1])], "none"],
  ["bytes less Caffe's mean", [step("Sub", [104, 117, 123])], "none"],
  ["2 x - 1", [step("Mul", [2]), step("Sub", [1])], "unit"],
  ["ImageNet inside", [step("Sub", [0.485, 0.456, 0.406]), step("Div", [0.229, 0.224, 0.225])], "unit"],
  ["MNIST inside", [step("Sub", [0.1307]), step("Div", [0.3081])], "unit"],
  ["(x + 1) / 2", [step("Add", [1]), step("Div", [2])], "signed"],
  ["(x + 1) * 127.5", [step("Cast"), step("Add", [1]), step("Mul", [127.5])], "signed"],
  [
    "learned means of bytes",
    [step("BatchNormalization", [1], [0], [120, 110, 100], [4000, 4000, 4000])],
    "none",
  ],
  ["turned only", [step("Transpose")], null],
  ["learned means of 0: 0 to 1 as well as -1 to 1", [step("BatchNormalization", [1], [0], [0], [1])], null],
  ["no number", [step("Div", [0])], null],
])("%s says which values go in", (_, steps, expected) => {
  const { values } = propose({ steps })!;
  expect(values.ground === "graph" ? values.value.normalise : null).toBe(expected);
});

test.each<[Record<string, string>, Record<string, unknown>]>([
  [{ "Image.NominalPixelRange": "Normalized_1_1" }, { normalise: "signed" }],
  [
    { "Image.NominalPixelRange": "NominalRange_0_255", "Image.BitmapPixelFormat": "Bgr8" },
    { normalise: "none", channels: "bgr" },
  ],
  [
    { mean: "[0.485, 0.456, 0.406]", std: "[0.229, 0.224, 0.225]" },
    { normalise: "imagenet", channels: "rgb" },
  ],
  [
    { mean: "123.675 116.28 103.53", std: "58.395 57.12 57.375" },
    { normalise: "imagenet", channels: "rgb" },
  ],
  // Means in the order of the model's colours: blue stands first.
  [
    { mean: "[0.406, 0.456, 0.485]", std: "[0.225, 0.224, 0.229]" },
    { normalise: "imagenet", channels: "bgr" },
  ],
  [{ mean: "0.5", std: "0.5" }, { normalise: "signed" }],
  [{ "model_info mean_values": "0 0 0", "model_info scale_values": "255 255 255" }, { normalise: "unit" }],
  [{ "model_info resize_type": "fit_to_window_letterbox" }, { fit: "letterbox" }],
  [
    { preprocessor_config: '{"image_mean":[0.5,0.5,0.5],"image_std":[0.5,0.5,0.5]}' },
    { normalise: "signed" },
  ],
  [{ preprocessor_config: '{"do_normalize":false}' }, { normalise: "unit" }],
  [{ color_order: "BGR" }, { channels: "bgr" }],
  [
    { author: "Ultralytics", task: "classify", imgsz: "[224, 224]" },
    { fit: "cover", normalise: "unit" },
  ],
  // What is not understood says nothing.
  [
    { mean: "about 0.5", std: "-1", preprocessor_config: "{", color_order: "CMYK", stride: "-4" },
    { normalise: "unit", channels: "rgb" },
  ],
])("metadata %j says %j", (metadata, expected) => {
  expect(paramsFor({ metadata })).toMatchObject(expected);
});

test("the graph goes before the metadata, and both before the name", () => {
  const metadata = { mean: "0.5", std: "0.5" };
  const steps = [step("Div", [255])];
  expect(paramsFor({ metadata, steps, path: "resnet50.onnx" }).normalise).toBe("none");
  expect(paramsFor({ metadata, path: "resnet50.onnx" }).normalise).toBe("signed");
  expect(paramsFor({ path: "resnet50.onnx" }).normalise).toBe("imagenet");
});

test("every value has its reason, and what is assumed is said to be", () => {
  const reasons = reasonsOf(propose({ steps: [step("Div", [255])], path: "yunet.onnx" })!);
  expect(reasons.map(({ what, value, sure }) => [what, value, sure])).toEqual([
    ["Size", "224 × 224", true],
    ["Fit", "stretched", false],
    ["Channels", "blue, green, red", false],
    ["Values", "0 to 255", true],
    ["Layout", "NCHW", true],
    ["Type", "float32", true],
  ]);
  expect(reasons[2].because).toBe("usual for YuNet models, which the file's name tells");
  expect(reasons[3].because).toBe("the graph divides by 255 first, which suits values of 0 to 255");
  expect(sureWords(reasons)).toBe(
    "The file says size, values, layout and type; fit and channels are assumed.",
  );
});

const seen = (width: number, height: number): SeenPicture => ({ name: "a.jpg", width, height, gray: false });

test("the first picture tells whether the fit matters", () => {
  expect(propose({ seen: seen(500, 500) })?.fit).toMatchObject({ value: "stretch", ground: "sample" });
  const bent = propose({ seen: seen(640, 480) })?.fit;
  expect(bent).toMatchObject({ value: "stretch", ground: "usual" });
  expect(bent?.because).toContain("a.jpg, 640 × 480, is bent by it");
});

test.each<[readonly Dim[], Known["dtype"]]>([
  [["N", 4], "float32"],
  [["N", 5, 224, 224], "float32"],
  [["N", 3, 224, 224], "int64"],
])("%j of %s is no input for pictures", (shape, dtype) => {
  expect(propose({ shape, dtype })).toBeNull();
});
