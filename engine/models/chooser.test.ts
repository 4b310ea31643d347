// That each place is chosen where it is the right one, and given up when it is no longer, in a simulated machine.

import { describe, expect, test } from "vitest";
import { Chooser } from "./chooser.ts";
import type { Place } from "./possible-places.ts";

interface World {
  /** Rows per millisecond of each place. */
  readonly rates: Readonly<Record<Place, number>>;
  readonly runMs: number;
  /** Part of the time in which there is something to compute. */
  readonly load?: number;
  /** Cores that the process uses with all it does. */
  readonly used?: number;
}

/** Lets a machine run for a while; answers where the runs went, in order, each place with its milliseconds. */
function live(chooser: Chooser, world: World, forMs: number, clock = { now: 0 }): [Place, number][] {
  const history: [Place, number][] = [];
  const end = clock.now + forMs;
  while (clock.now < end || chooser.trying) {
    const { place, windowMs } = chooser;
    const wallMs = Math.max(windowMs, 2 * world.runMs);
    clock.now += wallMs;
    if (history.at(-1)?.[0] === place) history[history.length - 1][1] += wallMs;
    else history.push([place, wallMs]);
    const rows = world.rates[place] * wallMs;
    const cpuMs = wallMs * (world.used ?? 1);
    chooser.report({ place, rows, wallMs, busyMs: wallMs * (world.load ?? 1), runMs: world.runMs, cpuMs });
  }
  return history;
}

const even = { inline: 100, "inline-2": 100, lane: 100, "lane-2": 100 };
const two = { cores: 2 };

describe("chooses", () => {
  test.each([
    ["inline", { rates: { ...even, inline: 100, lane: 88, "inline-2": 60, "lane-2": 95 }, runMs: 0.5 }],
    ["inline-2", { rates: { ...even, "inline-2": 180, lane: 90, "lane-2": 150 }, runMs: 0.5 }],
    ["lane-2", { rates: { ...even, "inline-2": 150, lane: 95, "lane-2": 190 }, runMs: 0.5 }],
    ["lane", { rates: { ...even, lane: 140, "inline-2": 60, "lane-2": 130 }, runMs: 0.5 }],
  ] satisfies [Place, World][])("%s where it is fastest", (place, world) => {
    const chooser = new Chooser(two);
    live(chooser, world, 1_500);
    expect(chooser.place).toBe(place);
  });

  test("nothing where the process's other work takes all cores", () => {
    const world = { rates: { ...even, "lane-2": 190 }, runMs: 0.5, load: 0.5 };
    const history = live(new Chooser(two), { ...world, used: 1.6 }, 1_500);
    expect(history.map(([place]) => place)).toEqual(["inline"]);
    const free = live(new Chooser(two), { ...world, used: 1.2 }, 1_500);
    expect(free.at(-1)[0]).toBe("lane-2");
  });

  test("the simpler of two that are as good", () => {
    const chooser = new Chooser(two);
    live(chooser, { rates: { ...even, "lane-2": 104, "inline-2": 103 }, runMs: 1 }, 1_500);
    expect(chooser.place).toBe("inline");
  });

  test("a lane for long runs, though inline is as fast or faster", () => {
    const chooser = new Chooser(two);
    live(chooser, { rates: { ...even, "inline-2": 120, "lane-2": 80 }, runMs: 50 }, 3_000);
    expect(chooser.place).toBe("lane");
  });

  test("two lanes for long runs when they are faster", () => {
    const chooser = new Chooser(two);
    live(chooser, { rates: { ...even, "lane-2": 190 }, runMs: 50 }, 3_000);
    expect(chooser.place).toBe("lane-2");
  });
});

test("long runs leave the main thread after the first window and never come back to it", () => {
  const places = live(new Chooser(two), { rates: { ...even, inline: 200 }, runMs: 50 }, 60_000).map(
    ([place]) => place,
  );
  expect(places.indexOf("inline")).toBe(0);
  expect(places.lastIndexOf("inline")).toBe(0);
  expect(places).not.toContain("inline-2");
});

test.each([
  ["runs of microseconds", { rates: { ...even, "lane-2": 500 }, runMs: 0.007 }],
  ["a model that is seldom asked", { rates: { ...even, "lane-2": 500 }, runMs: 1, load: 0.1 }],
] satisfies [string, World][])("%s stay inline and nothing else is tried", (_, world) => {
  expect(live(new Chooser(two), world, 60_000)).toEqual([["inline", expect.closeTo(60_000, -3)]]);
});

test("never uses more threads than there are cores", () => {
  const world = { rates: { ...even, "inline-2": 500, "lane-2": 500 }, runMs: 1 };
  const places = live(new Chooser({ cores: 1 }), world, 60_000).map(([place]) => place);
  expect(new Set(places)).toEqual(new Set(["inline", "lane"]));
});

test("never goes where the answers would change", () => {
  const world = { rates: { ...even, "inline-2": 500, "lane-2": 150 }, runMs: 0.5 };
  const places = live(new Chooser({ cores: 2, without: ["inline-2"] }), world, 60_000).map(
    ([place]) => place,
  );
  expect(places).not.toContain("inline-2");
  expect(places).toContain("lane-2");
});

test("gives up two threads within two seconds when another process takes a core, and comes back when it has gone", () => {
  const chooser = new Chooser(two);
  const clock = { now: 0 };
  const idle: World = { rates: { inline: 100, "inline-2": 180, lane: 95, "lane-2": 170 }, runMs: 0.5 };
  const busy: World = { rates: { inline: 98, "inline-2": 50, lane: 90, "lane-2": 99 }, runMs: 0.5 };
  live(chooser, idle, 10_000, clock);
  expect(chooser.place).toBe("inline-2");
  live(chooser, busy, 2_000, clock);
  expect(chooser.place).toBe("inline");
  live(chooser, idle, 12_000, clock);
  expect(chooser.place).toBe("inline-2");
});

test("trying costs less than a twentieth of the rows once it has settled", () => {
  const chooser = new Chooser(two);
  const world: World = { rates: { inline: 100, "inline-2": 40, lane: 60, "lane-2": 70 }, runMs: 0.5 };
  const clock = { now: 0 };
  live(chooser, world, 2_000, clock);
  const history = live(chooser, world, 60_000, clock);
  const rows = history.reduce((sum, [place, ms]) => sum + world.rates[place] * ms, 0);
  const ms = history.reduce((sum, [, part]) => sum + part, 0);
  expect(rows / ms).toBeGreaterThan(0.95 * 100);
});

test("a place that cannot be opened is left out", () => {
  const chooser = new Chooser(two);
  for (const place of ["lane", "lane-2"] as const) chooser.refuse(place);
  const history = live(chooser, { rates: { ...even, "lane-2": 500, lane: 300 }, runMs: 50 }, 20_000);
  expect(new Set(history.map(([place]) => place))).toEqual(new Set(["inline", "inline-2"]));
});
