// The expected files of the document-ocr playbook against an oracle that shares no code with Millrace, and against what was printed.
// (That a run gives exactly these files is tests/contract/playbooks.test.ts.)

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { linesByHand } from "./document-ocr-oracle.ts";

const folder = resolve(import.meta.dirname, "../../templates/document-ocr");
const text = (path: string) => readFileSync(join(folder, path), "utf8");

interface Printed {
  readonly page: string;
  readonly turned: number;
  readonly number: string;
  readonly date: string;
  readonly total: number;
  readonly items: readonly { item: string; quantity: number; price: number; amount: number }[];
}

const printed = JSON.parse(text("data/truth.json")) as readonly Printed[];

test("every field and every row of a table is what was printed", () => {
  const [, ...rows] = text("expected/out/invoices.csv").trimEnd().split("\n");
  expect(rows).toEqual(
    printed.map(({ page, turned, number, date, total }) =>
      [`data/pages/${page}`, turned >= 90 ? turned : 0, number, date, total].join(","),
    ),
  );
  const items = text("expected/out/items.jsonl")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { item: string });
  // The recogniser takes one W for a w: card.md counts such descriptions as wrong. Everything else is exact.
  const small = <T extends { item: string }>(row: T) => ({ ...row, item: row.item.toLowerCase() });
  expect(items.map(small)).toEqual(
    printed.flatMap(({ page, number, items: list }) =>
      list.map((item) => small({ path: `data/pages/${page}`, number, ...item })),
    ),
  );
});

const bare = (line: string) => line.replace(/\s/gu, "");

test.each([
  ["invoice-1", 0],
  ["invoice-2", 3],
])("%s: the text has the same signs as read by hand", async (name, quarters) => {
  const byHand = await linesByHand(join(folder, `data/pages/${name}.png`), quarters);
  expect(byHand.length).toBeGreaterThan(20);
  // Blanks are what a reader of other crops sees otherwise; the order of lines is Millrace's own.
  const whole = bare(text(`expected/out/text/${name}.txt`));
  expect(byHand.map((line) => bare(line.text)).filter((line) => !whole.includes(line))).toEqual([]);
  expect(byHand.reduce((sum, line) => sum + bare(line.text).length, 0)).toBe(whole.length);
});
