// What was known at a departure is only what had landed, and the figures of the day that ships are those of its files.

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { areaUnderCurve } from "../../../engine/train/measure.ts";
import { expectedFlightDelay, type Expected } from "../../../tests/parity/flight-delay-oracle.ts";
import { FEATURE_NAMES, knownAt, makeFeatures, routeHourRate, type FeatureName } from "./features.ts";
import { isLate, MINUTE_MS, readFlights, type Flight } from "./flights.ts";
import type { Metrics } from "./main.ts";
import { labelled } from "./train.ts";

const folder = new URL("../", import.meta.url);
const metrics = JSON.parse(readFileSync(new URL("metrics.json", folder), "utf8")) as Metrics;

const MORNING = Date.UTC(2001, 3, 2, 8);
/** 75 + 50 minutes until its delay is known. */
const flight = (minutes: number, delay: number, origin = "AAA", destination = "BBB"): Flight => ({
  date: MORNING + minutes * MINUTE_MS,
  delay,
  distance: 350,
  origin,
  destination,
});

describe("what is known when a flight leaves", () => {
  const early = [flight(0, 40), flight(10, 0), flight(20, 16, "AAA", "CCC"), flight(30, 99, "DDD")];
  const of = (name: FeatureName, asked: Flight, all = early) =>
    makeFeatures([asked], all, [])[FEATURE_NAMES.indexOf(name)][0];

  test("is nothing before the first one has landed", () => {
    expect(of("landed_3h", flight(124, 0))).toBe(0);
    expect(of("late_3h", flight(124, 0))).toBeNaN();
  });

  test.each([
    [125, 1, 1],
    [135, 2, 1 / 2],
    [145, 3, 2 / 3],
    [125 + 180, 3, 2 / 3],
    [125 + 181, 2, 1 / 2],
  ])("%i minutes later are %i flights of its airport, of them late: %f", (minutes, count, share) => {
    expect(of("landed_3h", flight(minutes, 0))).toBe(count);
    expect(of("late_3h", flight(minutes, 0))).toBe(share);
  });

  test("of its route within a day, and of its airport within an hour", () => {
    expect(of("late_route_24h", flight(600, 0))).toBe(1 / 2);
    expect(of("late_1h", flight(600, 0))).toBeNaN();
    expect(of("late_1h", flight(190, 0))).toBe(1 / 2);
  });

  test("does not change by what becomes known later", () => {
    const asked = [flight(140, 5), flight(150, 500)];
    const later = [...early, ...asked, flight(151, 700), flight(26, 300)];
    const before = later.filter((one) => knownAt(one) <= asked[1].date);
    expect(makeFeatures(asked, later, [])).toEqual(makeFeatures(asked, before, []));
  });
});

test("rates are of the history alone, and a rare hour is no rate", () => {
  const history = [
    { origin: "AAA", destination: "BBB", hour: 8, past_flights: 90, past_late: 43 },
    { origin: "AAA", destination: "CCC", hour: 9, past_flights: 10, past_late: 7 },
  ];
  const columns = makeFeatures([flight(0, 0), flight(0, 0, "BBB", "AAA")], [], history);
  const row = (at: number) => Object.fromEntries(FEATURE_NAMES.map((name, i) => [name, columns[i][at]]));
  expect(row(0)).toMatchObject({
    hour: 8,
    origin_rate: 0.5,
    destination_rate: 43 / 90,
    route_hour_rate: 0.45,
  });
  expect(row(1)).toMatchObject({ origin_rate: NaN, destination_rate: NaN, route_hour_rate: 0.2 });
  expect(routeHourRate({ ...history[0], past_flights: 1, past_late: 1 })).toBeCloseTo(3 / 11, 12);
});

test("late is more than fifteen minutes, and parts are of their days alone", () => {
  const all = readFlights(
    "date,delay,distance,origin,destination\n2001-04-01T10:00:00Z,15,350,AAA,BBB\n2001-04-02T10:00:00Z,16,350,AAA,BBB\n",
  );
  expect(all.map(isLate)).toEqual([false, true]);
  const { flights, target } = labelled(all, [], Date.UTC(2001, 3, 2), Date.UTC(2001, 3, 3));
  expect(flights).toEqual([all[1]]);
  expect(Array.from(target)).toEqual([1]);
});

describe("the day that ships", () => {
  let wanted: Expected;
  beforeAll(async () => {
    wanted = await expectedFlightDelay(folder);
  });

  test("has the figures that card and metrics say", () => {
    const late = wanted.flights.map((one) => Number(isLate(one)));
    const auc = (score: (one: Expected["flights"][number]) => number) =>
      Math.round(1000 * areaUnderCurve(late, wanted.flights.map(score))) / 1000;
    const { sampleDay } = metrics;
    expect(sampleDay.flights).toBe(late.length);
    expect(sampleDay.auc).toEqual({
      model: auc(({ chance }) => chance),
      routeHour: auc(({ usual }) => usual),
    });
    expect(readFileSync(new URL("card.md", folder), "utf8")).toContain(`AUC ${sampleDay.auc.model}, and`);
  });

  test("has flights with and without each thing to look back on", () => {
    for (const name of ["late_1h", "late_route_24h"] as const) {
      const column = wanted.columns[FEATURE_NAMES.indexOf(name)];
      expect(column.some(Number.isNaN)).toBe(true);
      expect(column.some((value) => value > 0 && value < 1)).toBe(true);
    }
  });
});

test("on later days the model beats the rate of route and hour, and the README says by how much", () => {
  const { auc, brier, listed } = metrics.test;
  expect(auc.model).toBeGreaterThan(auc.routeHour + 0.03);
  expect(brier.model).toBeLessThan(Math.min(brier.routeHour, brier.share));
  const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;
  const readme = readFileSync(new URL("README.md", folder), "utf8").replace(/\s+/g, " ");
  expect(readme).toContain(`AUC is ${auc.model}, that of the rate of route and hour ${auc.routeHour}`);
  expect(readme).toContain(`lists ${percent(listed.model.precision)} are late`);
  expect(readme).toContain(`it lists ${percent(listed.model.recall)} of the late ones`);
});
