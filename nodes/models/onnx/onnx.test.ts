// What stands around a model: packing, narrowing, nulls, failed rows, names and types of the answers.

import { expect, test } from "vitest";
import { columnOf, frameOf } from "../../../engine/frames/builder.ts";
import type { Cell, TensorColumn } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { emptyFrame, runNode, type NodeRun } from "../../../engine/sdk/harness.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import { fakeModels, spec, type FakeModel } from "../../../tests/support/fake-models.ts";
import onnx from "./onnx.ts";

const xy: Schema = { fields: [field("x0", "float64"), field("x1", "float64"), field("name", "text")] };
const rows = [
  { x0: 1, x1: 2, name: "a" },
  { x0: 3, x1: 4, name: "b" },
];

/** `x[N,2]` → `y[N,2]`, the row's values times two. */
const doubles: FakeModel = {
  inputs: [spec("x", "float32", ["N", 2])],
  outputs: [spec("y", "float32", ["N", 2])],
  run: ({ x }) => ({ y: { ...x, data: Float32Array.from(x.data as Float32Array, (v) => 2 * v) } as Tensor }),
};

async function score(model: FakeModel, frames: Frame[], run: Omit<NodeRun, "inputs" | "host"> = {}) {
  const models = fakeModels(model);
  const params = { model: "m.onnx", ...run.params };
  const result = await runNode(onnx, { ...run, params, inputs: { in: frames }, host: { models } });
  expect(models.openSessions).toBe(0);
  const out = result.outputs.out ?? [];
  return { ...result, out, table: out.flatMap(allRows), models, feeds: models.feeds };
}

const allRows = (frame: Frame): Record<string, Cell>[] =>
  Array.from({ length: frame.length }, (_, row) => frame.row(row));

test("answers stand beside the columns that came", async () => {
  const { table, out, issues, schemas } = await score(doubles, [frameOf(xy, rows)]);
  expect(table).toEqual([
    { x0: 1, x1: 2, name: "a", y0: 2, y1: 4 },
    { x0: 3, x1: 4, name: "b", y0: 6, y1: 8 },
  ]);
  expect(out[0].schema).toBe(schemas.out);
  expect(issues).toEqual([]);
});

test.each([
  [["N", 1], ["y"]],
  [["N"], ["y"]],
  [
    ["N", 3],
    ["y0", "y1", "y2"],
  ],
  [["N", 64], Array.from({ length: 64 }, (_, i) => `y${i}`)],
  [["N", 65], ["y"]],
  [["N", 2, 2], ["y"]],
])("an output of %j becomes %j", async (shape, names) => {
  const count = shape.slice(1).reduce<number>((product, size) => product * Number(size), 1);
  const model: FakeModel = {
    ...doubles,
    outputs: [spec("y", "float32", shape)],
    run: ({ x: { dims } }) => ({
      y: {
        dtype: "float32",
        dims: [dims[0], ...(shape.slice(1) as number[])],
        data: new Float32Array(dims[0] * count),
      },
    }),
  };
  const { schemas, out } = await score(model, [frameOf(xy, rows)]);
  expect(schemas.out?.fields.slice(3).map(({ name }) => name)).toEqual(names);
  expect(out[0].schema.fields.map(({ type }) => type)).toEqual(out[0].columns.map(({ type }) => type));
});

test("tensor form, prefix and names decide what the answers are called", async () => {
  const both: FakeModel = {
    ...doubles,
    outputs: [...doubles.outputs, spec("z", "float32", ["N", 2])],
    run: (feeds) => ({ ...doubles.run(feeds), z: feeds.x }),
  };
  const names = async (params: Record<string, unknown>) => {
    const { out, models } = await score(both, [frameOf(xy, rows)], { params });
    return [out[0].schema.fields.slice(3).map(({ name }) => name), models.opened[0]?.outputs];
  };
  expect(await names({ outputs: "tensor", prefix: "p_" })).toEqual([
    ["p_y", "p_z"],
    ["y", "z"],
  ]);
  expect(await names({ outputNames: { y: "score", z: "" } })).toEqual([["score0", "score1"], ["y"]]);
});

