// Two and a half years of container traffic that never happened, the same for the same seed.

import { seededRandom, type Random } from "../../../engine/train/random.ts";
import { makeClimate } from "./climate.ts";
import { simulateVoyage, type Booking, type Voyage } from "./voyage.ts";
import { CARRIERS, DAY_MS, ROUTES } from "./world.ts";

export interface History {
  readonly seed: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly containersPerDay: number;
}

export const HISTORY: History = {
  seed: 20_250_701,
  fromMs: Date.UTC(2023, 0, 1),
  toMs: Date.UTC(2025, 6, 1),
  containersPerDay: 6,
};

/** Weeks of weather and queues after the last booking: voyages take up to ten. */
const WEEKS_AFTER = 15;

/** All voyages, by the planned gate-in. */
export function generateVoyages({ seed, fromMs, toMs, containersPerDay }: History = HISTORY): Voyage[] {
  const weeks = Math.ceil((toMs - fromMs) / (7 * DAY_MS)) + WEEKS_AFTER;
  const climate = makeClimate(seed, fromMs, weeks);
  const random = seededRandom(seed + 1);
  const count = Math.round(((toMs - fromMs) / DAY_MS) * containersPerDay);
  return Array.from({ length: count }, (_, index) => {
    const gateInMs = fromMs + Math.floor((index / containersPerDay) * 24 + 6) * (DAY_MS / 24);
    return simulateVoyage(book(random, index, gateInMs), climate, random);
  });
}

function book(random: Random, index: number, gateInMs: number): Booking {
  const route = ROUTES[random.below(ROUTES.length)];
  return {
    container: `SYNU${String(100_000 + index * 7)}`,
    route,
    carrier: CARRIERS[random.below(CARRIERS.length)],
    cargo: route.cargoes[random.below(route.cargoes.length)],
    gateInMs,
  };
}
