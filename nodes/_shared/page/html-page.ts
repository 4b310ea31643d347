// What pages that are opened offline have in common: their head, their colours, and a table of figures.

import { escapeHtml } from "../html-text.ts";
import type { NumberFacts } from "./number-tally.ts";
import { shortNumber } from "./short-number.ts";

const STYLE = `:root{color-scheme:light dark;--ink:#1b1d21;--soft:#5c6370;--line:#d9dce1;--page:#fff;--mark:#c2410c;--chart:#2563eb}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#9aa1ad;--line:#3a3f47;--page:#17191d;--mark:#fb923c;--chart:#7aa7ff}}
body{margin:2rem;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.4rem}p{color:var(--soft)}
table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}
th{position:sticky;top:0;background:var(--page)}td.number{text-align:right;font-variant-numeric:tabular-nums}
td{max-width:40rem;overflow-wrap:anywhere;white-space:pre-wrap}`;

/** Nothing is loaded and nothing runs, whatever a cell holds. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** Up to the heading; `style` is added to what all pages have. */
export function pageHead(title: string, style: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<style>${STYLE}
${style}</style></head><body><h1>${escapeHtml(title)}</h1>
`;
}

/** Empty where there are none. */
export function numbersTable(numbers: readonly NumberFacts[]): string {
  if (numbers.length === 0) return "";
  const lines = numbers.map(
    ({ name, count, min, mean, max }) =>
      `<tr><th scope="row">${escapeHtml(name)}</th>${[count, min, mean, max].map((value) => `<td class="number">${shortNumber(value)}</td>`).join("")}</tr>`,
  );
  return `<table><caption>Numbers of all rows</caption><thead><tr><th>column</th><th>values</th><th>least</th><th>mean</th><th>most</th></tr></thead><tbody>${lines.join("\n")}</tbody></table>`;
}
