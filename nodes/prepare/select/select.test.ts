import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import select from "./select.ts";

const schema = { fields: [field("a", "float64"), field("b", "text"), field("c", "bool")] };
const frame = frameOf(schema, [{ a: 1, b: "x", c: true }]);

describe("select", () => {
  test.each([
    ["keep", ["c", "a"], ["c", "a"]],
    ["drop", ["b"], ["a", "c"]],
    ["keep", [], []],
  ])("%s %j", async (mode, columns, expected) => {
    const { outputs, schemas } = await runNode(select, {
      params: { mode, columns },
      inputs: { in: [frame] },
    });
    expect(outputs.out[0].schema.fields.map(({ name }) => name)).toEqual(expected);
    expect(schemas.out!.fields.map(({ name }) => name)).toEqual(expected);
    expect(outputs.out[0].length).toBe(1);
  });

  test("names a column that is not there", async () => {
    const { issues } = await runNode(select, { params: { columns: ["aa"] }, inputs: { in: [frame] } });
    expect(issues).toMatchObject([{ code: "COLUMN_UNKNOWN", got: "aa", hint: 'Did you mean "a"?' }]);
  });
});
