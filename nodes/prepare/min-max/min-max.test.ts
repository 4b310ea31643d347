import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import minMax from "./min-max.ts";

const schema = { fields: [field("a", "float64"), field("b", "int32"), field("t", "text")] };
const frame = frameOf(schema, [
  { a: 1, b: 10, t: "x" },
  { a: 3, b: 30, t: "y" },
  { a: null, b: 20, t: "z" },
]);

async function* once() {
  yield frame.slice(0, 2);
  yield frame.slice(2, 3);
}
const signal = new AbortController().signal;

describe("min-max", () => {
  test.each([
    [{ from: 0, to: 1 }, [0, 1]],
    [{ from: -1, to: 1 }, [-1, 1]],
    [{ from: 5, to: 6 }, [5, 6]],
  ])("brings the smallest and largest values to %j", async (range, [low, high]) => {
    const params = { columns: ["a", "b"], min: [1, 10], max: [3, 30], ...range };
    const { outputs } = await runNode(minMax, { params, inputs: { in: [frame] } });
    expect(outputs.out[0].column("features").get(0)).toEqual(Float32Array.of(low, low));
    expect(outputs.out[0].column("features").get(1)).toEqual(Float32Array.of(high, high));
  });

  test("learns the range from data, nulls left out", async () => {
    const learned = await minMax.fit!(once(), { params: minMax.params.parse({}), signal });
    expect(learned).toEqual({ columns: ["a", "b"], min: [1, 10], max: [3, 30] });
  });

  test("refuses an empty range", async () => {
    const params = { columns: ["b"], min: [0], max: [1], from: 1, to: 1 };
    const { issues } = await runNode(minMax, { params, inputs: { in: [frame] } });
    expect(issues).toMatchObject([{ code: "RANGE_EMPTY", path: "params.to" }]);
  });
});
