// The vector kernel reads what the reader in JavaScript reads: the same rows, numbers to the last bit, and bad rows.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArenaPool } from "../../../engine/frames/arena.ts";
import type { Dialect } from "../../../engine/frames/raw-rows.ts";
import { rowScanner } from "./fast-scan.ts";
import { takeKernel, WINDOW_BYTES } from "./kernel/kernel.ts";
import { makeLayout, type ScanLayout } from "./layout.ts";
import { SLACK_BYTES } from "./scan.ts";
import { ScannedRows } from "./scanned-rows.ts";

const kernel = takeKernel();
if (!kernel)
  throw new Error("This machine has no vector kernel: the test would compare a reader with itself.");

const COMMA: Dialect = {
  delimiter: 44,
  quote: 34,
  nullWords: ["", "NA"],
  decimalComma: false,
  encoding: "utf-8",
};
const SEMICOLON: Dialect = { ...COMMA, delimiter: 59, decimalComma: true };

/** Room that is too small for all rows, so that batches end in the middle. */
const CAPACITIES = [7, 10_000];

function scanAll(text: string, layout: ScanLayout, fast: boolean, capacity: number, pool: ArenaPool) {
  const encoded = new TextEncoder().encode(text);
  const arena = pool.arena();
  const bytes = arena.array(Uint8Array, encoded.length + SLACK_BYTES);
  bytes.set(encoded);
  const scan = rowScanner(layout, fast ? kernel : null);
  const batches: unknown[] = [];
  let others = false;
  let line = 1;
  for (let p = 0; p < encoded.length;) {
    const into = new ScannedRows(layout, capacity, line, arena);
    const stopped = scan(bytes, p, encoded.length, into, true);
    const { count, nulls, bad, width } = into;
    batches.push({
      stopped,
      nulls,
      bad,
      numbers: Array.from(into.numbers.subarray(0, count * width)),
      starts: Array.from(into.starts.subarray(0, count)),
      ends: Array.from(into.ends.subarray(0, count)),
      lines: Array.from(into.lines.subarray(0, count)),
      offsets: Array.from(into.offsets.subarray(0, count * (layout.names.length + 1))),
      line: into.line,
      quoted: into.quoted,
    });
    others ||= into.bits > 127;
    if (stopped === p && into.line === line) break;
    p = stopped;
    line = into.line;
  }
  arena.release();
  // The kernel may say so of bytes that are in no cell of text; it must never miss one that is.
  return { batches, others };
}

function expectSame(text: string, layout: ScanLayout): void {
  for (const capacity of CAPACITIES) {
    const wanted = scanAll(text, layout, false, capacity, new ArenaPool());
    const direct = scanAll(text, layout, true, capacity, kernel!.pool);
    const copied = scanAll(text, layout, true, capacity, new ArenaPool());
    expect(direct.batches, "in the kernel's memory").toEqual(wanted.batches);
    expect(copied.batches, "on copies").toEqual(wanted.batches);
    if (wanted.others) expect([direct.others, copied.others]).toEqual([true, true]);
  }
}

const plain = fc.oneof(
  fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map(String),
  fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.nat(99_999)).map(([a, b]) => `${a}.${b}`),
  fc.constantFrom("0", "-0", "-0.0", "007", "0.1", "123456789012345", "-1234567.12345678", "9.5"),
);
const odd = fc.oneof(
  { weight: 4, arbitrary: fc.double({ noNaN: true }).map(String) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ..."NA|.5|5.|.|-|-.|--1|1-|1.2.3|1e5|+3|nan|-inf| 12|12 |x|1,|0x10|1234567890123456|0.12345678901234567|é|\r".split(
        "|",
      ),
      "",
    ),
  },
);
const cell = fc.oneof({ weight: 30, arbitrary: plain }, { weight: 1, arbitrary: odd });
const word = fc.oneof(
  { weight: 20, arbitrary: fc.string({ unit: fc.constantFrom(..."abc -.é"), maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom('"a,b"', '"two\nlines"', 'a"b', '""') },
);
const lineEnd = fc.constantFrom("\n", "\n", "\n", "\r\n", "\n\n");

/** Rows of `kinds` (n = number, t = text), now and then with a cell too few or too many. */
function table(kinds: string, delimiter: string): fc.Arbitrary<string> {
  const cells = fc.tuple(...[...kinds].map((kind) => (kind === "n" ? cell : word)));
  const row = fc.tuple(cells, fc.integer({ min: 0, max: 60 }), lineEnd).map(([all, shape, end]) => {
    const kept = shape === 0 ? all.slice(1) : shape === 1 ? [...all, "1"] : all;
    return kept.join(delimiter) + end;
  });
  return fc.array(row, { maxLength: 80 }).map((rows) => rows.join(""));
}

const layoutOf = (dialect: Dialect, kinds: string) =>
  makeLayout(
    dialect,
    [...kinds].map((_, i) => `c${i}`),
    [...kinds].map((kind) => kind === "n"),
  );

describe.each(["n", "nnnn", "tn", "ntnt"])("rows of %s", (kinds) => {
  test.each([
    ["commas", COMMA, ","],
    ["semicolons and decimal commas", SEMICOLON, ";"],
  ])("with %s", (_, dialect, delimiter) => {
    const layout = layoutOf(dialect, kinds);
    const text = table(kinds, delimiter).map((rows) =>
      dialect.decimalComma ? rows.replaceAll(".", ",") : rows,
    );
    fc.assert(
      fc.property(text, (rows) => expectSame(rows, layout)),
      { numRuns: 150, seed: 7 },
    );
  });
});

test("rows that lie across windows, and one longer than a window", () => {
  const layout = layoutOf(COMMA, "nt");
  const rows = Array.from({ length: 5000 }, (_, i) => `${i / 8},${"x".repeat(i % 40)}`);
  rows.splice(2500, 0, `1,${"y".repeat(2 * WINDOW_BYTES)}`);
  expectSame(rows.join("\n") + "\n", layout);
});

test("numbers that the kernel reads are the doubles that JavaScript reads", () => {
  const layout = layoutOf(COMMA, "n");
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 200 }), (texts) => {
      const [batch] = scanAll(texts.join("\n") + "\n", layout, true, 10_000, kernel.pool).batches as {
        numbers: number[];
      }[];
      expect(batch.numbers).toEqual(texts.map(Number));
    }),
    { seed: 7 },
  );
});

test.each([2, 3, 5])("one cell in %i is empty or has an exponent", (every) => {
  const layout = layoutOf(COMMA, "nn");
  for (const cell of ["", "1e3"]) {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i % every === 0 ? cell : i},${i}`);
    expectSame(rows.join("\n") + "\n", layout);
  }
});

test("after many rows of another form it goes back to the kernel", () => {
  const layout = layoutOf(COMMA, "nn");
  const rows = [...Array<string>(500).fill("1e3,2"), ...Array<string>(20_000).fill("3.25,4")];
  expectSame(rows.join("\n") + "\n", layout);
});
