// anomaly-score: each way against numbers that the test works out itself, and what it says where something does not fit.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { systemClock } from "../../../engine/host/clock.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { createModels } from "../../../engine/models/models.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { halving, outlierScores } from "../../../tests/models/make-anomaly.ts";
import anomalyScore from "./anomaly-score.ts";

const TABLE: Schema = { fields: [field("id", "int32"), field("a", "float64"), field("b", "float64")] };
const VECTORS: Schema = { fields: [field("v", { type: "tensor", dtype: "float32", shape: [2] }, false)] };

const NORMAL: readonly (readonly [number, number])[] = [
  [1, 100],
  [2, 300],
  [3, 200],
  [4, 500],
  [5, 400],
  [6, 600],
];
const QUERIES: readonly (readonly [number, number])[] = [
  [3, 300],
  [9, 0],
  [6, 650],
];
const tableOf = (rows: readonly (readonly [Cell, Cell])[]) =>
  frameOf(
    TABLE,
    rows.map(([a, b], id) => ({ id, a, b })),
  );

interface Given {
  readonly params?: Record<string, unknown>;
  readonly rows?: readonly Frame[];
  readonly reference?: readonly Frame[];
  readonly files?: Readonly<Record<string, Uint8Array | string>>;
}

async function score({ params, rows = [tableOf(QUERIES)], reference, files = {} }: Given) {
  const folder = await mkdtemp(join(tmpdir(), "anomaly-"));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  const disk = diskFiles(folder);
  const models = createModels({ files: disk, clock: systemClock, log: { debug: () => {}, warn: () => {} } });
  try {
    const result = await runNode(anomalyScore, {
      params: { columns: ["a", "b"], ...params },
      inputs: { in: rows, ...(reference && { reference }) },
      host: { models, files: disk },
    });
    const frames = result.outputs.out ?? [];
    const out = frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row)));
    return { ...result, out, scores: out.map((row) => row.anomaly_score as number) };
  } finally {
    await models.close();
    await rm(folder, { recursive: true });
  }
}

/** Mean and deviation of a column of the reference, by the plain formulas. */
function scaled(rows: readonly (readonly [number, number])[]) {
  return rows.map((row) =>
    row.map((value, i) => {
      const column = NORMAL.map((each) => each[i]);
      const mean = column.reduce((sum, each) => sum + each, 0) / column.length;
      const variance = column.reduce((sum, each) => sum + (each - mean) ** 2, 0) / column.length;
      return (value - mean) / Math.sqrt(variance);
    }),
  );
}

function meanOfNearest(
  query: readonly number[],
  reference: readonly (readonly number[])[],
  k: number,
): number {
  const all = reference.map((row) => Math.hypot(row[0] - query[0], row[1] - query[1])).sort((x, y) => x - y);
  return all.slice(0, k).reduce((sum, each) => sum + each, 0) / Math.min(k, all.length);
}

function expectClose(got: readonly number[], expected: readonly number[]) {
  expect(got).toHaveLength(expected.length);
  // Distances are computed in float32.
  expected.forEach((value, i) => expect(got[i]).toBeCloseTo(value, 4));
}

test.each([
  [true, 2],
  [true, 99],
  [false, 3],
])(
  "the mean distance to the nearest rows of the reference (standardised %s, k %i)",
  async (standardise, k) => {
    const [normal, queries] = standardise ? [scaled(NORMAL), scaled(QUERIES)] : [NORMAL, QUERIES];
    const params = { k, standardise, limit: 1 };
    const { scores, out, schemas, outputs } = await score({
      params,
      reference: [tableOf(NORMAL.slice(0, 4)), tableOf(NORMAL.slice(4))],
    });
    const expected = queries.map((query) => meanOfNearest(query, normal, k));
    expectClose(scores, expected);
    expect(out.map(({ anomaly }) => anomaly)).toEqual(expected.map((value) => value > 1));
    expect(outputs.out[0].schema).toEqual(schemas.out);
  },
);

test("without a limit it is a quantile of what the reference scores among itself", async () => {
  const normal = scaled(NORMAL);
  const own = normal.map((row, i) => meanOfNearest(row, normal.toSpliced(i, 1), 2)).sort((x, y) => x - y);
  // Between the fourth and the fifth of six: 0.7 · 5 = 3.5.
  const limit = (own[3] + own[4]) / 2;
  const near = normal.map((row) => meanOfNearest(row, normal, 2));
  const { out, scores } = await score({
    params: { k: 2, quantile: 0.7 },
    rows: [tableOf([...NORMAL, ...QUERIES])],
    reference: [tableOf(NORMAL)],
  });
  expectClose(scores.slice(0, 6), near);
  expect(out.map(({ anomaly }) => anomaly)).toEqual(scores.map((value) => value > limit));
  expect(out[7].anomaly).toBe(true);
});

test("vectors are measured as number columns are, and a file may be the reference", async () => {
  const lines = NORMAL.map((v) => JSON.stringify({ v, name: "x" })).join("\n");
  const params = { columns: ["v"], against: "file", file: "normal.jsonl", k: 3, limit: 1 };
  const rows = [
    frameOf(
      VECTORS,
      QUERIES.map((v) => ({ v: [...v] })),
    ),
  ];
  const { scores } = await score({ params, rows, files: { "normal.jsonl": lines } });
  expectClose(
    scores,
    scaled(QUERIES).map((query) => meanOfNearest(query, scaled(NORMAL), 3)),
  );
  const numbers = NORMAL.map(([a, b]) => JSON.stringify({ a, b })).join("\n");
  const same = await score({
    params: { ...params, columns: ["a", "b"] },
    files: { "normal.jsonl": numbers },
  });
  expect(same.scores).toEqual(scores);
});

