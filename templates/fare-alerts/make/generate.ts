// Two years of fares that never were, the same for the same seed.

import { seededRandom } from "../../../engine/train/random.ts";
import { simulateTrip, type FareRow, type Sales } from "./trip.ts";
import { DAY_MS, ROUTES, SALE, TUESDAY } from "./world.ts";

export const HISTORY = {
  seed: 20_250_901,
  /** Departures are every fifth day between these. */
  fromMs: Date.UTC(2024, 2, 1),
  toMs: Date.UTC(2025, 11, 1),
  daysApart: 5,
};

export interface Trip {
  readonly departs: number;
  readonly rows: readonly FareRow[];
}

export function generateTrips({ seed, fromMs, toMs, daysApart } = HISTORY): Trip[] {
  const sales = drawSales(seed);
  const random = seededRandom(seed + 1);
  const trips: Trip[] = [];
  for (let departs = fromMs; departs < toMs; departs += daysApart * DAY_MS)
    for (const route of ROUTES) trips.push({ departs, rows: simulateTrip(route, departs, sales, random) });
  return trips;
}

/** Which weeks have a sale, for each route: from Tuesday on, four to six days. */
function drawSales(seed: number): Sales {
  const random = seededRandom(seed);
  const start = Date.UTC(2023, 11, 31 + TUESDAY);
  const weeks = 110;
  const days = new Map(
    ROUTES.map(({ name }) => {
      const lengths = Array.from({ length: weeks }, () => {
        const isSale = random.next() < SALE.chance;
        const length = 4 + random.below(3);
        return isSale ? length : 0;
      });
      return [name, lengths];
    }),
  );
  return (route, dayMs) => {
    const day = Math.floor((dayMs - start) / DAY_MS);
    return day >= 0 && day % 7 < (days.get(route)?.[Math.floor(day / 7)] ?? 0);
  };
}
