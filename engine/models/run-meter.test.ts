// What a window counts: rows and time from the first run that is the place's own, pauses left out.

import { expect, test } from "vitest";
import { RunMeter } from "./run-meter.ts";

/** One run after the other, each `runMs` long with `gapMs` before it; answers the first window. */
function measure(meter: RunMeter, clock: { now: number }, runMs: number, gapMs: number, rows = 10) {
  for (let run = 0; run < 1000; run++) {
    clock.now += gapMs;
    meter.sent(clock.now);
    clock.now += runMs;
    meter.computed(runMs);
    const window = meter.answered(rows, clock.now);
    if (window) return window;
  }
  return null;
}

test("a window holds the runs of its time", () => {
  const meter = new RunMeter();
  meter.begin("lane", 100, 0, 1000);
  expect(measure(meter, { now: 1000 }, 8, 2)).toEqual({
    place: "lane",
    rows: 100,
    wallMs: 100,
    busyMs: 80,
    runMs: 8,
    quickMs: 8,
  });
});

test("runs to warm up are left out", () => {
  const meter = new RunMeter();
  const clock = { now: 0 };
  meter.begin("lane-2", 50, 2, 0);
  for (const slowMs of [70, 30]) {
    meter.sent(clock.now);
    clock.now += slowMs;
    meter.computed(slowMs);
    expect(meter.answered(10, clock.now)).toBeNull();
  }
  expect(measure(meter, clock, 10, 0)).toEqual({
    place: "lane-2",
    rows: 50,
    wallMs: 50,
    busyMs: 50,
    runMs: 10,
    quickMs: 10,
  });
});

test("pauses between bursts of work are left out", () => {
  const meter = new RunMeter();
  meter.begin("inline", 40, 0, 0);
  expect(measure(meter, { now: 0 }, 10, 5_000)).toMatchObject({ rows: 40, wallMs: 40, busyMs: 40 });
});

test("a window has three runs at the least", () => {
  const meter = new RunMeter();
  meter.begin("inline", 20, 0, 0);
  expect(measure(meter, { now: 0 }, 50, 0)).toMatchObject({ rows: 30, wallMs: 150 });
});

test("runs that overlap are busy time once", () => {
  const meter = new RunMeter();
  meter.begin("lane-2", 10, 0, 0);
  meter.sent(0);
  meter.sent(0);
  meter.sent(5);
  meter.answered(1, 8);
  meter.answered(1, 9);
  expect(meter.answered(1, 10)).toMatchObject({ rows: 3, wallMs: 10, busyMs: 10 });
});
