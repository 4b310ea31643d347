// The invoices of the playbook are the same ones for the same seed, and add up. (Pages depend on the fonts of a machine.)

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { invoiceOf } from "./invoice.ts";
import { measure } from "./measure.ts";
import { heldOut, SAMPLES } from "./pages.ts";

const committed = (path: string) => readFileSync(join(import.meta.dirname, "..", path), "utf8");

test("what is printed on the pages is what the seeds make", () => {
  const truth = JSON.parse(committed("data/truth.json")) as object[];
  const made = SAMPLES.map(({ name, invoice, print }) => ({ page: name, turned: print.turned, ...invoice }));
  expect(made).toEqual(truth);
});

test("sums are those of the items", () => {
  for (let seed = 0; seed < 50; seed++) {
    const { items, subtotal, tax, total } = invoiceOf(seed);
    const sum = items.reduce((all, { amount }) => all + amount, 0);
    expect(subtotal).toBeCloseTo(sum, 6);
    expect(total).toBeCloseTo(subtotal + tax, 6);
  }
});

test("held-out pages are others than those that ship", () => {
  const shipped = new Set(SAMPLES.map(({ invoice }) => invoice.number));
  expect(heldOut(24).filter(({ invoice }) => shipped.has(invoice.number))).toEqual([]);
});

test("a measure counts what is right and nothing else", () => {
  const [page] = heldOut(1);
  const { number, date, total, items } = page.invoice;
  const path = `data/pages/${page.name}`;
  const invoices = [{ path, number, date: "2000-01-01", total: String(total) }];
  const rows = items.map((item, i) => ({ path, ...item, quantity: i === 0 ? -1 : item.quantity }));
  const found = measure([page], { invoices, items: rows });
  expect(found.fields).toMatchObject({ number: { right: 1 }, date: { right: 0 }, total: { right: 1 } });
  expect(date).not.toBe("2000-01-01");
  expect(found.cells.quantity).toMatchObject({ right: items.length - 1, of: items.length });
  expect(measure([page], { invoices: [], items: [] }).rows).toMatchObject({ right: 0, of: 1 });
});
