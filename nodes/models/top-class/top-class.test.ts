// The best class of a row: ties, NaN, logits, labels from each of their places, and what is refused.

import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf, frameOf } from "../../../engine/frames/builder.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import type { DataType, Schema, TensorDtype } from "../../../engine/frames/types.ts";
import { emptyFrame, runNode } from "../../../engine/sdk/harness.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { bestClasses } from "./best-classes.ts";
import topClass from "./top-class.ts";

const tensor = (count: number, dtype: TensorDtype = "float32"): DataType => ({
  type: "tensor",
  dtype,
  shape: [count],
});
const scored = (count: number, dtype?: TensorDtype): Schema => ({
  fields: [field("y", tensor(count, dtype))],
});

async function run(
  schema: Schema,
  rows: Record<string, never[] | number[] | number | null>[],
  params: object,
) {
  const given = { columns: ["y"], ...params };
  const result = await runNode(topClass, { params: given, inputs: { in: [frameOf(schema, rows)] } });
  const [out] = result.outputs.out ?? [];
  const answers =
    out &&
    Array.from({ length: out.length }, (_, row) => [
      out.column("label").get(row),
      out.column("score").get(row),
    ]);
  return { ...result, answers, out };
}

test("label and score stand beside the scores", async () => {
  const { answers, out, schemas, failed } = await run(
    scored(3),
    [{ y: [0.25, 0.5, 0.25] }, { y: [NaN, -1, -2] }, { y: [1, 1, 0] }],
    { labels: ["red", "green", "blue"] },
  );
  expect(answers).toEqual([
    ["green", 0.5],
    ["green", -1],
    ["red", 1],
  ]);
  expect(out.schema).toBe(schemas.out);
  expect(failed).toEqual([]);
});

test("a row without any score fails alone", async () => {
  const { answers, failed } = await run(scored(2), [{ y: [NaN, NaN] }, { y: [0, 1] }], {});
  expect(answers).toEqual([["1", 1]]);
  expect(failed).toMatchObject([{ row: 0, code: "SCORE_MISSING" }]);
});

test("number columns side by side give their names as labels; a null fails its row", async () => {
  const schema: Schema = { fields: [field("cat", "float64"), field("dog", "float32")] };
  const rows = [
    { cat: 0.25, dog: 0.75 },
    { cat: null, dog: 1 },
  ];
  const { answers, failed } = await run(schema, rows, { columns: ["cat", "dog"] });
  expect(answers).toEqual([["dog", 0.75]]);
  expect(failed).toMatchObject([{ row: 1, code: "NULL_VALUE", column: "cat" }]);
});

test("softmax gives the probability of the best class", async () => {
  const { answers } = await run(scored(3), [{ y: [1000, 1000, 0] }, { y: [1, 2, 3] }], {
    activation: "softmax",
  });
  expect(answers[0]).toEqual(["0", 0.5]);
  expect(answers[1][1]).toBeCloseTo(Math.exp(3) / (Math.exp(1) + Math.exp(2) + Math.exp(3)), 6);
});

test.each(["int64", "float16", "uint8", "float64"] as const)("scores may be %s", async (dtype) => {
  const { answers } = await run(scored(2, dtype), [{ y: [0, 1] }, { y: [1, 0] }], {});
  expect(answers.map(([label]) => label)).toEqual(["1", "0"]);
});

test("labels may stand in a file, one a line", async () => {
  const readAll: Files["readAll"] = async () => new TextEncoder().encode("rot\r\ngrün\r\n");
  const result = await runNode(topClass, {
    params: { columns: ["y"], labelsFile: "labels.txt" },
    inputs: { in: [frameOf(scored(2), [{ y: [0, 1] }])] },
    host: { files: { readAll } as Files },
  });
  expect(result.outputs.out[0].column("label").get(0)).toBe("grün");
});

test("empty frames pass", async () => {
  const schema = scored(2);
  const empty = emptyFrame(schema, [columnOf(tensor(2), [])]);
  const { outputs } = await runNode(topClass, { params: { columns: ["y"] }, inputs: { in: [empty] } });
  expect(outputs.out[0].length).toBe(0);
  expect(outputs.out[0].columns).toHaveLength(3);
});

test.each([
  [{ columns: ["z"] }, "COLUMN_UNKNOWN"],
  [{ columns: ["name"] }, "COLUMN_TYPE"],
  [{ columns: ["y", "n"] }, "COLUMNS_MIXED"],
  [{ columns: ["y"], labels: ["one"] }, "LABELS_COUNT"],
  [{ columns: ["y"], label: "name" }, "COLUMN_DUPLICATE"],
  [{ columns: ["y"], label: "same", score: "same" }, "COLUMN_DUPLICATE"],
])("%j is refused with %s", async (params, code) => {
  const fields = [field("y", tensor(2)), field("n", "float64"), field("name", "text")];
  const rows = [{ y: [0, 1], n: 0, name: null }];
  const { issues, answers } = await run({ fields }, rows, params);
  expect(issues.map((issue) => issue.code)).toEqual([code]);
  expect(answers).toBeUndefined();
});

test.each([[["one"]], [["one", "two", "three"]]])(
  "labels %j for two scores a row are refused where only the rows tell the number",
  async (labels) => {
    const { columns, length, lineage } = frameOf(scored(2), [{ y: [0, 1] }]);
    const open = field("y", { type: "tensor", dtype: "float32", shape: ["C"] });
    const frame = new Frame({ fields: [open] }, columns, length, lineage);
    const running = runNode(topClass, { params: { columns: ["y"], labels }, inputs: { in: [frame] } });
    await expect(running).rejects.toMatchObject({
      code: "LABELS_COUNT",
      details: { got: String(labels.length) },
    });
  },
);

function sized(length: number): Frame {
  return new Frame({ fields: [] }, [], length, { source: "s", unit: "row", from: 0, to: length, ids: null });
}

test("the best class is the one a plain search finds", () => {
  const score = fc.float({ noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.array(score, { minLength: 4, maxLength: 4 }), { maxLength: 20 }), (rows) => {
      const { classes, scores } = bestClasses(Float32Array.from(rows.flat()), 4, sized(rows.length), "none");
      rows.forEach((row, i) => {
        const best = Math.max(...row);
        expect(scores[i]).toBe(row.find((value) => value === best));
        expect(classes[i]).toBe(row.findIndex((value) => value === best));
      });
    }),
  );
});
