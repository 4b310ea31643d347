// Lines as drawings: one, or one for each value of a column, with a key of what is which.

import { escapeHtml } from "../../_shared/html-text.ts";
import { shortNumber } from "../../_shared/page/short-number.ts";
import { axisOf, MOST_TICKS, xText } from "./axes.ts";
import { chartTitle, type ChartAsked } from "./chart-params.ts";
import type { LinePoints, Point } from "./line-points.ts";
import type { SeveralLines } from "./several-lines.ts";
import { digits, HEIGHT, plot, WIDTH, type Drawing, type Scale } from "./svg.ts";

/** Lines of a table of values that a person would read. */
const MOST_VALUES = 20;
/** Of points that stand at a place where others stand; with so many, one line is probably several. */
const ZIGZAG_SHARE = 0.25;

export function lineDrawing(asked: ChartAsked, line: LinePoints, isTime: boolean): Drawing {
  const points = line.points();
  const { x, y, frame } = axes(asked, points, isTime);
  const step = Math.ceil(points.length / MOST_VALUES);
  const chosen = points.filter((_, i) => i % step === 0 || i === points.length - 1);
  const [first, last] = [points[0], points[points.length - 1]];
  const text = xText(isTime);
  const notes = [
    ...(points.length < line.count ? [`Of ${line.count} values those that mark its course are drawn.`] : []),
    ...(isZigzag(points)
      ? [`Many values stand at one ${asked.x}: if they are of several things, name their column in "each".`]
      : []),
  ];
  return {
    title: chartTitle(asked),
    description: `A line of ${line.count} values of ${asked.y}, from ${shortNumber(first.y)} at ${text(first.x)} to ${shortNumber(last.y)} at ${text(last.x)}.`,
    height: HEIGHT,
    body: `${frame}${drawn(points, x, y, 1)}`,
    values: {
      head: [asked.x, asked.y],
      rows: chosen.map((point) => [text(point.x), shortNumber(point.y)]),
    },
    note: notes.join(" "),
  };
}

const KEY_HEIGHT = 20;
const KEYS_IN_ROW = 4;
const NAME_SIGNS = 20;

export function severalLinesDrawing(asked: ChartAsked, several: SeveralLines, isTime: boolean): Drawing {
  const lines = several.lines().map(([name, line]) => ({ name, count: line.count, points: line.points() }));
  const { x, y, frame } = axes(
    asked,
    lines.flatMap(({ points }) => points),
    isTime,
  );
  const text = xText(isTime);
  const keys = lines.map(({ name }, i) => {
    const left = 64 + (i % KEYS_IN_ROW) * ((WIDTH - 80) / KEYS_IN_ROW);
    const top = HEIGHT + KEY_HEIGHT * Math.floor(i / KEYS_IN_ROW);
    const signs = [...name];
    const shown = signs.length > NAME_SIGNS ? `${signs.slice(0, NAME_SIGNS - 1).join("")}…` : name;
    return `<line class="line line-${i + 1}" x1="${digits(left)}" x2="${digits(left + 22)}" y1="${top + 8}" y2="${top + 8}"/><text x="${digits(left + 28)}" y="${top + 12}">${escapeHtml(shown)}<title>${escapeHtml(name)}</title></text>`;
  });
  return {
    title: chartTitle(asked),
    description: `${lines.length === 1 ? "A line" : "Lines"} of ${several.count} values of ${asked.y}, one for each ${asked.each}: ${lines
      .map(({ name, points }) => {
        const [first, last] = [points[0], points[points.length - 1]];
        return `${name} from ${shortNumber(first.y)} at ${text(first.x)} to ${shortNumber(last.y)} at ${text(last.x)}`;
      })
      .join("; ")}.`,
    height: HEIGHT + KEY_HEIGHT * Math.ceil(lines.length / KEYS_IN_ROW),
    body: `${frame}${lines.map(({ points }, i) => drawn(points, x, y, i + 1)).join("")}${keys.join("")}`,
    values: {
      head: [asked.each, "values", "first", "last", "least", "most"],
      rows: lines.map(({ name, count, points }) => {
        const [first, last] = [points[0].y, points[points.length - 1].y];
        const ys = points.map((point) => point.y).sort((a, b) => a - b);
        return [name, String(count), ...[first, last, ys[0], ys[ys.length - 1]].map(shortNumber)];
      }),
    },
    note:
      several.left > 0
        ? `The ${lines.length} values of ${asked.each} that come first have a line; ${several.left} rows of others have none.`
        : "",
  };
}

function axes(asked: ChartAsked, points: readonly Point[], isTime: boolean) {
  return plot(
    axisOf(
      asked.x,
      points.map((point) => point.x),
      { isTime, most: MOST_TICKS.x },
    ),
    axisOf(
      asked.y,
      points.map((point) => point.y),
      { isTime: false, most: MOST_TICKS.y, isRounded: true },
    ),
  );
}

/** `number` says which colour. */
function drawn(points: readonly Point[], x: Scale, y: Scale, number: number): string {
  const path = points
    .map((point, i) => `${i === 0 ? "M" : "L"}${digits(x(point.x))} ${digits(y(point.y))}`)
    .join("");
  // A single point has no line.
  const mark =
    points.length === 1
      ? `<circle class="mark mark-${number}" cx="${digits(x(points[0].x))}" cy="${digits(y(points[0].y))}" r="3"/>`
      : "";
  return `<path class="line line-${number}" d="${path}"/>${mark}`;
}

function isZigzag(points: readonly Point[]): boolean {
  const doubled = points.filter(
    (point, i) => i > 0 && points[i - 1].x === point.x && points[i - 1].y !== point.y,
  );
  return doubled.length >= 2 && doubled.length > points.length * ZIGZAG_SHARE;
}
