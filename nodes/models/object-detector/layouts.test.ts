// Every layout of outputs, from tensors that the test fills by hand with the same boxes: what comes out are those boxes in the picture.

import { expect, test } from "vitest";
import {
  constantModel,
  type ConstantModel,
  type ConstantOutput,
} from "../../../tests/models/make-detectors.ts";
import { runPictureModel } from "../../../tests/support/run-picture-model.ts";
import objectDetector from "./object-detector.ts";

/**
 * A picture of 200 × 100 lies in the input of 64 × 64 with 0.32 of its size and 16 pixels of border above: 24 in the input is 75 in the
 * picture, and a height of 28 is (28 - 16) / 0.32 = 37.5.
 */
interface Planted {
  readonly middle: readonly [x: number, y: number];
  readonly size: readonly [width: number, height: number];
  readonly score: number;
  readonly classId: 0 | 1;
}

const DOG: Planted = { middle: [32, 32], size: [16, 8], score: 0.9, classId: 1 };
/** Overlaps the dog by 15/17, and is of the same class. */
const SHADOW: Planted = { middle: [33, 32], size: [16, 8], score: 0.8, classId: 1 };
const CAT: Planted = { middle: [52, 30], size: [8, 20], score: 0.75, classId: 0 };
/** Below the least score. */
const FAINT: Planted = { middle: [10, 30], size: [8, 8], score: 0.25, classId: 0 };
const ALL = [FAINT, SHADOW, CAT, DOG];

const FOUND = [
  { label: "dog", score: 0.9, x: 75, y: 37.5, width: 50, height: 25 },
  { label: "cat", score: 0.75, x: 150, y: 12.5, width: 25, height: 62.5 },
];

const corners = ({ middle: [x, y], size: [w, h] }: Planted) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
const centred = ({ middle, size }: Planted) => [...middle, ...size];
const perClass = ({ score, classId }: Planted, of = score) => (classId === 0 ? [of, 0.01] : [0.01, of]);
const unit = (numbers: readonly number[]) => numbers.map((value) => value / 64);
const logit = (share: number) => Math.log(share / (1 - share));

function floats(name: string, shape: readonly number[], values: readonly number[]): ConstantOutput {
  return { name, shape, data: Float32Array.from(values) };
}

function rowsOf(name: string, rows: readonly (readonly number[])[], count = rows.length): ConstantOutput {
  const empty = new Array<number>(rows[0].length).fill(0);
  return floats(
    name,
    [1, count, rows[0].length],
    [...rows, ...Array.from({ length: count - rows.length }, () => empty)].flat(),
  );
}

function columnsOf(name: string, rows: readonly (readonly number[])[], count: number): ConstantOutput {
  const width = rows[0].length;
  const values = Array.from({ length: width }, (_, i) =>
    Array.from({ length: count }, (__, n) => rows[n]?.[i] ?? 0),
  );
  return floats(name, [1, width, count], values.flat());
}

function ints(name: string, values: readonly number[], shape = [values.length]): ConstantOutput {
  return { name, shape, dtype: "int64", data: BigInt64Array.from(values, BigInt) };
}

/** A row for each cell of grids of 8, 16, 32 (and 64) pixels; the boxes stand in the cells given. */
function cells(
  count: number,
  width: number,
  rows: ReadonlyMap<number, readonly number[]>,
  empty: number,
): number[] {
  return Array.from({ length: count }, (_, i) => rows.get(i) ?? new Array<number>(width).fill(empty)).flat();
}

/** Cell (4,4) of the first grid begins at 32, 32; its neighbours of the second grid at 16, 16. */
function yolox(): ConstantOutput {
  const row = (planted: Planted, column: number, line: number) => {
    const [x, y] = planted.middle;
    const size = planted.size.map((side) => Math.log(side / 8));
    return [x / 8 - column, y / 8 - line, ...size, 1, ...perClass(planted)];
  };
  const rows = new Map([
    [4 * 8 + 4, row(DOG, 4, 4)],
    [4 * 8 + 5, row(SHADOW, 5, 4)],
    [3 * 8 + 6, row(CAT, 6, 3)],
    [8, row(FAINT, 0, 1)],
  ]);
  return floats("output", [1, 84, 7], cells(84, 7, rows, 0));
}

/** Distances of 1 stride to the left and right, half a stride up and down: two of the eight steps share the weight. */
function nanodet(): ConstantOutput {
  const at = (...steps: number[]) => Array.from({ length: 8 }, (_, i) => (steps.includes(i) ? 50 : -50));
  const dog = [...perClass(DOG), ...at(1), ...at(0, 1), ...at(1), ...at(0, 1)];
  const shadow = [...perClass(SHADOW), ...at(2), ...at(0, 1), ...at(0), ...at(0, 1)];
  // Of the cell at 48, 24: from 48 to 56, and from 20 to 40.
  const cat = [...perClass(CAT), ...at(0), ...at(0, 1), ...at(1), ...at(2)];
  const rows = new Map([
    [4 * 8 + 4, dog],
    [4 * 8 + 5, shadow],
    [3 * 8 + 6, cat],
  ]);
  return floats("output", [1, 85, 34], cells(85, 34, rows, 0));
}