test("a tensor column of the model's type goes in as it is", async () => {
  const type = { type: "tensor", dtype: "float32", shape: [2] } as const;
  const frame = frameOf({ fields: [field("x", type)] }, [{ x: [1, 2] }, { x: [3, 4] }]);
  const { feeds } = await score(doubles, [frame]);
  expect(feeds[0].x.data).toBe((frame.columns[0] as TensorColumn).data);
});

test.each([
  ["fail", [{ code: "NULL_IN_MODEL", column: "x1", row: 1 }], [[1, 2]]],
  [
    "nan",
    [],
    [
      [1, 2],
      [3, NaN],
    ],
  ],
  [
    "zero",
    [],
    [
      [1, 2],
      [3, 0],
    ],
  ],
] as const)("missing values with the rule %s", async (nulls, failures, fed) => {
  const frame = frameOf(xy, [rows[0], { x0: 3, x1: null, name: "b" }]);
  const { feeds, failed } = await score(doubles, [frame], { params: { nulls } });
  expect(failed).toMatchObject(failures);
  expect(failed).toHaveLength(failures.length);
  expect([...(feeds[0].x.data as Float32Array)]).toEqual(fed.flat());
});

test("NaN is a value and goes in", async () => {
  const { feeds, failed } = await score(doubles, [frameOf(xy, [{ x0: NaN, x1: Infinity, name: null }])]);
  expect([...(feeds[0].x.data as Float32Array)]).toEqual([NaN, Infinity]);
  expect(failed).toEqual([]);
});

test("a value beyond float32 fails its row only", async () => {
  const frame = frameOf(xy, [rows[0], { x0: 1e39, x1: 0, name: "big" }, rows[1]]);
  const { failed, table } = await score(doubles, [frame]);
  expect(failed).toMatchObject([{ code: "VALUE_OVERFLOW", column: "x0", row: 1 }]);
  expect(table.map(({ name }) => name)).toEqual(["a", "b"]);
});

