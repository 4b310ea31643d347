import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArenaPool } from "../../../engine/frames/arena.ts";
import { csvText } from "../../../tests/partition/rows.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { BlockReader } from "./blocks.ts";
import { makeLayout } from "./layout.ts";
import { rowStarts, type RowStart } from "./row-starts.ts";

const DIALECT = {
  delimiter: 44,
  quote: 34,
  nullWords: [""],
  decimalComma: false,
  encoding: "utf-8",
} as const;
const LAYOUT = makeLayout(DIALECT, ["id", "a", "b"], [false, true, true]);
const encoder = new TextEncoder();

async function startsIn(
  text: string,
  targets: readonly number[],
  { blockBytes = 1e6, maxLineBytes = 1e6, quote = 34 } = {},
): Promise<RowStart[]> {
  const reader = await memoryFiles({ file: text }).open("file");
  const to = reader.size;
  const blocks = new BlockReader(reader, {
    from: 0,
    to,
    firstBytes: blockBytes,
    maxBytes: blockBytes,
    recode: null,
    pool: new ArenaPool(),
  });
  const layout = { ...LAYOUT, dialect: { ...DIALECT, quote } };
  const signal = new AbortController().signal;
  const found = await rowStarts(blocks, { layout, firstLine: 1, maxLineBytes, to }, targets, signal);
  await blocks.settle();
  return found;
}

/** Blank lines belong to no row: it does not matter on which side of them a part ends. */
function behindBlanks(text: string, { at }: RowStart): number {
  const bytes = encoder.encode(text);
  let p = at;
  while (bytes[p] === 10 || (bytes[p] === 13 && bytes[p + 1] === 10)) p++;
  return p;
}

describe("rows begin", () => {
  test.each([
    ["where a line ends", "a,1,1\nb,2,2\nc,3,3\n", 8, { at: 12, line: 3 }],
    ["at the place itself", "a,1,1\nb,2,2\n", 6, { at: 6, line: 2 }],
    ["not where a quoted line ends", 'a,1,1\n"b\n\nb",2,2\nc,3,3\n', 8, { at: 17, line: 5 }],
    ["nowhere behind the last one", "a,1,1\nb,2,2", 8, { at: 11, line: 3 }],
    ["behind a line whose quote is never closed", 'a,1,1\n"b,2,2\nc,3,3\n', 8, { at: 13, line: 3 }],
  ])("%s", async (_, text, target, expected) => {
    expect(await startsIn(text, [target])).toEqual([expected]);
  });

  test("at every line where nothing is a quote", async () => {
    expect(await startsIn('a,1,1\n"b\nb",2,2\n', [8], { quote: -1 })).toEqual([{ at: 9, line: 3 }]);
  });

  test("behind a line that is longer than a row may be", async () => {
    const text = `a,1,1\n${"x".repeat(300)},2,2\nc,3,3\n`;
    const found = await startsIn(text, [20], { blockBytes: 16, maxLineBytes: 64 });
    expect(found).toEqual([{ at: text.indexOf("c,"), line: 3 }]);
  });

  test("at the same places, on the same lines, however the file is read", async () => {
    const places = fc.array(fc.nat(400), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(csvText, places, fc.integer({ min: 1, max: 50 }), async (text, drawn, blockBytes) => {
        const targets = drawn.toSorted((a, b) => a - b);
        const whole = await startsIn(text, targets);
        const pieces = await startsIn(text, targets, { blockBytes });
        expect(pieces.map((start) => behindBlanks(text, start))).toEqual(
          whole.map((start) => behindBlanks(text, start)),
        );
        const bytes = encoder.encode(text);
        for (const { at, line } of [...whole, ...pieces])
          if (at < bytes.length)
            expect(line).toBe(
              1 + bytes.subarray(0, at).reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0),
            );
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});
