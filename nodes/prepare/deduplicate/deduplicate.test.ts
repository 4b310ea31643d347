// deduplicate: which rows stay, against plain JavaScript, and within which memory.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import deduplicate from "./deduplicate.ts";
import { LastRows } from "./last-rows.ts";

const schema = { fields: [field("a", "text"), field("b", "float64")] };
const table = (rows: readonly Record<string, Cell>[]) =>
  frameOf(
    schema,
    rows.map((row) => ({ a: null, b: null, ...row })),
  );

async function kept(frames: readonly Frame[], params: Record<string, unknown> = {}) {
  const { outputs, issues } = await runNode(deduplicate, { params, inputs: { in: frames } });
  expect(issues).toEqual([]);
  return idsOf(outputs.out);
}

const idsOf = (frames: readonly Frame[]) =>
  frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => rowId(frame.lineage, row)));

describe("deduplicate", () => {
  const frame = table([
    { a: "x", b: 1 },
    { a: "y" },
    { a: "x", b: 1 },
    { a: "x", b: 2 },
    { b: NaN },
    { b: NaN },
    { a: "y" },
  ]);

  test.each<[Record<string, unknown>, number[]]>([
    [{}, [0, 1, 3, 4]],
    [{ key: ["a"] }, [0, 1, 4]],
    [{ key: ["a"], keep: "last" }, [3, 5, 6]],
    [{ keep: "last" }, [2, 3, 5, 6]],
  ])("%j keeps the rows %j", async (params, expected) => {
    expect(await kept([frame], params)).toEqual(expected);
  });

  test("no rows, and one", async () => {
    for (const keep of ["first", "last"]) {
      expect(await kept([table([])], { keep })).toEqual([]);
      expect(await kept([table([{}])], { keep })).toEqual([0]);
    }
  });

  test("is what plain JavaScript keeps, however the rows are cut, and with little memory", async () => {
    const rows = fc.array(
      fc.record({
        a: fc.option(fc.constantFrom("x", "y", "")),
        b: fc.option(fc.constantFrom(0, -0, NaN, 1)),
      }),
      { maxLength: 50 },
    );
    const options = fc.record({
      key: fc.subarray(["a", "b"], { minLength: 1 }),
      keep: fc.constantFrom("first", "last"),
      cut: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(rows, options, async (cells, { key, keep, cut }) => {
        const text = (row: Record<string, string | number | null>) =>
          key.map((name) => String(row[name] === null ? "null" : `=${String(row[name])}`)).join("|");
        const texts = cells.map(text);
        const expected = texts.flatMap((own, i) =>
          (keep === "first" ? texts.indexOf(own) : texts.lastIndexOf(own)) === i ? [i] : [],
        );
        const frames = recut([table(cells)], cut);
        expect(await kept(frames, { key, keep })).toEqual(expected);
        if (keep === "first") return;
        // No memory at all: rows are looked through with every frame.
        const numbers = new Map<string, number>();
        const last = new LastRows(0);
        let row = 0;
        for (const part of frames) {
          const keys = Int32Array.from({ length: part.length }, () => {
            const own = texts[row++];
            if (!numbers.has(own)) numbers.set(own, numbers.size);
            return numbers.get(own)!;
          });
          last.add(part, keys, numbers.size);
        }
        expect(idsOf([...last.frames()])).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test.each(["first", "last"])("too many keys end the run (%s)", async (keep) => {
    const rows = Array.from({ length: 40_000 }, (_, b) => ({ b, a: `text ${b}` }));
    const running = runNode(deduplicate, { params: { keep, memoryMb: 1 }, inputs: { in: [table(rows)] } });
    await expect(running).rejects.toMatchObject({ code: "MEMORY_LIMIT", details: { fatal: true } });
  });

  test.each([
    [{ key: ["zz"] }, "COLUMN_UNKNOWN"],
    [{ key: ["a", "a"] }, "COLUMN_DUPLICATE"],
    [{ key: ["list"] }, "COLUMN_TYPE"],
  ])("%j is refused as %s", async (params, code) => {
    const frames = [
      frameOf({ fields: [...schema.fields, field("list", { type: "list", of: { type: "text" } })] }, []),
    ];
    const { issues } = await runNode(deduplicate, { params, inputs: { in: frames } });
    expect(issues.map((issue) => issue.code)).toContain(code);
  });
});
