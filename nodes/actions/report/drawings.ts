// Charts as drawings: lines, bars, histograms and scattered points.

import { timestampText } from "../../../engine/frames/time-text.ts";
import { escapeHtml } from "../../_shared/html-text.ts";
import { shortNumber } from "../../_shared/page/short-number.ts";
import type { BarValues } from "./bar-values.ts";
import { chartTitle, type ChartAsked } from "./chart-params.ts";
import type { HistogramBins } from "./histogram-bins.ts";
import type { LinePoints } from "./line-points.ts";
import type { SampledPoints } from "./sampled-points.ts";
import { digits, HEIGHT, plot, scale, WIDTH, type Axis, type Drawing, type Plot } from "./svg.ts";
import { numberTicks, timeTicks } from "./ticks.ts";

const MOST_TICKS = { x: 7, y: 6 };
/** Lines of a table of values that a person would read. */
const MOST_VALUES = 20;

/** What a chart without a single value says. */
export function emptyDrawing(asked: ChartAsked): Drawing {
  const description = "No row has a value for it.";
  const body = `<text x="${WIDTH / 2}" y="40" text-anchor="middle">${description}</text>`;
  return {
    title: chartTitle(asked),
    description,
    height: 80,
    body,
    values: { head: [], rows: [] },
    note: "",
  };
}

export function lineDrawing(asked: ChartAsked, line: LinePoints, isTime: boolean): Drawing {
  const points = line.points();
  const { x, y, frame } = plotOf(asked, points, isTime);
  const path = points
    .map((point, i) => `${i === 0 ? "M" : "L"}${digits(x(point.x))} ${digits(y(point.y))}`)
    .join("");
  // A single point has no line.
  const mark =
    points.length === 1
      ? `<circle class="mark" cx="${digits(x(points[0].x))}" cy="${digits(y(points[0].y))}" r="3"/>`
      : "";
  const step = Math.ceil(points.length / MOST_VALUES);
  const chosen = points.filter((_, i) => i % step === 0 || i === points.length - 1);
  const [first, last] = [points[0], points[points.length - 1]];
  const text = xText(isTime);
  return {
    title: chartTitle(asked),
    description: `A line of ${line.count} values of ${asked.y}, from ${shortNumber(first.y)} at ${text(first.x)} to ${shortNumber(last.y)} at ${text(last.x)}.`,
    height: HEIGHT,
    body: `${frame}<path class="line" d="${path}"/>${mark}`,
    values: {
      head: [asked.x, asked.y],
      rows: chosen.map((point) => [text(point.x), shortNumber(point.y)]),
    },
    note: points.length < line.count ? `Of ${line.count} values those that mark its course are drawn.` : "",
  };
}

export function histogramDrawing(asked: ChartAsked, histogram: HistogramBins): Drawing {
  const bins = histogram.bins();
  const most = Math.max(...bins.map(({ count }) => count));
  const [from, to] = [bins[0].from, bins[bins.length - 1].to];
  const { x, y, frame } = plot(
    { from, to, ticks: numberTicks(from, to, MOST_TICKS.x), label: asked.x },
    { from: 0, to: most, ticks: numberTicks(0, most, MOST_TICKS.y), label: "rows" },
  );
  const bars = bins.map((bin) => {
    const [left, right, top] = [x(bin.from), x(bin.to), y(bin.count)];
    return `<rect class="mark" x="${digits(left + 0.5)}" y="${digits(top)}" width="${digits(Math.max(0.5, right - left - 1))}" height="${digits(y(0) - top)}"/>`;
  });
  const filled = bins.filter(({ count }) => count > 0);
  const fullest = bins.find(({ count }) => count === most)!;
  return {
    title: chartTitle(asked),
    description: `How often ${histogram.count} values of ${asked.x} lie where: most often, ${most} times, from ${shortNumber(fullest.from)} up to ${shortNumber(fullest.to)}.`,
    height: HEIGHT,
    body: frame + bars.join(""),
    values: {
      head: ["from", "below", "rows"],
      rows: filled.map(({ from: low, to: high, count }) => [
        shortNumber(low),
        shortNumber(high),
        String(count),
      ]),
    },
    note: "",
  };
}