test("what an autoencoder does not give back is the mean of squares of it", async () => {
  const params = { way: "reconstruction", model: "m.onnx", limit: 10 };
  const { out, scores } = await score({
    params,
    files: { "m.onnx": halving() },
    rows: [
      tableOf([
        [2, 4],
        [10, 0],
      ]),
    ],
  });
  expect(scores).toEqual([(1 + 4) / 2, 25 / 2]);
  expect(out.map(({ anomaly }) => anomaly)).toEqual([false, true]);
});

test.each([
  ["normal", [-2 + 0.5 + 1, -2 + 3 + 4], [false, true]],
  ["strange", [2 - 1.5, 2 - 7], [true, false]],
])("a model's own score where higher means %s", async (higher, expected, flags) => {
  const params = { way: "score", model: "m.onnx", higher, limit: 0 };
  const { out, scores } = await score({
    params,
    files: { "m.onnx": outlierScores() },
    rows: [
      tableOf([
        [0.5, 1],
        [3, -4],
      ]),
    ],
  });
  expectClose(scores, expected);
  expect(out.map(({ anomaly }) => anomaly)).toEqual(flags);
});

test("a model's limit is a quantile of the reference that is wired", async () => {
  const params = { way: "reconstruction", model: "m.onnx", quantile: 0.5 };
  const reference = [
    tableOf([
      [2, 0],
      [4, 0],
      [6, 0],
    ]),
  ];
  const { out } = await score({
    params,
    files: { "m.onnx": halving() },
    reference,
    rows: [
      tableOf([
        [4, 0],
        [4.1, 0],
      ]),
    ],
  });
  expect(out.map(({ anomaly }) => anomaly)).toEqual([false, true]);
});

test("rows without a number fail, those of the reference are left out, and an empty frame passes", async () => {
  const rows = [
    tableOf([
      [1, null],
      [3, 300],
      [Number.NaN, 1],
    ]),
    tableOf([]),
  ];
  const { failed, out, outputs, warnings } = await score({
    rows,
    params: { limit: 5 },
    reference: [tableOf([...NORMAL, [null, 1]])],
  });
  expect(failed).toMatchObject([
    { row: 0, code: "NULL_VALUE", column: "b" },
    { row: 2, code: "VECTOR_INVALID", column: "a" },
  ]);
  expect(out.map(({ id }) => id)).toEqual([1]);
  expect(outputs.out.map((frame) => frame.length)).toEqual([1, 0]);
  expect(warnings).toEqual([expect.stringContaining("VECTOR_INVALID: 1 rows of the reference")]);
});

test.each<[string, Given, string, string]>([
  ["no reference", {}, "INPUT_MISSING", "No reference is wired."],
  ["no file", { params: { against: "file" } }, "PARAM_INVALID", "Reference file is not set yet."],
  ["no model", { params: { way: "score", limit: 0 } }, "PARAM_INVALID", "Model is not set yet."],
  [
    "a column that is not there",
    { params: { columns: ["a", "c"] }, reference: [tableOf(NORMAL)] },
    "COLUMN_UNKNOWN",
    "c",
  ],
  [
    "a reference of other width",
    {
      params: { columns: ["v"] },
      rows: [frameOf(VECTORS, [])],
      reference: [
        frameOf({ fields: [field("v", { type: "tensor", dtype: "float32", shape: [3] }, false)] }, []),
      ],
    },
    "VECTOR_SIZE",
    "The rows have 2 numbers, and those of the reference 3.",
  ],
  [
    "a model of other width",
    { params: { way: "reconstruction", model: "m.onnx", limit: 1 }, files: { "m.onnx": halving(3) } },
    "MODEL_INPUT_MISMATCH",
    "The model takes 3 numbers a row, and the columns have 2.",
  ],
  [
    "no autoencoder",
    { params: { way: "reconstruction", model: "m.onnx", limit: 1 }, files: { "m.onnx": outlierScores() } },
    "MODEL_NO_ANOMALY",
    "No output has the shape of its input",
  ],
  [
    "no score",
    { params: { way: "score", model: "m.onnx", limit: 1 }, files: { "m.onnx": halving() } },
    "MODEL_NO_ANOMALY",
    "No output has one number for each row.",
  ],
])("said while editing: %s", async (_, given, code, message) => {
  const { issues } = await score(given);
  expect(issues).toContainEqual(
    expect.objectContaining({ code, severity: "error", message: expect.stringContaining(message) as string }),
  );
});

test.each([
  ["[1]\n", "Line 1"],
  ['{"a":1,"b":2}\n\n{"a":1}\n', "Line 3"],
  ['{"a":1,"b":2}\n{"a":[1,1],"b":2}\n', "Line 2"],
])("a reference file that is none: %j", async (text, line) => {
  const given = { params: { against: "file", file: "r.jsonl", limit: 1 }, files: { "r.jsonl": text } };
  await expect(score(given)).rejects.toMatchObject({
    code: "REFERENCE_INVALID",
    message: expect.stringContaining(line) as string,
  });
});

test("a reference without rows ends the run", async () => {
  await expect(score({ reference: [tableOf([])], params: { limit: 1 } })).rejects.toMatchObject({
    code: "REFERENCE_EMPTY",
  });
});
