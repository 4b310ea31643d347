// The charts of a report while rows come: each takes its columns of every frame, and is drawn at the end.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { cellText } from "../../_shared/cell-text.ts";
import { numberReader } from "../../_shared/history/number-reader.ts";
import { BarValues } from "./bar-values.ts";
import { isOverTime, type ChartAsked } from "./chart-params.ts";
import { barsDrawing, emptyDrawing, histogramDrawing, scatterDrawing } from "./drawings.ts";
import { HistogramBins } from "./histogram-bins.ts";
import { lineDrawing, severalLinesDrawing } from "./line-drawing.ts";
import { LinePoints } from "./line-points.ts";
import { SampledPoints } from "./sampled-points.ts";
import { SeveralLines } from "./several-lines.ts";
import type { Drawing } from "./svg.ts";

export interface Chart {
  add(frame: Frame): void;
  drawn(): Drawing;
}

export function chartOf(asked: ChartAsked, schema: Schema): Chart {
  const isTime = isOverTime(schema, asked);
  switch (asked.kind) {
    case "line": {
      if (asked.each !== "") {
        const several = new SeveralLines();
        const lines = () => severalLinesDrawing(asked, several, isTime);
        return {
          add: (frame) => eachOfLines(frame, asked, several),
          drawn: () => orEmpty(asked, several, lines),
        };
      }
      const line = new LinePoints();
      const drawn = () => lineDrawing(asked, line, isTime);
      return { add: (frame) => eachPoint(frame, asked, line), drawn: () => orEmpty(asked, line, drawn) };
    }
    case "scatter": {
      const sample = new SampledPoints();
      const drawn = () => scatterDrawing(asked, sample, isTime);
      return { add: (frame) => eachPoint(frame, asked, sample), drawn: () => orEmpty(asked, sample, drawn) };
    }
    case "histogram": {
      const bins = new HistogramBins();
      const drawn = () => histogramDrawing(asked, bins);
      return { add: (frame) => eachNumber(frame, asked, bins), drawn: () => orEmpty(asked, bins, drawn) };
    }
    case "bars": {
      const values = new BarValues(asked.of);
      const drawn = () => barsDrawing(asked, values);
      return { add: (frame) => eachBar(frame, asked, values), drawn: () => orEmpty(asked, values, drawn) };
    }
  }
}

function orEmpty(asked: ChartAsked, { count }: { readonly count: number }, drawn: () => Drawing): Drawing {
  return count === 0 ? emptyDrawing(asked) : drawn();
}

/** Beyond it distances between numbers are no numbers any more. */
const GREATEST = 1e300;

function isDrawable(value: number): boolean {
  return Math.abs(value) <= GREATEST;
}

/** Rows without one of the two, and those with what is no number, are left out. */
function eachPoint(frame: Frame, { x, y }: ChartAsked, points: LinePoints | SampledPoints): void {
  const [atX, atY] = [numberReader(frame, x), numberReader(frame, y)];
  for (let row = 0; row < frame.length; row++) {
    const [valueX, valueY] = [atX(row), atY(row)];
    if (isDrawable(valueX) && isDrawable(valueY)) points.add(valueX, valueY);
  }
}

function eachOfLines(frame: Frame, { x, y, each }: ChartAsked, lines: SeveralLines): void {
  const names = frame.column(each);
  const [atX, atY] = [numberReader(frame, x), numberReader(frame, y)];
  for (let row = 0; row < frame.length; row++) {
    const [name, valueX, valueY] = [cellText(names, row), atX(row), atY(row)];
    if (name !== null && isDrawable(valueX) && isDrawable(valueY)) lines.add(name, valueX, valueY);
  }
}

function eachNumber(frame: Frame, { x }: ChartAsked, bins: HistogramBins): void {
  const at = numberReader(frame, x);
  for (let row = 0; row < frame.length; row++) {
    const value = at(row);
    if (isDrawable(value)) bins.add(value);
  }
}

function eachBar(frame: Frame, { x, y, of }: ChartAsked, values: BarValues): void {
  const categories = frame.column(x);
  const at = of === "count" ? () => 1 : numberReader(frame, y);
  for (let row = 0; row < frame.length; row++) {
    const category = cellText(categories, row);
    const value = at(row);
    if (category !== null && isDrawable(value)) values.add(category, value);
  }
}
