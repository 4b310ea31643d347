// split-column: four ways to take a text apart, and texts that do not fit.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { systemClock } from "../../../engine/host/clock.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { HANGING_PATTERN, HANGING_TEXT, hastyClock } from "../../../tests/support/hanging-pattern.ts";
import splitColumn from "./split-column.ts";

const schema = { fields: [field("t", "text"), field("n", "float64")] };
const run = (cells: readonly Cell[], params: Record<string, unknown>) =>
  runNode(splitColumn, {
    params: { column: "t", names: ["a", "b"], ...params },
    inputs: {
      in: [
        frameOf(
          schema,
          cells.map((t) => ({ t, n: null })),
        ),
      ],
    },
    host: { clock: systemClock },
  });
const pieces = async (cell: Cell, params: Record<string, unknown>) => {
  const { outputs, failed } = await run([cell], params);
  if (failed.length > 0) return failed[0].code;
  return ["a", "b"].map((name) => outputs.out[0].column(name).get(0));
};

const json = { way: "json", paths: ["x.y[1]", "z"] };

describe("split-column", () => {
  test.each<[Cell, Record<string, unknown>, Cell]>([
    ["1,2", {}, ["1", "2"]],
    ["1,2,3", {}, ["1", "2"]],
    ["1,2,3", { extra: "last" }, ["1", "2,3"]],
    ["1,2,3", { extra: "fail" }, "SPLIT_FAILED"],
    ["1", {}, ["1", null]],
    ["1", { missing: "fail" }, "SPLIT_FAILED"],
    ["", {}, ["", null]],
    [null, { missing: "fail" }, [null, null]],
    ["ab-12!", { way: "pattern", pattern: "(\\w+)-(\\d+)" }, ["ab", "12"]],
    ["\u{1f600}-1", { way: "pattern", pattern: "^(.)-(x)?" }, ["\u{1f600}", null]],
    ["none", { way: "pattern", pattern: "(\\d)" }, [null, null]],
    ["none", { way: "pattern", pattern: "(\\d)", missing: "fail" }, "SPLIT_FAILED"],
    ["ab  cd ", { way: "width", widths: [3, 4] }, ["ab", "cd"]],
    ["\u{1f600}bc", { way: "width", widths: [1, 1] }, ["\u{1f600}", "b"]],
    ["\u{1f600}bc", { way: "width", widths: [1, 1], extra: "fail" }, "SPLIT_FAILED"],
    ["a", { way: "width", widths: [1, 1] }, ["a", null]],
    ['{"x":{"y":[1,2]},"z":{"k":null}}', json, ["2", '{"k":null}']],
    ['{"x":5,"z":false}', json, [null, "false"]],
    ["{", json, [null, null]],
    ["{", { ...json, missing: "fail" }, "SPLIT_FAILED"],
    ['{"x":{}}', { way: "json", paths: ["x.constructor", "toString"] }, [null, null]],
  ])("%j with %j", async (cell, params, expected) => {
    expect(await pieces(cell, params)).toEqual(expected);
  });

  test("what was joined by a separator comes apart", async () => {
    const part = fc.string().map((text) => text.replaceAll(";", ""));
    await fc.assert(
      fc.asyncProperty(part, part, async (a, b) => {
        expect(await pieces(`${a};${b}`, { separator: ";" })).toEqual([a, b]);
      }),
    );
  });

  test("the text goes where that is wanted, and no rows give none", async () => {
    const { outputs } = await run(["1,2"], { drop: true });
    expect(outputs.out[0].row(0)).toEqual({ n: null, a: "1", b: "2" });
    expect((await run([], {})).outputs.out[0].length).toBe(0);
  });

  test("a pattern that never ends is told", async () => {
    const running = runNode(splitColumn, {
      params: { column: "t", names: ["a"], way: "pattern", pattern: HANGING_PATTERN },
      inputs: { in: [frameOf(schema, [{ t: HANGING_TEXT, n: null }])] },
      host: { clock: hastyClock },
    });
    await expect(running).rejects.toMatchObject({ code: "PATTERN_ENDLESS", details: { fatal: true } });
  });

  test.each([
    [{ column: "zz" }, "COLUMN_UNKNOWN"],
    [{ column: "n" }, "COLUMN_TYPE"],
    [{ names: ["t"] }, "COLUMN_DUPLICATE"],
    [{ names: ["a", "a"] }, "COLUMN_DUPLICATE"],
    [{ separator: "" }, "PARAM_REQUIRED"],
    [{ way: "pattern" }, "PARAM_REQUIRED"],
    [{ way: "pattern", pattern: "(" }, "PATTERN_INVALID"],
    [{ way: "width", widths: [1] }, "PARAM_INVALID"],
    [{ way: "json" }, "PARAM_INVALID"],
  ])("%j is refused as %s", async (params, code) => {
    expect((await run([], params)).issues.map((issue) => issue.code)).toContain(code);
  });
});
