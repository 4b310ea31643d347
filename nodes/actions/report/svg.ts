// The frame of a chart as SVG: its size, its axes with a grid, and what it is called for those who cannot see it.

import { escapeHtml } from "../../_shared/html-text.ts";
import type { Tick } from "./ticks.ts";

/** A chart that is drawn: `body` is what stands inside the svg. */
export interface Drawing {
  readonly title: string;
  /** A sentence about what it shows. */
  readonly description: string;
  readonly height: number;
  readonly body: string;
  /** The same as figures, as far as a person would read them. */
  readonly values: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** What is not shown, or only in part; empty where all is. */
  readonly note: string;
}

export const WIDTH = 720;
export const HEIGHT = 320;
const MARGIN = { left: 64, right: 16, top: 16, bottom: 48 };

/** Of the second line and those behind it: middle tones, which stand out on white as on black, and dashes for who tells no colours apart. */
const LINE_COLOURS = ["#d97706", "#059669", "#db2777", "#0891b2", "#9061f9", "#78716c", "#dc2626"];
const LINE_STYLE = LINE_COLOURS.map((colour, i) => {
  const dash = i < 3 ? "" : `;stroke-dasharray:${["6 3", "2 3", "8 3 2 3", "12 4"][i - 3]}`;
  return `.chart .line-${i + 2}{stroke:${colour}${dash}}.chart .mark-${i + 2}{fill:${colour}}`;
}).join("");

export const CHART_STYLE = `.chart{max-width:100%;height:auto;font:12px system-ui,sans-serif}
.chart text{fill:var(--soft)}.chart .grid{stroke:var(--line)}.chart .axis{stroke:var(--soft)}
.chart .line{fill:none;stroke:var(--chart);stroke-width:1.5;stroke-linejoin:round}${LINE_STYLE}.chart .mark{fill:var(--chart)}.chart .dot{fill:var(--chart);fill-opacity:.5}`;

/** For a chart in a file of its own, which has no page around it. */
const OWN_COLOURS = `svg{--soft:#5c6370;--line:#d9dce1;--chart:#2563eb;background:#fff}
@media(prefers-color-scheme:dark){svg{--soft:#9aa1ad;--line:#3a3f47;--chart:#7aa7ff;background:#17191d}}`;

/** A chart inside a page; ids are the page's own. */
export function inlineSvg({ title, description, height, body }: Drawing, id: string): string {
  return `<svg class="chart" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${escapeHtml(title)}</title><desc id="${id}-desc">${escapeHtml(description)}</desc>${body}</svg>`;
}

/** A chart as a file. */
export function svgFile({ title, description, height, body }: Drawing): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title desc"><title id="title">${escapeHtml(title)}</title><desc id="desc">${escapeHtml(description)}</desc><style>${OWN_COLOURS}
${CHART_STYLE}</style>${body}</svg>
`;
}

/** Where a number lies in the drawing. */
export type Scale = (value: number) => number;

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
  readonly label: string;
}

export interface Plot {
  readonly x: Scale;
  readonly y: Scale;
  /** Axes, grid and labels; what is drawn stands on top of it. */
  readonly frame: string;
}

/** A plot of the usual size with two axes. */
export function plot(x: Axis, y: Axis): Plot {
  const [left, right] = [MARGIN.left, WIDTH - MARGIN.right];
  const [top, bottom] = [MARGIN.top, HEIGHT - MARGIN.bottom];
  const scaleX = scale(x, left, right);
  const scaleY = scale(y, bottom, top);
  const rows = y.ticks.map(({ at, text }) => {
    const place = digits(scaleY(at));
    return `<line class="grid" x1="${left}" x2="${right}" y1="${place}" y2="${place}"/><text x="${left - 6}" y="${place}" dy="4" text-anchor="end">${escapeHtml(text)}</text>`;
  });
  const columns = x.ticks.map(({ at, text }) => {
    const place = digits(scaleX(at));
    return `<line class="axis" x1="${place}" x2="${place}" y1="${bottom}" y2="${bottom + 4}"/><text x="${place}" y="${bottom + 18}" text-anchor="middle">${escapeHtml(text)}</text>`;
  });
  const labels = `<text x="${(left + right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escapeHtml(x.label)}</text><text transform="translate(12 ${(top + bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(y.label)}</text>`;
  const base = `<line class="axis" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>`;
  return { x: scaleX, y: scaleY, frame: [...rows, ...columns, base, labels].join("") };
}

export function scale({ from, to }: Pick<Axis, "from" | "to">, first: number, last: number): Scale {
  // What does not vary stands in the middle.
  if (!(to > from)) return () => (first + last) / 2;
  return (value) => first + ((value - from) / (to - from)) * (last - first);
}

/** A tenth of a pixel is as much as anybody sees. */
export function digits(value: number): string {
  return String(Math.round(value * 10) / 10);
}
