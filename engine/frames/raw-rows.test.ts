// Where the cells of rows stand: all of them, or some without looking at the others.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VerbatimJoiner } from "./join-verbatim.ts";
import { RawRows, type Dialect } from "./raw-rows.ts";

const DIALECT: Dialect = {
  delimiter: 44,
  quote: 34,
  nullWords: [""],
  decimalComma: false,
  encoding: "utf-8",
};
const FIELDS = 4;

function rowsOf(lines: readonly string[], quoted: boolean): RawRows {
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
  const lengths = lines.map((line) => new TextEncoder().encode(line).length);
  const ends = new Int32Array(lines.length);
  let end = -1;
  lengths.forEach((length, row) => (ends[row] = end = end + length + 1));
  const starts = Int32Array.from(ends, (at, row) => at - lengths[row]);
  return new RawRows(bytes, starts, ends, FIELDS, DIALECT, quoted);
}

const spans = Array.from({ length: FIELDS }, (_, first) =>
  Array.from({ length: FIELDS - first }, (_, more) => [first, first + more + 1] as const),
).flat();

const plain = fc.string({ unit: fc.constantFrom(..."ab1é"), maxLength: 5 });
const cell = fc.oneof(
  plain,
  plain.map((text) => `"${text},${text}"`),
);

describe.each([
  ["plain cells", plain, false],
  ["quoted cells", cell, true],
] as const)("%s", (_, cells, quoted) => {
  const lines = fc.array(
    fc.tuple(...Array<typeof cells>(FIELDS).fill(cells)).map((all) => all.join(",")),
    { minLength: 1, maxLength: 20 },
  );

  test.each(spans)("cells %i to %i are what all offsets say", (first, behind) => {
    fc.assert(
      fc.property(lines, (texts) => {
        const offsets = rowsOf(texts, quoted).offsets();
        const { from, to } = rowsOf(texts, quoted).span(first, behind);
        texts.forEach((_, row) => {
          const k = row * (FIELDS + 1);
          expect([from[row], to[row]]).toEqual([offsets[k + first], offsets[k + behind] - 1]);
        });
      }),
      { numRuns: 50 },
    );
  });
});

test("rows of several buffers become rows of one, cell for cell", () => {
  const lines = fc.array(
    fc.tuple(...Array<typeof plain>(FIELDS).fill(plain)).map((all) => all.join(",")),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(fc.array(lines, { minLength: 1, maxLength: 4 }), (batches) => {
      const parts = batches.map((texts) => rowsOf(texts, false));
      const joiner = new VerbatimJoiner();
      const joined = [1, 3].map((at) => joiner.join(parts.map((rows) => ({ rows, field: at })))!);
      expect(joined[0].rows).toBe(joined[1].rows);
      const cells = batches.flat().map((text) => text.split(",")[3]);
      expect(cells.map((_, row) => joined[1].rows.cell(row, 3) ?? "")).toEqual(cells);
    }),
    { numRuns: 50 },
  );
});
