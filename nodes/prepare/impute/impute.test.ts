import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import impute from "./impute.ts";

const schema = { fields: [field("n", "float64"), field("t", "text")] };
const frame = frameOf(schema, [
  { n: null, t: "a" },
  { n: 1, t: null },
  { n: 5, t: "b" },
  { n: NaN, t: "b" },
]);
const signal = new AbortController().signal;

async function* once() {
  yield frame;
}

async function filled(params: Record<string, unknown>, frames = [frame]) {
  const { outputs } = await runNode(impute, { params, inputs: { in: frames } });
  return outputs.out.flatMap((part) =>
    Array.from({ length: part.length }, (_, row) => part.column("n").get(row)),
  );
}

describe("impute", () => {
  test("fills with a value, also where a number is NaN", async () => {
    expect(await filled({ columns: ["n"], strategy: "constant", values: { n: 7 } })).toEqual([7, 1, 5, 7]);
  });

  test.each([[[frame]], [[frame.slice(0, 3), frame.slice(3, 4)]]])(
    "carries the row before, across frames",
    async (frames) => {
      expect(await filled({ columns: ["n"], strategy: "previous" }, frames)).toEqual([null, 1, 5, 5]);
    },
  );

  test.each([
    ["mean", ["n"], { n: 3 }],
    ["median", ["n"], { n: 3 }],
    ["most-frequent", ["t"], { t: "b" }],
  ])("learns %s", async (strategy, columns, values) => {
    const params = impute.params.parse({ columns, strategy });
    expect(await impute.fit!(once(), { params, signal })).toEqual({ values });
  });

  test("refuses to learn what cannot be learned", async () => {
    const params = impute.params.parse({ columns: ["n"], strategy: "previous" });
    await expect(impute.fit!(once(), { params, signal })).rejects.toMatchObject({ code: "NOTHING_TO_FIT" });
  });

  test.each([
    [{ columns: ["n"] }, "NOT_FITTED"],
    [{ columns: ["t"], strategy: "mean", values: { t: 1 } }, "COLUMN_TYPE"],
    [{ columns: ["m"], strategy: "constant", values: { m: 1 } }, "COLUMN_UNKNOWN"],
  ])("%j is refused as %s", async (params, code) => {
    const { issues } = await runNode(impute, { params, inputs: { in: [frame] } });
    expect(issues[0]).toMatchObject({ code });
  });
});
