// How busy are the ports and how rough are the seas, week by week? States that drift, so that neighbours in time agree.

import { seededRandom, type Random } from "../../../engine/train/random.ts";
import { USUAL_QUEUE, WAVES_BY_MONTH, WEEK_MS, type Port, type Sea } from "./world.ts";

export interface Climate {
  /** Ships that wait for a berth. */
  queue(port: Port, timeMs: number): number;
  /** Wave height in metres. */
  waves(sea: Sea, timeMs: number): number;
}

/** Share of a week's deviation that is still there a week later. */
const QUEUE_MEMORY = 0.85;
const WAVE_MEMORY = 0.4;
/** Chance a week that a strike or a closure fills a port. */
const CLOSURE_CHANCE = 0.012;
const CLOSURE_SHIPS = 14;

/** The weeks from `fromMs` on; times after the last week see the last week. */
export function makeClimate(seed: number, fromMs: number, weeks: number): Climate {
  const random = seededRandom(seed);
  const week = (timeMs: number) => Math.max(0, Math.min(weeks - 1, Math.floor((timeMs - fromMs) / WEEK_MS)));
  const queues = mapValues(USUAL_QUEUE, (usual) => queueSeries(random, usual, weeks));
  const waves = mapValues(WAVES_BY_MONTH, (byMonth) => {
    return waveSeries(random, weeks, (index) => byMonth[new Date(fromMs + index * WEEK_MS).getUTCMonth()]);
  });
  return {
    queue: (port, timeMs) => queues[port][week(timeMs)],
    waves: (sea, timeMs) => waves[sea][week(timeMs)],
  };
}

function queueSeries(random: Random, usual: number, weeks: number): Float64Array {
  let deviation = 0;
  return Float64Array.from({ length: weeks }, () => {
    deviation = QUEUE_MEMORY * deviation + 0.25 * usual * random.normal();
    if (random.next() < CLOSURE_CHANCE) deviation += CLOSURE_SHIPS;
    return Math.max(0, usual + deviation);
  });
}

function waveSeries(random: Random, weeks: number, usual: (week: number) => number): Float64Array {
  let deviation = 0;
  return Float64Array.from({ length: weeks }, (_, week) => {
    deviation = WAVE_MEMORY * deviation + 0.3 * usual(week) * random.normal();
    return Math.max(0.2, usual(week) + deviation);
  });
}

function mapValues<K extends string, V, W>(
  record: Readonly<Record<K, V>>,
  map: (value: V) => W,
): Record<K, W> {
  const entries = Object.entries<V>(record).map(([key, value]) => [key, map(value)]);
  return Object.fromEntries(entries) as Record<K, W>;
}
