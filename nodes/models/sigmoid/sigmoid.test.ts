// sigmoid: probabilities that stay exact at both ends.

import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf, frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { emptyFrame, runNode } from "../../../engine/sdk/harness.ts";
import node, { sigmoid } from "./sigmoid.ts";

const tensor: DataType = { type: "tensor", dtype: "float32", shape: [2] };

test.each([
  [0, 0.5],
  [Infinity, 1],
  [-Infinity, 0],
  [1000, 1],
  [-745, 5e-324],
  [Math.log(3), 0.75],
  [NaN, NaN],
])("sigmoid of %d is %d", (score, probability) => {
  const [found] = sigmoid(Float64Array.of(score));
  if (Number.isNaN(probability)) expect(found).toBeNaN();
  else expect(found).toBeCloseTo(probability, 12);
});

test("the two sides sum to 1", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (score) => {
      const [a, b] = sigmoid(Float64Array.of(score, -score));
      expect(a + b).toBeCloseTo(1, 12);
    }),
  );
});

test("each number column gets a neighbour of its precision", async () => {
  const schema = { fields: [field("a", "float32"), field("b", "float32")] };
  const { outputs, schemas } = await runNode(node, {
    params: { columns: ["a", "b"] },
    inputs: {
      in: [
        frameOf(schema, [
          { a: 0, b: null },
          { a: 0, b: 0 },
        ]),
      ],
    },
  });
  expect(outputs.out[0].row(0)).toEqual({ a: 0, b: 0, a_sigmoid: 0.5, b_sigmoid: 0.5 });
  expect(schemas.out?.fields.map(({ type }) => type.type)).toEqual([
    "float32",
    "float32",
    "float32",
    "float32",
  ]);
});

test("empty frames pass", async () => {
  const empty = emptyFrame({ fields: [field("y", tensor)] }, [columnOf(tensor, [])]);
  const { outputs } = await runNode(node, { params: { columns: ["y"] }, inputs: { in: [empty] } });
  expect(outputs.out[0]).toMatchObject({ length: 0, lineage: empty.lineage });
});
