// threshold: every comparison at its edge, words, nulls, and memory that does not depend on where frames end.

import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf, frameOf } from "../../../engine/frames/builder.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { emptyFrame, runNode } from "../../../engine/sdk/harness.ts";
import threshold from "./threshold.ts";

const schema: Schema = { fields: [field("score", "float64")] };
const frame = (scores: (number | null)[]): Frame =>
  frameOf(
    schema,
    scores.map((score) => ({ score })),
  );

async function judge(frames: Frame[], params: Record<string, unknown> = {}) {
  const result = await runNode(threshold, { params: { column: "score", ...params }, inputs: { in: frames } });
  return result.outputs.out.flatMap((out) =>
    Array.from({ length: out.length }, (_, row) => out.column("reached").get(row)),
  );
}

test.each([
  [">=", [false, true, true]],
  [">", [false, false, true]],
  ["<=", [true, true, false]],
  ["<", [true, false, false]],
])("%s the limit", async (comparison, reached) => {
  expect(await judge([frame([0.4, 0.5, 0.6])], { comparison })).toEqual(reached);
});

test("a missing number stays missing, NaN reaches nothing", async () => {
  expect(await judge([frame([null, NaN, 1])])).toEqual([null, false, true]);
  expect(await judge([frame([null, NaN, 1])], { yes: "late", no: "fine" })).toEqual([null, "fine", "late"]);
});

test("integers of 64 bits are compared too", async () => {
  const big = frameOf({ fields: [field("score", "int64")] }, [{ score: 5n }, { score: -5n }]);
  expect(await judge([big], { value: 0 })).toEqual([true, false]);
});

test("with memory it stays reached until the number is back", async () => {
  const scores = [0.1, 0.6, 0.4, null, NaN, 0.3, 0.2, 0.4, 0.7];
  expect(await judge([frame(scores)], { release: 0.3 })).toEqual([
    false,
    true,
    true,
    null,
    true,
    true,
    false,
    false,
    true,
  ]);
  expect(await judge([frame([9, 5, 7, 8])], { comparison: "<=", value: 5, release: 7 })).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test("memory does not depend on where frames end", async () => {
  const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(scores, fc.nat(30), async (given, cut) => {
      const whole = await judge([frame(given)], { release: 0.3 });
      const parts = await judge([frame(given.slice(0, cut)), frame(given.slice(cut))], { release: 0.3 });
      expect(parts).toEqual(whole);
    }),
  );
});

test("the memory can be kept and put back", async () => {
  const ctx = { state: { reached: new Set(["a", ""]) } } as Parameters<
    NonNullable<typeof threshold.snapshot>
  >[0];
  const bytes = threshold.snapshot!(ctx)!;
  ctx.state.reached.clear();
  ctx.state.reached.add("b");
  threshold.restore!(bytes, ctx);
  expect([...ctx.state.reached]).toEqual(["a", ""]);
});

const keyed: Schema = { fields: [field("sensor", "text"), field("score", "float64")] };
const readings = (rows: readonly (readonly [string, number])[]): Frame =>
  frameOf(
    keyed,
    rows.map(([sensor, score]) => ({ sensor, score })),
  );

test("each key has a memory of its own, however its rows are mixed with others", async () => {
  const sensor = fc.record({
    sensor: fc.constantFrom("a", "b", "c"),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(sensor, { maxLength: 40 }), async (rows) => {
      const mixed = await judge([readings(rows.map(({ sensor: own, score }) => [own, score]))], {
        key: ["sensor"],
        release: 0.3,
      });
      for (const name of ["a", "b", "c"]) {
        const alone = await judge(
          [frame(rows.filter((row) => row.sensor === name).map(({ score }) => score))],
          {
            release: 0.3,
          },
        );
        expect(mixed.filter((_, row) => rows[row].sensor === name)).toEqual(alone);
      }
    }),
  );
});

test("more keys at once than may be remembered end the run, and those that are back do not count", async () => {
  const params = { key: ["sensor"], release: 0.3, maxKeys: 1 };
  expect(
    await judge(
      [
        readings([
          ["a", 1],
          ["a", 0],
          ["b", 1],
        ]),
      ],
      params,
    ),
  ).toEqual([true, false, true]);
  await expect(
    judge(
      [
        readings([
          ["a", 1],
          ["b", 1],
        ]),
      ],
      params,
    ),
  ).rejects.toMatchObject({ code: "GROUPS_TOO_MANY" });
});

test("empty frames pass", async () => {
  const empty = emptyFrame(schema, [columnOf({ type: "float64" }, [])]);
  expect(await judge([empty])).toEqual([]);
});

test.each([
  [{ column: "z" }, "COLUMN_UNKNOWN"],
  [{ column: "name" }, "COLUMN_TYPE"],
  [{ column: "score", output: "name" }, "COLUMN_DUPLICATE"],
  [{ column: "score", release: 0.6 }, "RELEASE_BEYOND_LIMIT"],
  [{ column: "score", release: 0.3, key: ["z"] }, "COLUMN_UNKNOWN"],
])("%j is refused with %s", (params, code) => {
  const fields = [...schema.fields, field("name", "text")];
  const given = threshold.params.parse(params);
  const { issues } = threshold.schema({ params: given, inputs: { in: { fields } }, wires: {}, facts: null });
  expect(issues).toMatchObject([{ code, severity: "error" }]);
});
