// The report as HTML: beginning, a row, and end. One file, no script, nothing from elsewhere.

import type { Box } from "../../../engine/frames/marks.ts";
import { base64, escapeHtml } from "../../_shared/html-text.ts";
import { numbersTable, pageHead } from "../../_shared/page/html-page.ts";
import type { NumberFacts } from "../../_shared/page/number-tally.ts";
import { shortNumber } from "../../_shared/page/short-number.ts";

const STYLE = `figure{position:relative;margin:0;width:max-content;line-height:0}figure img{max-width:none}
figure svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
rect,polygon{fill:none;stroke:var(--mark);stroke-width:2;vector-effect:non-scaling-stroke}
text{fill:#fff;stroke:#000;stroke-width:3px;paint-order:stroke;font-family:system-ui,sans-serif}`;

export function pageStart(title: string, columns: readonly string[]): string {
  const heads = columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  return `${pageHead(title, STYLE)}<table><thead><tr>${heads}</tr></thead><tbody>
`;
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
  return `</tbody></table>\n<p>${all}${left}</p>\n${numbersTable(numbers)}\n</body></html>\n`;
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
        ? `<polygon points="${points.map(shortNumber).join(" ")}"/>`
        : `<rect x="${shortNumber(x)}" y="${shortNumber(y)}" width="${shortNumber(box.width)}" height="${shortNumber(box.height)}"/>`;
    const text =
      said === ""
        ? ""
        : `<text x="${shortNumber(x)}" y="${shortNumber(Math.max(size, y - size / 4))}" font-size="${shortNumber(size)}">${escapeHtml(said)}</text>`;
    return `<g>${shape}${text}<title>${escapeHtml(said)}</title></g>`;
  });
  return `<figure>${img}<svg viewBox="0 0 ${source.width} ${source.height}" role="img" aria-label="${boxes.length} boxes">${marks.join("")}</svg></figure>`;
}

function label({ label: name, score }: Box): string {
  return [name, score === null || score === undefined ? null : score.toFixed(2)]
    .filter((part) => part !== null && part !== undefined)
    .join(" ");
}
