// Rows written by the kernel are the rows written in JavaScript.

import fc from "fast-check";
import { expect, test } from "vitest";
import { FixedColumn, TextColumn, type Column } from "../../../engine/frames/column.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import { RawRows, type Dialect } from "../../../engine/frames/raw-rows.ts";
import { ByteSink } from "./byte-sink.ts";
import { writeCsvRows } from "./csv-rows.ts";
import { takeKernel } from "./kernel/kernel.ts";

const kernel = takeKernel();
if (!kernel)
  throw new Error("This machine has no vector kernel: the test would compare a writer with itself.");

const DIALECT: Dialect = {
  delimiter: 44,
  quote: 34,
  nullWords: [""],
  decimalComma: false,
  encoding: "utf-8",
};
const LF = Uint8Array.of(10);
const CRLF = Uint8Array.of(13, 10);

interface Made {
  readonly rows: number;
  readonly scores: Float32Array;
  readonly words: readonly string[];
}

const score = fc.oneof(
  { weight: 8, arbitrary: fc.float({ noNaN: true, min: 0, max: 1 }) },
  { weight: 2, arbitrary: fc.float() },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, 0.5, 1e-5, 999_999, 1e6, 1e-4, 123.456, NaN, -Infinity) },
);
const made: fc.Arbitrary<Made> = fc
  .tuple(
    fc.array(score, { minLength: 64, maxLength: 300 }),
    fc.array(fc.string(), { minLength: 1, maxLength: 5 }),
  )
  .map(([scores, words]) => ({ rows: scores.length, scores: Float32Array.from(scores), words }));

/** A frame of three cells of a file, a word and a score; in the kernel's memory or not. */
function frameOf({ rows, scores, words }: Made, inKernel: boolean): Frame {
  const lines = Array.from({ length: rows }, (_, i) => `${i},abc${"d".repeat(i % 50)},${i / 4}`);
  const text = new TextEncoder().encode(lines.join("\n") + "\n");
  const arena = kernel!.pool.arena();
  const bytes = inKernel ? arena.array(Uint8Array, text.length + 16) : new Uint8Array(text.length + 16);
  bytes.set(text);
  const ends = new Int32Array(rows);
  let end = -1;
  for (let row = 0; row < rows; row++) ends[row] = end = end + lines[row].length + 1;
  const starts = Int32Array.from(ends, (at, row) => at - lines[row].length);
  const raw = new RawRows(bytes, starts, ends, 3, DIALECT, false);
  const columns: Column[] = [
    ...[0, 1, 2].map((at) => TextColumn.raw({ rows: raw, field: at })),
    new TextColumn(rows, { indices: Int32Array.from({ length: rows }, (_, i) => i % words.length), words }),
    new FixedColumn({ type: "float32" }, rows, { values: scores, validity: null }),
  ];
  const fields = ["a", "b", "c", "word", "score"].map((name) => field(name, "text"));
  const lineage = { source: "s", unit: "row", from: 0, to: rows, ids: null } as const;
  return new Frame({ fields }, columns, rows, lineage, arena);
}

function written(frame: Frame, columns: readonly number[], lineEnd: Uint8Array, quoteAll: boolean): string {
  const sink = new ByteSink(64);
  const style = { delimiter: 44, decimalComma: false, quoteAll, nullText: "", escapeFormulas: false };
  writeCsvRows(
    sink,
    frame,
    columns.map((at) => frame.columns[at]),
    style,
    lineEnd,
  );
  return new TextDecoder().decode(sink.take());
}

test.each([
  ["all columns", [0, 1, 2, 3, 4]],
  ["some cells of the file", [1, 2, 4]],
  ["another order", [4, 2, 0, 3]],
  ["a number last and first", [4, 0]],
])("%s", (_, columns) => {
  fc.assert(
    fc.property(made, fc.boolean(), (rows, crlf) => {
      const fast = frameOf(rows, true);
      const end = crlf ? CRLF : LF;
      expect(written(fast, columns, end, false)).toBe(written(frameOf(rows, false), columns, end, false));
      fast.arena!.release();
    }),
    { numRuns: 60, seed: 11 },
  );
});

test("a frame that is larger than the kernel's room for output", () => {
  const rows = 20_000;
  const big = { rows, scores: new Float32Array(rows).fill(0.25), words: ["w".repeat(90)] };
  const columns = [0, 1, 2, 3, 4];
  const fast = frameOf(big, true);
  expect(written(fast, columns, LF, false)).toBe(written(frameOf(big, false), columns, LF, false));
  fast.arena!.release();
});
