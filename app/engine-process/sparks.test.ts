import { expect, test } from "vitest";
import { frameOf } from "../../engine/frames/builder.ts";
import { field } from "../../engine/frames/frame.ts";
import { sparksOf } from "./sparks.ts";

const fields = [field("city", "text"), field("price", "float64"), field("same", "int32")];
const rows = (...prices: (number | null)[]) =>
  frameOf(
    { fields },
    prices.map((price) => ({ city: "Oslo", price, same: 7 })),
  );

test("numbers of all frames are counted in equal bins; text, nulls and what is always the same say nothing", () => {
  const [spark, ...others] = sparksOf(fields, [rows(0, null, 8), rows(16, 15.9, Number.NaN)]);
  expect(others).toEqual([]);
  expect(spark).toMatchObject({ column: "price", min: 0, max: 16 });
  expect(spark.bins).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2]);
});

test("a tensor of one number in each row is a number, what a model scores", () => {
  const score = field("score", { type: "tensor", dtype: "float32", shape: [1] });
  const frame = frameOf({ fields: [score] }, [{ score: [0.25] }, { score: [0.75] }] as never);
  expect(sparksOf([score], [frame])).toMatchObject([{ column: "score", min: 0.25, max: 0.75 }]);
});

test("a sample without rows has none", () => expect(sparksOf(fields, [])).toEqual([]));
