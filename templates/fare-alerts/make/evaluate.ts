// How good is the forecast on trips it has never seen, and are its alerts better than what one knows of fares anyway?

import { areaUnderCurve, coverage, meanAbsoluteError, meanPinball } from "../../../engine/train/measure.ts";
import { quantileOf } from "../../../engine/train/loss.ts";
import type { Trip } from "./generate.ts";
import { AHEAD_DAYS, isoDay, labelled, type Labelled, type Split } from "./split.ts";
import { predictOrdered, QUANTILES, type TrainedModel } from "./train.ts";
import type { FareRow } from "./trip.ts";
import { DAY_MS } from "./world.ts";

/** An alert begins when the likely rise (percent) reaches the one, and ends when it is below the other: the workflow's threshold. */
export const ALERT = { from: 15, until: 5 };

export interface Alerts {
  readonly count: number;
  /** Of those with a known fare a week later: the share that was at least `ALERT.from` percent dearer then, and the mean rise in percent. */
  readonly right: number;
  readonly meanRise: number;
}

export interface Metrics {
  readonly synthetic: true;
  readonly unit: "percent of the fare";
  readonly split: Readonly<Record<keyof Split, Part>>;
  readonly trees: Readonly<Record<string, number>>;
  readonly maeRise: Readonly<Record<"model" | "usualRise" | "fareStays", number>>;
  readonly pinball: Readonly<Record<string, Readonly<Record<"model" | "usualRise", number>>>>;
  /** Whether a fare that will be dearer by `ALERT.from` percent or more is forecast higher than one that will not. */
  readonly auc: Readonly<Record<"model" | "usualRise", number>>;
  readonly shareDearer: number;
  readonly coverageP10P90: Readonly<Record<"model" | "usualRise", number>>;
  readonly widthP10P90: Readonly<Record<"model" | "usualRise", number>>;
  readonly alert: typeof ALERT;
  readonly alerts: Readonly<Record<"model" | "usualRise" | "everyFirstDay", Alerts>>;
}

interface Part {
  readonly firstDay: string;
  readonly lastDeparture: string;
  readonly trips: number;
  readonly days: number;
}

export function evaluate(model: TrainedModel, split: Split): Metrics {
  const test = labelled(split.test);
  const usual = usualRises(labelled(split.train));
  const own = predictOrdered(model, test.columns);
  const naive = QUANTILES.map(({ alpha }) => Float64Array.from(test.rows, (row) => usual(row, alpha)));
  const { target } = test;
  const dearer = target.map((rise) => Number(rise >= ALERT.from));
  const both = (figure: (predictions: readonly Float64Array[]) => number) => ({
    model: figure(own),
    usualRise: figure(naive),
  });
  return {
    synthetic: true,
    unit: "percent of the fare",
    split: { train: part(split.train), validation: part(split.validation), test: part(split.test) },
    trees: Object.fromEntries(model.quantiles.map(({ name, trees }) => [name, trees.trees.length])),
    maeRise: {
      ...both(([, p50]) => round(meanAbsoluteError(target, p50), 2)),
      fareStays: round(meanAbsoluteError(target, new Float64Array(target.length)), 2),
    },
    pinball: Object.fromEntries(
      QUANTILES.map(({ name, alpha }, i) => [
        name,
        both((predictions) => round(meanPinball(target, predictions[i], alpha), 2)),
      ]),
    ),
    auc: both(([, p50]) => round(areaUnderCurve(dearer, p50), 3)),
    shareDearer: round(dearer.reduce((sum, one) => sum + one, 0) / dearer.length, 3),
    coverageP10P90: both(([p10, , p90]) => round(coverage(target, p10, p90), 3)),
    widthP10P90: both(([p10, , p90]) => round(meanAbsoluteError(p90, p10), 1)),
    alert: ALERT,
    alerts: {
      model: alertFigures(split.test, own[1], test),
      usualRise: alertFigures(split.test, naive[1], test),
      everyFirstDay: alertFigures(split.test, new Float64Array(target.length).fill(Infinity), test),
    },
  };
}

/** What one knows without a model: how much fares of a route rose from this many days before the departure, in the past. */
function usualRises({ rows, target }: Labelled): (row: FareRow, alpha: number) => number {
  const place = ({ route, departs, day }: FareRow) => `${route} ${(departs - day) / DAY_MS}`;
  const lists = new Map<string, number[]>();
  rows.forEach((row, i) => lists.set(place(row), [...(lists.get(place(row)) ?? []), target[i]]));
  const sorted = new Map([...lists].map(([key, values]) => [key, Float64Array.from(values).sort()]));
  return (row, alpha) => quantileOf(sorted.get(place(row)) ?? new Float64Array(), alpha);
}

/** The first days of alerts, trip by trip, with what became of the fare. */
function alertFigures(trips: readonly Trip[], forecast: Float64Array, { target }: Labelled): Alerts {
  const rises: number[] = [];
  let at = 0;
  for (const { rows } of trips) {
    let on = false;
    for (let i = 0; i + AHEAD_DAYS < rows.length; i++, at++) {
      const before = on;
      on = forecast[at] >= ALERT.from || (on && forecast[at] >= ALERT.until);
      if (on && !before) rises.push(target[at]);
    }
  }
  return {
    count: rises.length,
    right: round(rises.filter((rise) => rise >= ALERT.from).length / rises.length, 3),
    meanRise: round(rises.reduce((sum, rise) => sum + rise, 0) / rises.length, 1),
  };
}

function part(trips: readonly Trip[]): Part {
  return {
    firstDay: isoDay(Math.min(...trips.map(({ rows }) => rows[0].day))),
    lastDeparture: isoDay(Math.max(...trips.map(({ departs }) => departs))),
    trips: trips.length,
    days: trips.reduce((sum, { rows }) => sum + rows.length, 0),
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
