import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import standardize from "./standardize.ts";

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

describe("standardize", () => {
  const fitted = { columns: ["a", "b"], mean: [2, 20], scale: [1, 10] };

  test("packs (value - mean) / scale beside the sources", async () => {
    const { outputs, schemas } = await runNode(standardize, {
      params: { ...fitted, nulls: "nan" },
      inputs: { in: [frame] },
    });
    expect(schemas.out!.fields.at(-1)).toMatchObject({
      name: "features",
      type: { dtype: "float32", shape: [2] },
    });
    expect(outputs.out[0].column("features").get(0)).toEqual(Float32Array.of(-1, -1));
    expect(outputs.out[0].column("features").get(2)).toEqual(Float32Array.of(NaN, 0));
    expect(outputs.out[0].column("a")).toBe(frame.column("a"));
  });

  test("a row with a missing value fails by default", async () => {
    const { outputs, failed } = await runNode(standardize, { params: fitted, inputs: { in: [frame] } });
    expect(outputs.out[0].length).toBe(2);
    expect(failed).toMatchObject([{ row: 2, code: "NULL_VALUE", column: "a" }]);
  });

  test("learns mean and spread from data, nulls left out", async () => {
    const params = standardize.params.parse({});
    const learned = await standardize.fit!(once(), { params, signal });
    expect(learned.columns).toEqual(["a", "b"]);
    expect(learned.mean).toEqual([2, 20]);
    const [first, second] = learned.scale as number[];
    expect(first).toBe(1);
    expect(second).toBeCloseTo(Math.sqrt(200 / 3), 12);
  });

  test("a constant column counts as spread 1", async () => {
    const params = { columns: ["b"], mean: [10], scale: [0] };
    const { outputs } = await runNode(standardize, { params, inputs: { in: [frame] } });
    expect(outputs.out[0].column("features").get(1)).toEqual(Float32Array.of(20));
  });

  test.each([
    [{ columns: ["a"] }, "NOT_FITTED"],
    [{ columns: ["a", "b"], mean: [1], scale: [1] }, "NOT_FITTED"],
    [{ columns: ["t"], mean: [1], scale: [1] }, "COLUMN_TYPE"],
    [{ ...fitted, output: "t" }, "COLUMN_DUPLICATE"],
  ])("%j is refused as %s", async (params, code) => {
    const { issues } = await runNode(standardize, { params, inputs: { in: [frame] } });
    expect(issues[0]).toMatchObject({ code, severity: "error" });
  });
});
