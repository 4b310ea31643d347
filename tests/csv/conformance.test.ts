// 20,000 random documents, spelled in every way that RFC 4180 and usual programs allow: read as a library of its own field reads them, and as
// they were meant; and what was written comes back as it was.

import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { frameOf } from "../../engine/frames/builder.ts";
import { field } from "../../engine/frames/frame.ts";
import { runNode } from "../../engine/sdk/harness.ts";
import writeCsv from "../../nodes/actions/write-csv/write-csv.ts";
import { memoryFiles } from "../support/memory-files.ts";
import { readCsv } from "../support/read-csv.ts";

const DOCUMENTS = 20_000;
/** Documents are read one by one, some thousands of them side by side in one property: it is the documents that count. */
const AT_ONCE = 50;

const DELIMITERS = { ",": ",", ";": ";", tab: "\t", "|": "|" } as const;
type Delimiter = keyof typeof DELIMITERS;

/** Letters, digits, and all that means something to somebody who reads CSV. */
const CHARACTERS = [
  "a",
  "Z",
  "0",
  "7",
  " ",
  ",",
  ";",
  "\t",
  "|",
  '"',
  "'",
  "\n",
  "\r\n",
  "-",
  ".",
  "é",
  "😀",
  "=",
  "\\",
];

interface Spelled {
  readonly rows: readonly (readonly { readonly value: string; readonly quoted: boolean }[])[];
  readonly delimiter: Delimiter;
  readonly lineEnd: string;
  readonly lastEnd: boolean;
  readonly bom: boolean;
}

const cell = fc.record({
  value: fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 8 }),
  quoted: fc.boolean(),
});

const document: fc.Arbitrary<Spelled> = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.record({
    rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
    delimiter: fc.constantFrom(...(Object.keys(DELIMITERS) as Delimiter[])),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    lastEnd: fc.boolean(),
    bom: fc.boolean(),
  }),
);

function textOf({ rows, delimiter, lineEnd, lastEnd, bom }: Spelled): string {
  const mark = DELIMITERS[delimiter];
  const spell = ({ value, quoted }: Spelled["rows"][number][number]) =>
    quoted || /["\r\n]/.test(value) || value.includes(mark) ? `"${value.replaceAll('"', '""')}"` : value;
  const lines = [namesOf(rows[0].length).join(mark), ...rows.map((row) => row.map(spell).join(mark))];
  return (bom ? "\uFEFF" : "") + lines.join(lineEnd) + (lastEnd ? lineEnd : "");
}

function namesOf(width: number): string[] {
  return Array.from({ length: width }, (_, i) => `c${i}`);
}

/** All as text, and no word means that there is none. */
function asText(width: number, delimiter: Delimiter) {
  return {
    delimiter,
    nullWords: [],
    types: Object.fromEntries(namesOf(width).map((name) => [name, "text"])),
  };
}

test("documents are read as csv-parse reads them, and as they were meant", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(document, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (documents) => {
      await Promise.all(
        documents.map(async (spelled) => {
          const text = textOf(spelled);
          const width = spelled.rows[0].length;
          const { rows, failed } = await readCsv(text, asText(width, spelled.delimiter));
          const cells = rows.map((row) => Object.values(row));
          const options = { delimiter: DELIMITERS[spelled.delimiter], bom: true, from: 2 };
          expect(failed).toEqual([]);
          expect(cells).toEqual(spelled.rows.map((row) => row.map(({ value }) => value)));
          expect(cells).toEqual(parse(text, options));
        }),
      );
    }),
    { numRuns: DOCUMENTS / AT_ONCE },
  );
});

/** Texts that look like something else are told apart by quotes; an empty one is not the same as none. */
const row = fc.record({
  text: fc.option(fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 8 })),
  float64: fc.option(fc.double({ noNaN: true })),
  float32: fc.option(fc.float({ noNaN: true })),
  int64: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
});
const FIELDS = (["text", "float64", "float32", "int64"] as const).map((type) => field(type, type));

test("what is written is read as it was, every number to the last bit", { timeout: 300_000 }, async () => {
  const tables = fc.array(fc.array(row, { minLength: 1, maxLength: 12 }), {
    minLength: AT_ONCE,
    maxLength: AT_ONCE,
  });
  await fc.assert(
    fc.asyncProperty(tables, fc.constantFrom(",", ";", "tab", "|"), async (all, delimiter) => {
      await Promise.all(
        all.map(async (rows) => {
          const files = memoryFiles();
          const inputs = { in: [frameOf({ fields: FIELDS }, rows)] };
          await runNode(writeCsv, { params: { path: "out.csv", delimiter }, inputs, host: { files } });
          const types = Object.fromEntries(FIELDS.map(({ name }) => [name, name]));
          // What is a decimal sign is guessed from all cells, also from texts.
          const again = await readCsv(files.text("out.csv")!, { delimiter, decimal: "point", types });
          expect(again.failed).toEqual([]);
          expect(again.rows).toEqual(rows);
        }),
      );
    }),
    { numRuns: 40 },
  );
});
