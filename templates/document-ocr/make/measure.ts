// How well the playbook reads pages that nobody looked at while it was built: what it wrote about them against what stands on them.

import type { InvoicePage } from "./pages.ts";

export interface Written {
  readonly invoices: readonly Readonly<Record<string, string>>[];
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

const share = (right: number, of: number) => ({ right, of, share: Math.round((right / of) * 1000) / 1000 });

export function measure(pages: readonly InvoicePage[], { invoices, items }: Written) {
  const found = pages.map(({ name, invoice }) => ({
    invoice,
    row: invoices.find(({ path }) => path.endsWith(`/${name}`)),
    items: items.filter(({ path }) => String(path).endsWith(`/${name}`)),
  }));
  const field = (is: (one: (typeof found)[number]) => boolean) =>
    share(found.filter(is).length, found.length);
  const cells = found.flatMap(({ invoice, items: rows }) =>
    invoice.items.map((wanted, i) => ({ wanted, row: rows[i] })),
  );
  const column = (name: "item" | "quantity" | "price" | "amount") =>
    share(cells.filter(({ wanted, row }) => row?.[name] === wanted[name]).length, cells.length);
  return {
    synthetic: true,
    pages: pages.length,
    turnedByQuarters: pages.filter(({ print }) => Math.abs(print.turned) >= 90).length,
    fields: {
      number: field(({ invoice, row }) => row?.number === invoice.number),
      date: field(({ invoice, row }) => row?.date === invoice.date),
      total: field(({ invoice, row }) => Number(row?.total) === invoice.total),
    },
    rows: field(({ invoice, items: rows }) => rows.length === invoice.items.length),
    cells: {
      item: column("item"),
      quantity: column("quantity"),
      price: column("price"),
      amount: column("amount"),
    },
  };
}
