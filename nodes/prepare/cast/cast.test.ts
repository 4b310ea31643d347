import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import cast from "./cast.ts";
import type { CastType } from "./convert.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import type { DataType } from "../../../engine/frames/types.ts";

async function castOne(type: DataType["type"], value: Cell, to: CastType) {
  const frame = frameOf({ fields: [field("v", type)] }, [{ v: value }]);
  const { outputs, failed } = await runNode(cast, {
    params: { columns: { v: to } },
    inputs: { in: [frame] },
  });
  return failed.length > 0 ? failed[0] : outputs.out[0].column("v").get(0);
}

describe("cast", () => {
  test.each<[DataType["type"], Cell, CastType, Cell]>([
    ["text", " 1.5 ", "float64", 1.5],
    ["text", "9007199254740993", "int64", 9007199254740993n],
    ["text", "yes", "bool", true],
    ["text", "2026-01-31T12:00:00+01:00", "timestamp", Date.UTC(2026, 0, 31, 11)],
    ["text", "2026-01-31", "date", 20484],
    ["float64", 3, "int8", 3],
    ["float64", 0.1, "float32", Math.fround(0.1)],
    ["float32", 0.1, "text", "0.1"],
    ["float64", 1e21, "text", "1e+21"],
    ["bool", true, "float64", 1],
    ["int32", 0, "bool", false],
    ["timestamp", Date.UTC(2026, 0, 31, 11), "date", 20484],
    ["timestamp", Date.UTC(2026, 0, 31, 11), "text", "2026-01-31T11:00:00Z"],
    ["date", 20484, "text", "2026-01-31"],
    ["int64", 5n, "float64", 5],
    ["text", null, "float64", null],
  ])("%s %s as %s is %s", async (type, value, to, expected) => {
    expect(await castOne(type, value, to)).toEqual(expected);
  });

  test.each<[DataType["type"], Cell, CastType]>([
    ["text", "abc", "float64"],
    ["text", "", "float64"],
    ["float64", 1.5, "int32"],
    ["float64", 300, "uint8"],
    ["float64", NaN, "int32"],
    ["float64", 1e39, "float32"],
    ["text", "maybe", "bool"],
    ["text", "31.01.2026", "date"],
    ["text", "2016-12-31T23:59:60Z", "timestamp"],
    ["float64", 1e18, "timestamp"],
  ])("%s %s cannot become %s: the row fails", async (type, value, to) => {
    expect(await castOne(type, value, to)).toMatchObject({ code: "CAST_FAILED", column: "v", row: 0 });
  });

  test.each<[DataType["type"], Cell, boolean]>([
    ["int64", 2n ** 53n + 1n, true],
    ["text", "9007199254740993", true],
    ["int64", 2n ** 60n, false],
    ["text", "0.12345678901234567890", false],
    ["text", "1e300", false],
  ])("%s %s to float64 is said to be rounded: %s", async (type, value, isRounded) => {
    const frame = frameOf({ fields: [field("v", type)] }, [{ v: value }]);
    const params = { columns: { v: "float64" } };
    const { warnings } = await runNode(cast, { params, inputs: { in: [frame] } });
    expect(warnings).toEqual(isRounded ? [expect.stringMatching(/^NUMBERS_ROUNDED: "v"/)] : []);
  });

  test("a value that does not fit can become missing instead", async () => {
    const frame = frameOf({ fields: [field("v", "text")] }, [{ v: "1" }, { v: "x" }]);
    const params = { columns: { v: "float64" }, onFailure: "null" };
    const { outputs, failed } = await runNode(cast, { params, inputs: { in: [frame] } });
    expect([outputs.out[0].column("v").get(0), outputs.out[0].column("v").get(1)]).toEqual([1, null]);
    expect(failed).toEqual([]);
  });
});
