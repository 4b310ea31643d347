// The report as HTML: beginning, a row, and end. One file, no script, nothing from elsewhere.

import type { Box } from "../../../engine/frames/marks.ts";
import { base64, escapeHtml } from "../../_shared/html-text.ts";

const STYLE = `:root{color-scheme:light dark;--ink:#1b1d21;--soft:#5c6370;--line:#d9dce1;--page:#fff;--mark:#c2410c}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#9aa1ad;--line:#3a3f47;--page:#17191d;--mark:#fb923c}}
body{margin:2rem;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.4rem}p{color:var(--soft)}
table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}
th{position:sticky;top:0;background:var(--page)}td.number{text-align:right;font-variant-numeric:tabular-nums}
td{max-width:40rem;overflow-wrap:anywhere;white-space:pre-wrap}
figure{position:relative;margin:0;width:max-content;line-height:0}figure img{max-width:none}
figure svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
rect,polygon{fill:none;stroke:var(--mark);stroke-width:2;vector-effect:non-scaling-stroke}
text{fill:#fff;stroke:#000;stroke-width:3px;paint-order:stroke;font-family:system-ui,sans-serif}`;

/** Nothing is loaded and nothing runs, whatever a cell holds. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

export function pageStart(title: string, columns: readonly string[]): string {
  const heads = columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<style>${STYLE}</style></head><body><h1>${escapeHtml(title)}</h1>
<table><thead><tr>${heads}</tr></thead><tbody>
`;
}

export interface NumberFacts {
  readonly name: string;
  readonly count: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

export function pageEnd(
  shown: number,
  rows: number,
  failed: number,
  numbers: readonly NumberFacts[],
): string {
  const all =
    shown + failed === rows
      ? `All ${rows} rows.`
      : `The first ${shown} of ${rows} rows; the others are not in this report.`;
  const left = failed > 0 ? ` Left out, since their picture cannot be read: ${failed}.` : "";
  const lines = numbers.map(
    ({ name, count, min, mean, max }) =>
      `<tr><th scope="row">${escapeHtml(name)}</th>${[count, min, mean, max].map((value) => `<td class="number">${short(value)}</td>`).join("")}</tr>`,
  );
  const table = `<table><caption>Numbers of all rows</caption><thead><tr><th>column</th><th>values</th><th>least</th><th>mean</th><th>most</th></tr></thead><tbody>${lines.join("\n")}</tbody></table>`;
  return `</tbody></table>\n<p>${all}${left}</p>\n${numbers.length > 0 ? table : ""}\n</body></html>\n`;
}

export type ReportCell =
  | { readonly kind: "text"; readonly text: string | null }
  | { readonly kind: "number"; readonly text: string | null }
  | { readonly kind: "picture"; readonly picture: Thumbnail };

export interface Thumbnail {
  readonly jpeg: Uint8Array;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** The picture itself, which boxes are in pixels of. */
  readonly source: { readonly width: number; readonly height: number };
  readonly boxes: readonly Box[];
}

export function pageRow(cells: readonly ReportCell[]): string {
  const tags = cells.map((cell) => {
    if (cell.kind === "picture") return `<td>${figure(cell.picture)}</td>`;
    const attribute = cell.kind === "number" ? ' class="number"' : "";
    return `<td${attribute}>${escapeHtml(cell.text ?? "")}</td>`;
  });
  return `<tr>${tags.join("")}</tr>\n`;
}

function figure({ jpeg, name, width, height, source, boxes }: Thumbnail): string {
  const alt = escapeHtml(name);
  const img = `<img src="data:image/jpeg;base64,${base64(jpeg)}" width="${width}" height="${height}" alt="${alt}" title="${alt}">`;
  if (boxes.length === 0) return `<figure>${img}</figure>`;
  const size = (12 * source.width) / width;
  const marks = boxes.map((box) => {
    const { x, y, points } = box;
    const said = label(box);
    const shape =
      points && points.length >= 6
        ? `<polygon points="${points.map(short).join(" ")}"/>`
        : `<rect x="${short(x)}" y="${short(y)}" width="${short(box.width)}" height="${short(box.height)}"/>`;
    const text =
      said === ""
        ? ""
        : `<text x="${short(x)}" y="${short(Math.max(size, y - size / 4))}" font-size="${short(size)}">${escapeHtml(said)}</text>`;
    return `<g>${shape}${text}<title>${escapeHtml(said)}</title></g>`;
  });
  return `<figure>${img}<svg viewBox="0 0 ${source.width} ${source.height}" role="img" aria-label="${boxes.length} boxes">${marks.join("")}</svg></figure>`;
}

function label({ label: name, score }: Box): string {
  return [name, score === null || score === undefined ? null : score.toFixed(2)]
    .filter((part) => part !== null && part !== undefined)
    .join(" ");
}

/** Six digits are enough to look at, and nothing of a cell but a number comes out of it. */
function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : "0";
}
