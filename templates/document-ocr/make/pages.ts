// Which pages there are: three that go with the playbook, and those that measure it, which nobody looked at while it was built.

import { invoiceOf, randomOf, type Invoice } from "./invoice.ts";
import { FONTS, LAYOUT_NAMES, printInvoice, type Print } from "./layout.ts";

export interface InvoicePage {
  readonly name: string;
  readonly invoice: Invoice;
  readonly print: Print;
  readonly seed: number;
}

const page = (name: string, seed: number, print: Print): InvoicePage => ({
  ...{ name, seed, print },
  invoice: invoiceOf(seed),
});

/** Every layout; one page on its side, one askew. */
export const SAMPLES: readonly InvoicePage[] = [
  page("invoice-1.png", 11, { layout: "classic", font: FONTS[0], turned: 0, noise: 0.02 }),
  page("invoice-2.png", 12, { layout: "modern", font: FONTS[1], turned: 90, noise: 0 }),
  page("invoice-3.png", 13, { layout: "columns", font: FONTS[2], turned: 2, noise: 0.01 }),
];

/** Drawn from seeds of their own. */
export function heldOut(count: number): readonly InvoicePage[] {
  return Array.from({ length: count }, (_, i) => {
    const seed = 90_000 + i;
    const random = randomOf(seed + 1_000_000);
    const turned =
      random() < 0.3 ? 90 * (1 + Math.floor(random() * 3)) : Math.round((random() - 0.5) * 60) / 10;
    return page(`held-out-${i + 1}.png`, seed, {
      layout: LAYOUT_NAMES[i % LAYOUT_NAMES.length],
      font: FONTS[Math.floor(random() * FONTS.length)],
      turned,
      noise: random() * 0.03,
    });
  });
}

export const draw = ({ invoice, print, seed }: InvoicePage) => printInvoice(invoice, print, seed);