export function scatterDrawing(asked: ChartAsked, sample: SampledPoints, isTime: boolean): Drawing {
  const { points, count } = sample;
  const { x, y, frame } = plotOf(asked, points, isTime);
  const dots = points.map(
    (point) => `<circle class="dot" cx="${digits(x(point.x))}" cy="${digits(y(point.y))}" r="2"/>`,
  );
  const correlation = sample.correlation();
  const said =
    correlation === null ? "they have no correlation" : `their correlation is ${shortNumber(correlation)}`;
  return {
    title: chartTitle(asked),
    description: `${count} points of ${asked.x} and ${asked.y}; ${said}.`,
    height: HEIGHT,
    body: frame + dots.join(""),
    values: {
      head: ["figure", "value"],
      rows: [
        ["points", String(count)],
        ["correlation", correlation === null ? "–" : shortNumber(correlation)],
      ],
    },
    note: points.length < count ? `${points.length} of ${count} points are drawn, by chance.` : "",
  };
}

const BAR_HEIGHT = 24;
const NAME_WIDTH = 180;
const VALUE_WIDTH = 72;
const NAME_SIGNS = 26;

export function barsDrawing(asked: ChartAsked, values: BarValues): Drawing {
  const { bars, left, others } = values.bars();
  const ends = [0, ...bars.map(({ value }) => value)];
  const x = scale({ from: Math.min(...ends), to: Math.max(...ends) }, NAME_WIDTH, WIDTH - VALUE_WIDTH);
  const zero = Math.max(...ends) > Math.min(...ends) ? x(0) : NAME_WIDTH;
  const body = bars.map(({ name, value }, i) => {
    const [top, end] = [8 + i * BAR_HEIGHT, Math.max(...ends) > Math.min(...ends) ? x(value) : zero];
    const shown = name.length > NAME_SIGNS ? `${[...name].slice(0, NAME_SIGNS - 1).join("")}…` : name;
    return `<text x="${NAME_WIDTH - 8}" y="${top + 14}" text-anchor="end">${escapeHtml(shown)}<title>${escapeHtml(name)}</title></text><rect class="mark" x="${digits(Math.min(zero, end))}" y="${top}" width="${digits(Math.abs(end - zero))}" height="${BAR_HEIGHT - 6}"/><text x="${digits(Math.max(zero, end) + 6)}" y="${top + 14}">${shortNumber(value)}</text>`;
  });
  const [first] = bars;
  return {
    title: chartTitle(asked),
    description: `Bars of ${bars.length} values of ${asked.x}; the longest is ${first.name} with ${shortNumber(first.value)}.`,
    height: 16 + bars.length * BAR_HEIGHT,
    body: body.join(""),
    values: {
      head: [asked.x, asked.of === "count" ? "rows" : `${asked.of} of ${asked.y}`],
      rows: bars.map(({ name, value }) => [name, shortNumber(value)]),
    },
    note: others
      ? `${left > 0 ? `${left} more are` : "More are"} not shown; together they come to ${shortNumber(others.value)}.`
      : "",
  };
}

/** A plot that all of the points lie in. */
function plotOf(
  asked: ChartAsked,
  points: readonly { readonly x: number; readonly y: number }[],
  isTime: boolean,
): Plot {
  const [across, upwards] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return plot(axis(asked.x, across, isTime, MOST_TICKS.x), axis(asked.y, upwards, false, MOST_TICKS.y));
}

function axis(label: string, values: readonly number[], isTime: boolean, most: number): Axis {
  let [from, to] = [Infinity, -Infinity];
  for (const value of values) {
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  return { from, to, label, ticks: isTime ? timeTicks(from, to, most) : numberTicks(from, to, most) };
}

function xText(isTime: boolean): (value: number) => string {
  return isTime ? timestampText : shortNumber;
}