/** A grid of 4 × 4 cells of 16 pixels. Both scores are the same, so that their product of powers is it too. */
function fastestdet(): ConstantOutput {
  const values = new Array<number>(7 * 16).fill(0);
  const plant = (planted: Planted, column: number, line: number) => {
    const [x, y] = planted.middle;
    const offsets = [Math.atanh(x / 16 - column), Math.atanh(y / 16 - line)];
    const sizes = planted.size.map((side) => logit(side / 64));
    [planted.score, ...offsets, ...sizes, ...perClass(planted)].forEach(
      (value, i) => (values[i * 16 + line * 4 + column] = value),
    );
  };
  plant(DOG, 2, 2);
  plant(CAT, 3, 2);
  plant(FAINT, 0, 2);
  return floats("preds", [1, 7, 4, 4], values);
}

const ultralytics = { names: "{0: 'cat', 1: 'dog'}", stride: "32", task: "detect", imgsz: "[64, 64]" };
const names = { names: '["cat", "dog"]' };

const LAYOUTS: readonly (readonly [string, ConstantModel])[] = [
  [
    "yolo-v5",
    {
      metadata: ultralytics,
      outputs: [
        rowsOf(
          "output0",
          ALL.map((box) => [...centred(box), 1, ...perClass(box)]),
          252,
        ),
      ],
    },
  ],
  [
    "yolo-v8",
    {
      metadata: ultralytics,
      outputs: [
        columnsOf(
          "output0",
          ALL.map((box) => [...centred(box), ...perClass(box)]),
          84,
        ),
      ],
    },
  ],
  [
    "yolo-v8",
    {
      metadata: names,
      outputs: [
        rowsOf(
          "output0",
          ALL.map((box) => [...centred(box), ...perClass(box)]),
          84,
        ),
      ],
    },
  ],
  [
    "yolo-end-to-end",
    {
      metadata: ultralytics,
      outputs: [
        rowsOf(
          "output0",
          [DOG, CAT, FAINT].map((box) => [...corners(box), box.score, box.classId]),
          300,
        ),
      ],
    },
  ],
  ["yolox", { metadata: names, outputs: [yolox()] }],
  ["nanodet", { metadata: names, outputs: [nanodet()] }],
  ["fastestdet", { metadata: names, outputs: [fastestdet()] }],
  [
    "ssd",
    {
      input: [1, 64, 64, 3],
      dtype: "uint8",
      metadata: names,
      outputs: [
        floats(
          "detection_boxes",
          [1, 3, 4],
          [DOG, CAT, FAINT].flatMap((box) => [1, 0, 3, 2].map((i) => corners(box)[i] / 64)),
        ),
        floats(
          "detection_classes",
          [1, 3],
          [DOG, CAT, FAINT].map(({ classId }) => classId + 1),
        ),
        floats(
          "detection_scores",
          [1, 3],
          [DOG, CAT, FAINT].map(({ score }) => score),
        ),
        floats("num_detections", [1], [2]),
      ],
    },
  ],
  [
    "torchvision",
    {
      metadata: names,
      outputs: [
        floats("boxes", [3, 4], [DOG, CAT, FAINT].flatMap(corners)),
        ints("labels", [2, 1, 1]),
        floats(
          "scores",
          [3],
          [DOG, CAT, FAINT].map(({ score }) => score),
        ),
      ],
    },
  ],
  [
    "final-boxes",
    {
      metadata: names,
      outputs: [
        floats(
          "dets",
          [1, 2, 5],
          [DOG, CAT].flatMap((box) => [...corners(box), box.score]),
        ),
        ints("labels", [1, 0], [1, 2]),
      ],
    },
  ],
  [
    "detr",
    {
      metadata: names,
      outputs: [
        // Softmax of [ln p, ln q, ln r] is [p, q, r] where they sum to 1; the third class means nothing.
        floats(
          "logits",
          [1, 3, 3],
          [DOG, CAT, FAINT].flatMap((box) =>
            [...perClass(box), 1 - box.score - 0.01].map((share) => Math.log(share)),
          ),
        ),
        floats(
          "pred_boxes",
          [1, 3, 4],
          [DOG, CAT, FAINT].flatMap((box) => unit(centred(box))),
        ),
      ],
    },
  ],
  [
    "rt-detr",
    {
      metadata: names,
      outputs: [
        floats(
          "logits",
          [1, 3, 2],
          [DOG, CAT, FAINT].flatMap((box) => perClass(box).map(logit)),
        ),
        floats(
          "pred_boxes",
          [1, 3, 4],
          [DOG, CAT, FAINT].flatMap((box) => unit(centred(box))),
        ),
      ],
    },
  ],
  [
    "rt-detr",
    {
      metadata: names,
      more: [{ name: "orig_target_sizes", dtype: "int64", shape: [1, 2] }],
      outputs: [
        ints("labels", [1, 0, 0], [1, 3]),
        floats("boxes", [1, 3, 4], [DOG, CAT, FAINT].flatMap(corners)),
        floats(
          "scores",
          [1, 3],
          [DOG, CAT, FAINT].map(({ score }) => score),
        ),
      ],
    },
  ],
  [
    "class-scores",
    {
      metadata: names,
      outputs: [
        floats("pred_bboxes", [1, 4, 4], ALL.flatMap(corners)),
        floats(
          "pred_scores",
          [1, 4, 2],
          ALL.flatMap((box) => perClass(box)),
        ),
      ],
    },
  ],
];

