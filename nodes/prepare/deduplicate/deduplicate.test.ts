// deduplicate: which rows stay, against plain JavaScript, and within which memory.

import fc from "fast-check";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { FixedColumn, type Cell } from "../../../engine/frames/column.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import { placeOf, rowId } from "../../../engine/frames/lineage.ts";
import { RawRows } from "../../../engine/frames/raw-rows.ts";
import { diskScratch } from "../../../engine/host/scratch.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import deduplicate from "./deduplicate.ts";
import { LastRows } from "./last-rows.ts";

/** Nothing is put there unless memory does not suffice. */
const host = { scratch: diskScratch() };

const schema = { fields: [field("a", "text"), field("b", "float64")] };
const table = (rows: readonly Record<string, Cell>[]) =>
  frameOf(
    schema,
    rows.map((row) => ({ a: null, b: null, ...row })),
  );

async function kept(frames: readonly Frame[], params: Record<string, unknown> = {}) {
  const { outputs, issues } = await runNode(deduplicate, { params, inputs: { in: frames }, host });
  expect(issues).toEqual([]);
  return idsOf(outputs.out);
}

const idsOf = (frames: readonly Frame[]) =>
  frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => rowId(frame.lineage, row)));

/** Numbers as a file has them, one in each line. */
function readFrom(lines: readonly string[]): Frame {
  const ends = new Int32Array(lines.length);
  lines.forEach((line, i) => (ends[i] = (i === 0 ? 0 : ends[i - 1] + 1) + line.length));
  const starts = ends.map((end, i) => end - lines[i].length);
  const dialect = {
    delimiter: 44,
    quote: 34,
    nullWords: [],
    decimalComma: false,
    encoding: "utf-8",
  } as const;
  const rows = new RawRows(new TextEncoder().encode(lines.join("\n")), starts, ends, 1, dialect, false);
  const values = Float64Array.from(lines, Number);
  const column = new FixedColumn(
    { type: "float64" },
    lines.length,
    { values, validity: null },
    { rows, field: 0 },
  );
  const lineage = { source: "test", unit: "line", from: 0, to: lines.length, ids: null } as const;
  return new Frame({ fields: [field("b", "float64")] }, [column], lines.length, lineage);
}

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

  describe("what does not fit into memory", () => {
    let folder: string;
    beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "millrace-deduplicate-test-"))));
    afterEach(() => rm(folder, { recursive: true }));

    test.each(["first", "last"])("is on the disk meanwhile (%s), and stands where it stood", async (keep) => {
      const count = 60_000;
      const rows = Array.from({ length: count }, (_, i) => ({ a: `text ${(i * 7919) % 40_009}`, b: null }));
      // Rows of two sources, of which one has been sorted before.
      const [first, second] = [rows.slice(0, 35_000), rows.slice(35_000)].map(table);
      const places = { sources: [{ source: "file", unit: "line" as const }], of: null };
      const origin = { ...places, ids: Float64Array.from({ length: second.length }, (_, row) => 1e6 - row) };
      const sorted = new Frame(second.schema, second.columns, second.length, {
        ...second.lineage,
        source: "sort",
        origin,
      });
      const frames = [...recut([first], 5000), ...recut([sorted], 5000)];
      const { outputs } = await runNode(deduplicate, {
        params: { keep, memoryMb: 1 },
        inputs: { in: frames },
        host: { scratch: diskScratch(folder) },
      });
      const got = outputs.out.flatMap((frame) =>
        Array.from({ length: frame.length }, (_, row) => [
          frame.lineage.source,
          rowId(frame.lineage, row),
          placeOf(frame.lineage, row).row,
          frame.columns[0].get(row),
        ]),
      );
      const stays = new Map(rows.map(({ a }, i) => [a, i]));
      if (keep === "first") rows.forEach(({ a }, i) => stays.set(a, Math.min(stays.get(a)!, i)));
      const expected = [...stays.values()]
        .sort((a, b) => a - b)
        .map((i) =>
          i < 35_000 ? ["test", i, i, rows[i].a] : ["sort", i - 35_000, 1e6 - (i - 35_000), rows[i].a],
        );
      expect(got).toEqual(expected);
    });

    test("cells that nobody has changed are written as they were read", async () => {
      const lines = Array.from({ length: 30_000 }, (_, i) => `${i}.50`);
      const { outputs } = await runNode(deduplicate, {
        params: { memoryMb: 1 },
        inputs: { in: recut([readFrom(lines)], 4000) },
        host: { scratch: diskScratch(folder) },
      });
      const written = outputs.out.flatMap(({ columns: [{ verbatim }], length }) =>
        Array.from({ length }, (_, row) => verbatim?.rows.cell(row, verbatim.field)),
      );
      expect(written).toEqual(lines);
    });
  });

  test.each([
    [{ key: ["zz"] }, "COLUMN_UNKNOWN"],
    [{ key: ["a", "a"] }, "COLUMN_DUPLICATE"],
    [{ key: ["list"] }, "COLUMN_TYPE"],
  ])("%j is refused as %s", async (params, code) => {
    const frames = [
      frameOf({ fields: [...schema.fields, field("list", { type: "list", of: { type: "text" } })] }, []),
    ];
    const { issues } = await runNode(deduplicate, { params, inputs: { in: frames }, host });
    expect(issues.map((issue) => issue.code)).toContain(code);
  });
});
