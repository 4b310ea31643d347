// Charts as drawings: bars, histograms and scattered points.

import { escapeHtml } from "../../_shared/html-text.ts";
import { shortNumber } from "../../_shared/page/short-number.ts";
import { axisOf, MOST_TICKS } from "./axes.ts";
import type { BarValues } from "./bar-values.ts";
import { chartTitle, type ChartAsked } from "./chart-params.ts";
import type { HistogramBins } from "./histogram-bins.ts";
import type { SampledPoints } from "./sampled-points.ts";
import { digits, HEIGHT, plot, scale, WIDTH, type Drawing } from "./svg.ts";
import { numberTicks, roundEnds } from "./ticks.ts";

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

export function histogramDrawing(asked: ChartAsked, histogram: HistogramBins): Drawing {
  const bins = histogram.bins();
  const most = Math.max(...bins.map(({ count }) => count));
  const [from, to] = [bins[0].from, bins[bins.length - 1].to];
  const { to: top } = roundEnds(0, most, MOST_TICKS.y);
  const { x, y, frame } = plot(
    { from, to, ticks: numberTicks(from, to, MOST_TICKS.x), label: asked.x },
    { from: 0, to: top, ticks: numberTicks(0, top, MOST_TICKS.y), label: "rows" },
  );
  const bars = bins.map((bin) => {
    const [left, right, upper] = [x(bin.from), x(bin.to), y(bin.count)];
    return `<rect class="mark" x="${digits(left + 0.5)}" y="${digits(upper)}" width="${digits(Math.max(0.5, right - left - 1))}" height="${digits(y(0) - upper)}"/>`;
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
      rows: filled.map(({ from: low, to: high, count, isClosed }) => [
        shortNumber(low),
        shortNumber(high) + (isClosed ? ", included" : ""),
        String(count),
      ]),
    },
    note: "",
  };
}

export function scatterDrawing(asked: ChartAsked, sample: SampledPoints, isTime: boolean): Drawing {
  const { points, count } = sample;
  const { x, y, frame } = plot(
    axisOf(
      asked.x,
      points.map((point) => point.x),
      { isTime, most: MOST_TICKS.x, isRounded: !isTime },
    ),
    axisOf(
      asked.y,
      points.map((point) => point.y),
      { isTime: false, most: MOST_TICKS.y, isRounded: true },
    ),
  );
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