test.each(LAYOUTS)("%s is recognised, and its boxes are those that were planted", async (name, model) => {
  const { rows, issues, failed } = await runPictureModel(objectDetector, {
    model: constantModel(model),
    params: { fit: "letterbox" },
  });
  expect(failed).toEqual([]);
  expect(issues.filter(({ severity }) => severity !== "info")).toEqual([]);
  expect(issues.map(({ message }) => message).join()).toContain(`read as ${name}:`);
  const boxes = rows[0].boxes as Record<string, unknown>[];
  expect(boxes.map(({ label }) => label)).toEqual(FOUND.map(({ label }) => label));
  // Tensors are float32: a thousandth of a pixel is ten times what that rounds away.
  FOUND.forEach((wanted, i) => {
    for (const key of ["score", "x", "y", "width", "height"] as const)
      expect(boxes[i][key], `${key} of ${wanted.label}`).toBeCloseTo(wanted[key], 3);
  });
});

test("BlazeFace: two grids of anchors, keypoints with each face", async () => {
  const count = { near: 512, far: 384 };
  const offsets = { near: new Float32Array(512 * 16), far: new Float32Array(384 * 16) };
  const scores = { near: new Float32Array(512).fill(-20), far: new Float32Array(384).fill(-20) };
  // Anchor 1 of the cell (8, 8) of 16 × 16: its middle is at 8.5 × 4 = 34 in an input of 64 pixels.
  const near = (8 * 16 + 8) * 2 + 1;
  scores.near[near] = logit(0.9);
  offsets.near.set([32 - 34, 32 - 34, 16, 8, 30 - 34, 31 - 34], near * 16);
  // Anchor 3 of the cell (6, 3) of 8 × 8: its middle is at 52, 28.
  const far = (3 * 8 + 6) * 6 + 3;
  scores.far[far] = logit(0.75);
  offsets.far.set([0, 30 - 28, 8, 20], far * 16);
  const model = constantModel({
    input: [1, 64, 64, 3],
    outputs: (["near", "far"] as const).flatMap((grid) => [
      { name: `score_${grid}`, shape: [1, count[grid], 1], data: scores[grid] },
      { name: `box_${grid}`, shape: [1, count[grid], 16], data: offsets[grid] },
    ]),
  });
  const { rows } = await runPictureModel(objectDetector, { model });
  const boxes = rows[0].boxes as { keypoints: number[]; label: null; x: number; y: number; width: number }[];
  expect(boxes).toHaveLength(2);
  expect(boxes[0]).toMatchObject({ label: null, x: 75, y: 37.5, width: 50, height: 25 });
  expect(boxes[1]).toMatchObject({ x: 150, y: 12.5, width: 25, height: 62.5 });
  // The right eye at 30, 31 of the input; there are six points.
  expect(boxes[0].keypoints.slice(0, 2)).toEqual([30 / 0.32, (31 - 16) / 0.32]);
  expect(boxes[0].keypoints).toHaveLength(12);
});

test("keypoints of a YOLO pose model lie in the picture's pixels", async () => {
  // 1 class, 2 points of x, y and how sure: 4 + 1 + 6 numbers a box.
  const row = [...centred(DOG), 0.9, 30, 31, 0.8, 40, 33, 0.1];
  const metadata = { names: "{0: 'person'}", kpt_shape: "[2, 3]", task: "pose" };
  const model = constantModel({ metadata, outputs: [columnsOf("output0", [row], 84)] });
  const { rows } = await runPictureModel(objectDetector, { model });
  const [box] = rows[0].boxes as { keypoints: number[]; label: string }[];
  expect(box.label).toBe("person");
  const wanted = [30 / 0.32, 15 / 0.32, 40 / 0.32, 17 / 0.32];
  box.keypoints.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 3));
});

test("the coefficients of a segmenting YOLO are no classes", async () => {
  const row = [...centred(DOG), 0.1, 0.9, ...new Array<number>(32).fill(5)];
  const model = constantModel({
    metadata: { names: "{0: 'cat', 1: 'dog'}", task: "segment" },
    outputs: [
      columnsOf("output0", [row], 84),
      floats("output1", [1, 32, 4, 4], new Array<number>(512).fill(1)),
    ],
  });
  const { rows } = await runPictureModel(objectDetector, { model });
  expect(rows[0].boxes).toMatchObject([{ label: "dog", x: 75, width: 50 }]);
});
