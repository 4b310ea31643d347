// softmax: shares of 1 that stay right for great, equal, infinite and missing scores.

import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf, frameOf } from "../../../engine/frames/builder.ts";
import { TensorColumn } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { emptyFrame, runNode } from "../../../engine/sdk/harness.ts";
import node, { softmax } from "./softmax.ts";

const tensor = (...shape: number[]): DataType => ({ type: "tensor", dtype: "float32", shape });

test.each([
  [
    [0, 0],
    [0.5, 0.5],
  ],
  [
    [1000, 1000, -1000],
    [0.5, 0.5, 0],
  ],
  [
    [-1e30, 0],
    [0, 1],
  ],
  [
    [Infinity, Infinity, 0],
    [0.5, 0.5, 0],
  ],
  [
    [Math.log(3), 0],
    [0.75, 0.25],
  ],
  [[7], [1]],
])("%j becomes %j", (scores, shares) => {
  const found = softmax(Float64Array.from(scores), scores.length);
  shares.forEach((share, i) => expect(found[i]).toBeCloseTo(share, 12));
});

test("shares sum to 1 and keep the order of the scores", () => {
  const scores = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(scores, (given) => {
      const shares = softmax(Float64Array.from(given), given.length);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      given.forEach((a, i) =>
        given.forEach((b, j) => a > b && expect(shares[i]).toBeGreaterThanOrEqual(shares[j])),
      );
    }),
  );
});

test("a higher temperature brings shares closer", () => {
  const sharp = softmax(Float32Array.of(1, 2), 2, 0.5);
  const flat = softmax(Float32Array.of(1, 2), 2, 5);
  expect(sharp[1]).toBeGreaterThan(flat[1]);
  expect(flat[1]).toBeGreaterThan(0.5);
});

test("a tensor column gets a neighbour; its last dimension is the one that sums to 1", async () => {
  const schema = { fields: [field("y", tensor(2, 2))] };
  const { outputs, schemas } = await runNode(node, {
    params: { columns: ["y"] },
    inputs: { in: [frameOf(schema, [{ y: [0, 0, 100, 0] }])] },
  });
  const [out] = outputs.out;
  expect(out.schema).toBe(schemas.out);
  const column = out.column("y_softmax");
  expect(column instanceof TensorColumn && [...(column.data as Float32Array)].map(Math.round)).toEqual([
    1, 1, 1, 0,
  ]);
  expect(column.type).toEqual(tensor(2, 2));
});

test("number columns are replaced with an empty ending; a null fails its row", async () => {
  const schema = { fields: [field("a", "float64"), field("b", "float64")] };
  const rows = [
    { a: 1, b: 1 },
    { a: null, b: 1 },
  ];
  const { outputs, failed } = await runNode(node, {
    params: { columns: ["a", "b"], suffix: "" },
    inputs: { in: [frameOf(schema, rows)] },
  });
  expect(outputs.out[0].row(0)).toEqual({ a: 0.5, b: 0.5 });
  expect(outputs.out[0].length).toBe(1);
  expect(failed).toMatchObject([{ row: 1, code: "NULL_VALUE" }]);
});

test("NaN stays NaN in its own row", async () => {
  const shares = softmax(Float32Array.of(NaN, 1, 0, 0), 2);
  expect([...shares]).toEqual([NaN, NaN, 0.5, 0.5]);
});

test("empty frames pass", async () => {
  const empty = emptyFrame({ fields: [field("y", tensor(3))] }, [columnOf(tensor(3), [])]);
  const { outputs } = await runNode(node, { params: { columns: ["y"] }, inputs: { in: [empty] } });
  expect(outputs.out[0]).toMatchObject({ length: 0, lineage: empty.lineage });
});

test.each([
  [{ columns: ["z"] }, "COLUMN_UNKNOWN"],
  [{ columns: ["name"] }, "COLUMN_TYPE"],
  [{ columns: ["y"], suffix: "2" }, "COLUMN_DUPLICATE"],
])("%j is refused with %s", (params, code) => {
  const fields = [field("y", tensor(3)), field("name", "text"), field("y2", "text")];
  const given = node.params.parse(params);
  const { issues } = node.schema({ params: given, inputs: { in: { fields } }, wires: {}, facts: null });
  expect(issues).toMatchObject([{ code, severity: "error" }]);
});
