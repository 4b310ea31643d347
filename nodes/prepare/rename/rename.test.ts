import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import rename from "./rename.ts";

const schema = { fields: [field("a", "float64"), field("b", "text")] };
const frame = frameOf(schema, [{ a: 1, b: "x" }]);

describe("rename", () => {
  test("gives columns other names and shares their values", async () => {
    const { outputs } = await runNode(rename, {
      params: { names: { a: "b", b: "a" } },
      inputs: { in: [frame] },
    });
    expect(outputs.out[0].row(0)).toEqual({ b: 1, a: "x" });
    expect(outputs.out[0].columns[0]).toBe(frame.columns[0]);
  });

  test.each([
    [{ z: "y" }, "COLUMN_UNKNOWN"],
    [{ a: "b" }, "COLUMN_DUPLICATE"],
  ])("refuses %j as %s", async (names, code) => {
    const { issues } = await runNode(rename, { params: { names }, inputs: { in: [frame] } });
    expect(issues).toMatchObject([{ code, severity: "error" }]);
  });
});
