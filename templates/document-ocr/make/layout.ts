// How an invoice is printed: three layouts, with fonts that most machines have, light noise, and pages that lie askew or turned.

import sharp from "sharp";
import { randomOf, type Invoice } from "./invoice.ts";

interface Text {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
  readonly bold?: boolean;
  /** Stands at its right edge. */
  readonly end?: boolean;
}

export interface Print {
  readonly layout: keyof typeof LAYOUTS;
  readonly font: string;
  /** Degrees clockwise. */
  readonly turned: number;
  readonly noise: number;
}

const [WIDTH, HEIGHT] = [800, 920];
const money = (value: number) => value.toFixed(2).replace(/\B(?=(\d{3})+\.)/gu, ",");
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const stacked = (lines: readonly string[], x: number, y: number, size = 17): Text[] =>
  lines.map((text, i) => ({ x, y: y + i * 24, text, size }));

/** Label and value at two places of a row. */
const pair = (label: string, value: string, x: number, gap: number, y: number): Text[] => [
  { x, y, text: label },
  { x: x + gap, y, text: value },
];

function tableOf(heads: readonly string[], { items }: Invoice, y: number): Text[] {
  const [left, ...ends] = [60, 470, 610, 740];
  const row = (cells: readonly string[], at: number, bold = false): Text[] =>
    cells.map((text, i) =>
      i === 0 ? { x: left, y: at, text, bold } : { x: ends[i - 1], y: at, text, bold, end: true },
    );
  return [
    ...row(heads, y, true),
    ...items.flatMap(({ item, quantity, price, amount }, i) =>
      row([item, String(quantity), money(price), money(amount)], y + 40 + i * 34),
    ),
  ];
}

const sums = (rows: readonly (readonly [string, number])[], y: number): Text[] =>
  rows.flatMap(([label, value], i) => [
    { x: 470, y: y + i * 32, text: label, bold: i === rows.length - 1 },
    { x: 740, y: y + i * 32, text: money(value), end: true, bold: i === rows.length - 1 },
  ]);

const LAYOUTS = {
  classic(invoice: Invoice): Text[] {
    const [year, month, day] = invoice.date.split("-");
    const end = 470 + invoice.items.length * 34;
    return [
      { x: 60, y: 90, text: "INVOICE", size: 36, bold: true },
      ...stacked(invoice.seller, 60, 150),
      ...stacked(invoice.buyer, 60, 260),
      ...pair("Invoice no.", invoice.number, 470, 130, 150),
      ...pair("Date", `${day}.${month}.${year}`, 470, 130, 182),
      ...tableOf(["Description", "Qty", "Unit price", "Amount"], invoice, 400),
      ...sums(
        [
          ["Subtotal", invoice.subtotal],
          ["VAT 19 %", invoice.tax],
          ["Total", invoice.total],
        ],
        end,
      ),
    ];
  },
  modern(invoice: Invoice): Text[] {
    const [year, month, day] = invoice.date.split("-");
    const end = 530 + invoice.items.length * 34;
    return [
      { x: 60, y: 80, text: invoice.seller[0], size: 28, bold: true },
      { x: 60, y: 112, text: invoice.seller.slice(1).join(", "), size: 15 },
      { x: 60, y: 190, text: `Invoice number: ${invoice.number}` },
      { x: 60, y: 224, text: `Invoice date: ${Number(day)} ${MONTHS[Number(month) - 1]} ${year}` },
      { x: 60, y: 290, text: "Bill to", bold: true },
      ...stacked(invoice.buyer, 60, 318),
      ...tableOf(["Item", "Quantity", "Price", "Total"], invoice, 450),
      ...sums(
        [
          ["Net", invoice.subtotal],
          ["Tax", invoice.tax],
          ["Amount due", invoice.total],
        ],
        end,
      ),
    ];
  },
  columns(invoice: Invoice): Text[] {
    const end = 560 + invoice.items.length * 34;
    return [
      { x: 60, y: 80, text: "Tax Invoice", size: 32, bold: true },
      ...stacked(["Sold by the company", ...invoice.seller], 60, 140),
      ...stacked(["Delivered and billed to", ...invoice.buyer], 440, 140),
      { x: 60, y: 300, text: "Document no.", bold: true },
      { x: 300, y: 300, text: "Issued", bold: true },
      { x: 60, y: 330, text: invoice.number },
      { x: 300, y: 330, text: invoice.date },
      ...tableOf(["Article", "Units", "Each", "Amount"], invoice, 430),
      ...sums(
        [
          ["Sum", invoice.subtotal],
          ["VAT", invoice.tax],
          ["Total amount", invoice.total],
        ],
        end,
      ),
    ];
  },
} satisfies Record<string, (invoice: Invoice) => Text[]>;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The page as a gray PNG. */
export async function printInvoice(invoice: Invoice, print: Print, seed: number): Promise<Uint8Array> {
  const texts = LAYOUTS[print.layout](invoice).map(
    ({ x, y, text, size = 19, bold = false, end = false }) =>
      `<text x="${x}" y="${y}" font-family="${print.font}" font-size="${size}" font-weight="${bold ? "bold" : "normal"}" text-anchor="${end ? "end" : "start"}" fill="#1c1c1c">${escaped(text)}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="#fbfaf7"/>${texts.join("")}</svg>`;
  const page = sharp(new TextEncoder().encode(svg)).flatten({ background: "#fbfaf7" });
  const { data, info } = await page
    .rotate(print.turned, { background: "#fbfaf7" })
    .grayscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const random = randomOf(seed);
  // Steps of 4: light grain that a PNG still packs well.
  const grainy = data.map((value) =>
    random() < print.noise
      ? Math.min(255, Math.max(0, value + 4 * Math.round((random() - 0.5) * 24)))
      : value,
  );
  const { width, height } = info;
  return sharp(grainy, { raw: { width, height, channels: info.channels } })
    .png({ compressionLevel: 9, palette: true, colours: 64 })
    .toBuffer();
}

export const FONTS = ["DejaVu Sans", "Liberation Serif", "Liberation Sans"] as const;
export const LAYOUT_NAMES = Object.keys(LAYOUTS) as (keyof typeof LAYOUTS)[];
