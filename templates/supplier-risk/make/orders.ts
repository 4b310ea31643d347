// Four years of orders that were never placed, the same for the same seed.

import { seededRandom, type Random } from "../../../engine/train/random.ts";
import { chanceOfLate, clamp, DAY_MS, LATE_DAYS, makeSuppliers, WEEK_MS, type Supplier } from "./world.ts";

export const HISTORY = { seed: 20_250_815, fromMs: Date.UTC(2022, 0, 3), weeks: 208 };

export interface Order {
  readonly id: string;
  readonly supplier: Supplier;
  /** UTC midnights. */
  readonly placed: number;
  readonly promised: number;
  readonly delivered: number;
  readonly pieces: number;
  readonly rejected: number;
}

export interface Market {
  readonly suppliers: readonly Supplier[];
  /** By the day on which they were placed. */
  readonly orders: readonly Order[];
}

export function generateOrders({ seed, fromMs, weeks } = HISTORY): Market {
  const random = seededRandom(seed);
  const suppliers = makeSuppliers(random, Math.ceil((weeks * 7) / 28) + 1);
  const orders: Order[] = [];
  for (let week = 0; week < weeks; week++)
    for (const supplier of suppliers)
      // Some are asked every week, others once in two.
      if (random.next() < 0.75) {
        const placed = fromMs + week * WEEK_MS + random.below(5) * DAY_MS;
        orders.push(placeOrder(`P${String(10_001 + orders.length)}`, supplier, placed, fromMs, random));
      }
  return { suppliers, orders: orders.sort((a, b) => a.placed - b.placed) };
}

function placeOrder(id: string, supplier: Supplier, placed: number, fromMs: number, random: Random): Order {
  const pieces =
    10 *
    Math.max(
      1,
      Math.round(
        (supplier.usualPieces * (0.5 + 1.2 * random.next() * random.next() + 0.4 * random.next())) / 10,
      ),
    );
  const promisedDays = Math.max(3, Math.round(supplier.usualDays * (0.6 + 0.6 * random.next())));
  const month = Math.floor((placed - fromMs) / (28 * DAY_MS));
  const monthOfYear = new Date(placed).getUTCMonth();
  const isLate = random.next() < chanceOfLate({ supplier, pieces, promisedDays, month, monthOfYear });
  const daysOff = isLate
    ? LATE_DAYS + 1 + random.below(10) + Math.floor(18 * random.next() * random.next())
    : random.below(LATE_DAYS + 4) - 3;
  const bad = clamp(0.06 * (1 - supplier.reliability[month]) + (supplier.certified ? 0 : 0.01), 0, 0.2);
  return {
    id,
    supplier,
    placed,
    promised: placed + promisedDays * DAY_MS,
    delivered: placed + Math.max(1, promisedDays + daysOff) * DAY_MS,
    pieces,
    rejected: Math.round(pieces * bad * 2 * random.next()),
  };
}

export function isLate({ promised, delivered }: Order): boolean {
  return (delivered - promised) / DAY_MS > LATE_DAYS;
}