test("whole numbers that float32 holds only roughly are said once", async () => {
  const frame = frameOf(xy, [{ x0: 16777217, x1: 0.1, name: "id" }]);
  const { warnings, failed } = await score(doubles, [frame]);
  expect(failed).toEqual([]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain("16777217");
  expect((await score(doubles, [frameOf(xy, rows)])).warnings).toEqual([]);
});

test("int64 inputs take whole numbers and fail rows with others", async () => {
  const ints: FakeModel = {
    inputs: [spec("age", "int64", ["N", 1])],
    outputs: [spec("same", "int64", ["N", 1])],
    run: ({ age }) => ({ same: age }),
  };
  const schema: Schema = { fields: [field("age", "float64")] };
  const ages = [42, 1.5, NaN, 1e19, -7].map((age) => ({ age }));
  const { failed, table } = await score(ints, [frameOf(schema, ages)]);
  expect(failed.map(({ row, code }) => [row, code])).toEqual([
    [1, "VALUE_NOT_WHOLE"],
    [2, "VALUE_NOT_WHOLE"],
    [3, "VALUE_OVERFLOW"],
  ]);
  expect(table.map(({ same }) => same)).toEqual([42n, -7n]);
});

test("text goes in as strings and comes out as text", async () => {
  const echo: FakeModel = {
    inputs: [spec("name", "string", ["N", 1])],
    outputs: [spec("same", "string", ["N", 1])],
    run: ({ name }) => ({ same: name }),
  };
  const { table, failed } = await score(echo, [frameOf(xy, [...rows, { x0: 0, x1: 0, name: null }])]);
  expect(table.map(({ same }) => same)).toEqual(["a", "b"]);
  expect(failed).toMatchObject([{ code: "NULL_IN_MODEL", row: 2 }]);
});

test("bools and half floats go in and out", async () => {
  const schema: Schema = { fields: [field("flag", "bool"), field("half", "float64")] };
  const echo: FakeModel = {
    inputs: [spec("flag", "bool", ["N"]), spec("half", "float16", ["N"])],
    outputs: [spec("no", "bool", ["N"]), spec("same", "float16", ["N"])],
    run: ({ flag, half }) => ({
      no: { ...flag, data: Uint8Array.from(flag.data as Uint8Array, (bit) => 1 - bit) } as Tensor,
      same: half,
    }),
  };
  const { table, feeds } = await score(echo, [frameOf(schema, [{ flag: true, half: 0.5 }])]);
  expect(feeds[0].half.data).toEqual(Uint16Array.of(0x3800));
  expect(table).toEqual([{ flag: true, half: 0.5, no: false, same: 0.5 }]);
});

test("a constant feeds every row", async () => {
  const { feeds } = await score(
    { ...doubles, inputs: [...doubles.inputs, spec("rate", "int64", [])] },
    [frameOf(xy, rows)],
    { params: { inputs: { rate: 16000 } } },
  );
  expect(feeds[0].rate).toEqual({ dtype: "int64", dims: [], data: BigInt64Array.of(16000n) });
});

test("empty frames pass with the new columns and the position", async () => {
  const empty = emptyFrame(
    xy,
    xy.fields.map(({ type }) => columnOf(type, [])),
  );
  for (const outputs of ["columns", "tensor"]) {
    const { out, feeds } = await score(doubles, [empty], { params: { outputs } });
    expect(feeds).toEqual([]);
    expect(out[0].length).toBe(0);
    expect(out[0].lineage).toEqual(empty.lineage);
    expect(out[0].columns.map(({ type }) => type)).toEqual(out[0].schema.fields.map(({ type }) => type));
  }
});

test("inputs stay as they are", async () => {
  const frame = frameOf(xy, [rows[0], { x0: 1e39, x1: null, name: null }]);
  const before = JSON.stringify(allRows(frame));
  await score(doubles, [frame]);
  expect(JSON.stringify(allRows(frame))).toBe(before);
});

test("a model fixed at one row a run is said, with the way out", async () => {
  const { issues } = await score(
    { ...doubles, inputs: [spec("x", "float32", [1, 2])], outputs: [spec("y", "float32", [1, 2])] },
    [frameOf(xy, rows)],
  );
  expect(issues).toMatchObject([
    { code: "MODEL_BATCH_FIXED", severity: "info", fix: { commands: [{ param: "freeBatch", value: true }] } },
  ]);
  expect(issues[0].message).toContain("row by row");
});

test("a name for an output that the model has not is said, with what there is", async () => {
  const { issues, out } = await score(doubles, [frameOf(xy, rows)], {
    params: { outputNames: { yy: "score" } },
  });
  expect(out).toHaveLength(1);
  const forget = { param: "outputNames", value: {} };
  expect(issues).toMatchObject([
    { code: "MODEL_OUTPUT_UNKNOWN", severity: "warning", got: "yy", fix: { commands: [forget] } },
  ]);
});

test("an answer of a taken name is refused with a repair", async () => {
  const schema: Schema = { fields: [...xy.fields, field("y0", "float64")] };
  const { issues, out } = await score(doubles, [frameOf(schema, [{ ...rows[0], y0: 0 }])]);
  expect(out).toEqual([]);
  expect(issues).toMatchObject([
    { code: "COLUMN_DUPLICATE", got: "y0", fix: { commands: [{ param: "prefix", value: "model_" }] } },
  ]);
});

test.each([
  [{ nulls: "nan" }, spec("x", "int64", ["N", 2]), "NULLS_NOT_POSSIBLE"],
  [{}, spec("x", "float32", ["N", 3]), "MODEL_INPUT_MISMATCH"],
])("%j with %j is refused", async (params, input, code) => {
  const { issues } = await score({ ...doubles, inputs: [input] }, [frameOf(xy, rows)], { params });
  expect(issues.filter(({ severity }) => severity === "error").map((issue) => issue.code)).toEqual([code]);
});

test("a model that answers with another number of rows stops the run", async () => {
  const three: FakeModel = {
    ...doubles,
    run: () => ({ y: { dtype: "float32", dims: [3, 2], data: new Float32Array(6) } }),
  };
  await expect(score(three, [frameOf(xy, rows)])).rejects.toMatchObject({
    code: "MODEL_OUTPUT_ROWS",
    details: { fatal: true },
  });
});

test("settings reach the model", async () => {
  const params = { maxBatch: 7, coupledBatch: 4, freeBatch: true, placement: "lane", memoryLimitMb: 64 };
  const { models } = await score(doubles, [frameOf(xy, rows)], { params });
  expect(models.opened).toMatchObject([
    {
      maxBatch: 7,
      coupledBatch: 4,
      freeBatch: true,
      placement: "lane",
      memoryLimit: 64 * 1024 * 1024,
      killable: false,
    },
  ]);
});
