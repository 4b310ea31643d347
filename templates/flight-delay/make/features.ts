// What does the model see of a flight? The workflow's nodes again, written by hand: what they make must be the same.

import { DAY_MS, isLate, MINUTE_MS, type Flight } from "./flights.ts";

export const FEATURE_NAMES = [
  "hour",
  "distance",
  "origin_rate",
  "destination_rate",
  "route_hour_rate",
  "late_1h",
  "late_3h",
  "landed_3h",
  "late_route_24h",
] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

const HOUR_MS = 60 * MINUTE_MS;

/** How often flights of a route were late that left in an hour of the day, in the months before. */
export interface PastHour {
  readonly origin: string;
  readonly destination: string;
  readonly hour: number;
  readonly past_flights: number;
  readonly past_late: number;
}

/** Ten flights of which a fifth is late are added to every hour, so that one bad day of a rare flight is no rate. */
const ADDED = { flights: 10, late: 2 };

export function routeHourRate(hour: PastHour | undefined): number {
  return ((hour?.past_late ?? 0) + ADDED.late) / ((hour?.past_flights ?? 0) + ADDED.flights);
}

/** Lines of `origin,destination,hour,past_flights,past_late`. */
export function readHistory(csv: string): PastHour[] {
  const [, ...lines] = csv.trimEnd().split("\n");
  return lines.map((line) => {
    const [origin, destination, ...numbers] = line.split(",");
    const [hour, past_flights, past_late] = numbers.map(Number);
    return { origin, destination, hour, past_flights, past_late };
  });
}

/** When the delay of a flight is surely known, in the local time of its origin: 75 minutes and one for each 7 miles after it left. */
export function knownAt({ date, distance }: Flight): number {
  return date + (75 + Math.floor(distance / 7)) * MINUTE_MS;
}

/** One column for each name, NaN = missing, for some of all flights. */
export function makeFeatures(
  chosen: readonly Flight[],
  all: readonly Flight[],
  history: readonly PastHour[],
): Float64Array[] {
  const byHour = new Map(history.map((past) => [`${past.origin} ${past.destination} ${past.hour}`, past]));
  const originRate = rates(history, ({ origin }) => origin);
  const destinationRate = rates(history, ({ destination }) => destination);
  const ofOrigin = landings(all, ({ origin }) => origin);
  const ofRoute = landings(all, routeOf);
  const rows = chosen.map((flight): Record<FeatureName, number> => {
    const hour = Math.floor((flight.date % DAY_MS) / HOUR_MS);
    const last = (hours: number) => between(ofOrigin.get(flight.origin), flight.date, hours);
    const route = between(ofRoute.get(routeOf(flight)), flight.date, 24);
    return {
      hour,
      distance: flight.distance,
      origin_rate: originRate.get(flight.origin) ?? NaN,
      destination_rate: destinationRate.get(flight.destination) ?? NaN,
      route_hour_rate: routeHourRate(byHour.get(`${routeOf(flight)} ${hour}`)),
      late_1h: last(1).late / last(1).flights,
      late_3h: last(3).late / last(3).flights,
      landed_3h: last(3).flights,
      late_route_24h: route.late / route.flights,
    };
  });
  return FEATURE_NAMES.map((name) => Float64Array.from(rows, (row) => row[name]));
}

export function routeOf({ origin, destination }: Pick<Flight, "origin" | "destination">): string {
  return `${origin} ${destination}`;
}

function rates(history: readonly PastHour[], key: (past: PastHour) => string): Map<string, number> {
  const sums = new Map<string, { flights: number; late: number }>();
  for (const past of history) {
    const sum = sums.get(key(past)) ?? { flights: 0, late: 0 };
    sums.set(key(past), sum);
    sum.flights += past.past_flights;
    sum.late += past.past_late;
  }
  return new Map([...sums].map(([name, { flights, late }]) => [name, late / flights]));
}

/** Flights of one key by when their delay was known: the times, and how many of the first n were late. */
interface Landings {
  readonly times: Float64Array;
  readonly late: Int32Array;
}

function landings(flights: readonly Flight[], key: (flight: Flight) => string): Map<string, Landings> {
  const groups = new Map<string, Flight[]>();
  for (const flight of flights) {
    const own = groups.get(key(flight)) ?? [];
    groups.set(key(flight), own);
    own.push(flight);
  }
  return new Map(
    [...groups].map(([name, own]) => {
      const sorted = own.toSorted((a, b) => knownAt(a) - knownAt(b));
      const late = new Int32Array(own.length + 1);
      sorted.forEach((flight, i) => (late[i + 1] = late[i] + Number(isLate(flight))));
      return [name, { times: Float64Array.from(sorted, knownAt), late }];
    }),
  );
}

/** What had become known within the last hours before a moment, both ends included. */
function between(known: Landings | undefined, now: number, hours: number): { flights: number; late: number } {
  if (!known) return { flights: 0, late: 0 };
  const from = countBelow(known.times, now - hours * HOUR_MS);
  const to = countBelow(known.times, now + 1);
  return { flights: to - from, late: known.late[to] - known.late[from] };
}

/** How many ascending times are below a limit. */
function countBelow(times: Float64Array, limit: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
