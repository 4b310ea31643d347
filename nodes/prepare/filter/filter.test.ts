import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { HANGING_PATTERN, HANGING_TEXT, hastyClock } from "../../../tests/support/hanging-pattern.ts";
import filter from "./filter.ts";

const schema = { fields: [field("score", "float64"), field("name", "text")] };
const frame = frameOf(schema, [
  { score: 0.9, name: "a" },
  { score: 0.1, name: "b" },
  { score: null, name: "c" },
  { score: NaN, name: "d" },
  { score: 0.5, name: null },
]);

async function kept(condition: string) {
  const { outputs, failed } = await runNode(filter, { params: { condition }, inputs: { in: [frame] } });
  return {
    names: Array.from({ length: outputs.out[0].length }, (_, row) => outputs.out[0].column("score").get(row)),
    failed,
  };
}

describe("filter", () => {
  test.each([
    ["score >= 0.5", [0.9, 0.5]],
    ["score < 0.5", [0.1]],
    ["score >= 0.5 && name == 'a'", [0.9]],
    ["isNull(score)", [null]],
    ["score > 100", []],
  ])("%s", async (condition, expected) => {
    expect((await kept(condition)).names).toEqual(expected);
  });

  test("gives a frame on as it is when every row passes", async () => {
    const { outputs } = await runNode(filter, { params: { condition: "true" }, inputs: { in: [frame] } });
    expect(outputs.out[0]).toBe(frame);
  });

  test("keeps the ids of the rows and the range that was passed", async () => {
    const { outputs } = await runNode(filter, {
      params: { condition: "score == 0.5" },
      inputs: { in: [frame] },
    });
    expect(outputs.out[0].lineage).toMatchObject({ from: 0, to: 5, ids: Float64Array.of(4) });
  });

  test("a row whose condition cannot be computed fails", async () => {
    const { failed } = await kept("number(name) > 1");
    expect(failed.map(({ row, code }) => [row, code])).toEqual(
      [0, 1, 2, 3].map((row) => [row, "EXPRESSION_FAILED"]),
    );
  });

  test("a pattern that never ends is told", async () => {
    const running = runNode(filter, {
      params: { condition: `name.matches("${HANGING_PATTERN}")` },
      inputs: { in: [frameOf(schema, [{ score: 1, name: HANGING_TEXT }])] },
      host: { clock: hastyClock },
    });
    await expect(running).rejects.toMatchObject({
      code: "PATTERN_ENDLESS",
      details: { fatal: true, path: "params.condition" },
    });
  });

  test("refuses a condition that is no condition", async () => {
    const { issues } = await runNode(filter, { params: { condition: "score + 1" }, inputs: { in: [frame] } });
    expect(issues).toMatchObject([{ code: "CONDITION_TYPE", got: "float64" }]);
  });
});
