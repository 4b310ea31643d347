// What happens to the fare of one departure, day by day? Every cause that the model can find is in here, and in the card.

import type { Random } from "../../../engine/train/random.ts";
import {
  BOOKED,
  CLASSES,
  CLOSED_WITHIN,
  DAY_MS,
  OFFERED,
  REVIEW,
  SALE,
  SEASON,
  SEATS,
  SHOWN_SEATS,
  TUESDAY,
  type Route,
} from "./world.ts";

/** What is seen of a trip on one day. */
export interface FareRow {
  /** The day it is looked at, and the day it departs: UTC midnights. */
  readonly day: number;
  readonly departs: number;
  readonly trip: string;
  readonly route: string;
  /** Whole euros. */
  readonly fare: number;
  /** Seats left at this fare; null where there are more than are shown. */
  readonly seats: number | null;
}

/** Whether a route is on sale on a day. */
export type Sales = (route: string, dayMs: number) => boolean;

/** The rows of a trip, from the first day it is offered to the day before it departs, or until it is sold out. */
export function simulateTrip(route: Route, departs: number, isOnSale: Sales, random: Random): FareRow[] {
  const season = SEASON[new Date(departs).getUTCMonth()];
  const weekend = [5, 0].includes(new Date(departs).getUTCDay()) ? 1.12 : 1;
  const demand = route.demand * season * weekend * Math.max(0.4, 1 + 0.25 * random.normal());
  const middleFare = route.fare * (0.5 + 0.5 * season);
  const left = CLASSES.map(({ seats }) => seats);
  const rows: FareRow[] = [];
  let sold = 0;
  for (let daysLeft = OFFERED; daysLeft >= 1; daysLeft--) {
    const day = departs - daysLeft * DAY_MS;
    const lowest = CLOSED_WITHIN.find(({ days }) => daysLeft <= days)?.lowest ?? 0;
    if (new Date(day).getUTCDay() === TUESDAY) reopen(left, sold, route, daysLeft, lowest);
    const open = openClass(left, lowest);
    // Sold out: nothing is offered any more.
    if (left[open] === 0) break;
    const sale = isOnSale(route.name, day) ? SALE.times : 1;
    const seats = left[open];
    rows.push({
      day,
      departs,
      trip: `${route.name} ${new Date(departs).toISOString().slice(0, 10)}`,
      route: route.name,
      fare: Math.round(middleFare * CLASSES[open].times * sale),
      seats: seats <= SHOWN_SEATS ? seats : null,
    });
    // Cheap seats sell a little better.
    const pull = sale < 1 ? 1.35 : open <= 1 ? 1.1 : 1;
    for (let i = bookings(random, demand * pull * SEATS * shareOf(daysLeft)); i > 0; i--) {
      const now = openClass(left, lowest);
      if (left[now] === 0) break;
      left[now]--;
      sold++;
    }
  }
  return rows;
}

/** The cheapest class that is not closed and has a seat; the dearest where none has. */
function openClass(left: readonly number[], lowest: number): number {
  const open = left.findIndex((seats, index) => index >= lowest && seats > 0);
  return open < 0 ? left.length - 1 : open;
}

/** A flight that sells badly gets some seats of the class below the one that is sold, out of the dearest ones. */
function reopen(left: number[], sold: number, route: Route, daysLeft: number, lowest: number): void {
  const meant = route.demand * SEATS * (1 - shareUntil(daysLeft));
  const open = openClass(left, lowest);
  if (sold >= REVIEW.below * meant || open <= lowest) return;
  const dearest = left.length - 1;
  const moved = Math.min(REVIEW.seats, left[dearest]);
  left[open - 1] += moved;
  left[dearest] -= moved;
}

/** The share of all bookings that comes on one day. */
function shareOf(daysLeft: number): number {
  const stretch = BOOKED.find(({ from, to }) => daysLeft <= from && daysLeft >= to);
  return stretch ? stretch.share / (stretch.from - stretch.to + 1) : 0;
}

/** The share that is still to come, this day included. */
function shareUntil(daysLeft: number): number {
  let share = 0;
  for (let day = daysLeft; day >= 1; day--) share += shareOf(day);
  return share;
}

/** A whole number with this mean: twelve chances, so never more than twelve. */
function bookings(random: Random, mean: number): number {
  let count = 0;
  for (let i = 0; i < 12; i++) count += Number(random.next() < mean / 12);
  return count;
}
