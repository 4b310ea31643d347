import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import oneHot from "./one-hot.ts";

const frame = frameOf({ fields: [field("c", "text")] }, [
  { c: "red" },
  { c: "blue" },
  { c: "green" },
  { c: null },
]);
const signal = new AbortController().signal;

async function* once() {
  yield frame;
}

describe("one-hot", () => {
  const params = { column: "c", categories: ["blue", "red"] };

  test("adds one column for each category; other values are all 0", async () => {
    const { outputs } = await runNode(oneHot, { params, inputs: { in: [frame] } });
    const rows = [0, 1, 2, 3].map((row) =>
      ["c_blue", "c_red"].map((name) => outputs.out[0].column(name).get(row)),
    );
    expect(rows).toEqual([
      [0, 1],
      [1, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  test("says once how many rows had a value that is not in the list, with an example", async () => {
    const { warnings } = await runNode(oneHot, { params, inputs: { in: [frame, frame] } });
    expect(warnings).toEqual([
      'CATEGORY_NOT_LISTED: There are values that are not in the list of categories: "c" in 2 rows, such as "green". ' +
        'All their columns are 0. The param "unknown" says what becomes of them ("fail": the row fails).',
    ]);
  });

  test("says nothing where all values are listed, or where such rows fail", async () => {
    const listed = { ...params, categories: ["blue", "green", "red"] };
    for (const quiet of [listed, { ...params, unknown: "fail" }])
      expect((await runNode(oneHot, { params: quiet, inputs: { in: [frame] } })).warnings).toEqual([]);
  });

  test("can fail the rows with other values", async () => {
    const { failed, outputs } = await runNode(oneHot, {
      params: { ...params, unknown: "fail" },
      inputs: { in: [frame] },
    });
    expect(failed.map(({ row, code }) => [row, code])).toEqual([
      [2, "CATEGORY_UNKNOWN"],
      [3, "CATEGORY_UNKNOWN"],
    ]);
    expect(outputs.out[0].length).toBe(2);
  });

  test("learns its categories in code point order", async () => {
    const learned = await oneHot.fit!(once(), { params: oneHot.params.parse({ column: "c" }), signal });
    expect(learned).toEqual({ categories: ["blue", "green", "red"] });
  });

  test("says that it has not learned yet", async () => {
    const { issues } = await runNode(oneHot, { params: { column: "c" }, inputs: { in: [frame] } });
    expect(issues).toMatchObject([
      { code: "NOT_FITTED", hint: expect.stringContaining("millrace fit") as string },
    ]);
  });
});
