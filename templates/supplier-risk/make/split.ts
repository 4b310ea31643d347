// Which orders are learned from, which are only asked about, and what was known of their suppliers at the time?

import type { TrainingTable } from "../../../engine/train/table.ts";
import { FEATURE_NAMES, featuresOf, recordsOf, type DeliveredOrder, type SupplierFacts } from "./features.ts";
import { isLate, type Market, type Order } from "./orders.ts";
import { DAY_MS, WEEK_MS, type Supplier } from "./world.ts";

/** Orders delivered before the one are learned from; placed after it and delivered before the other, they say when to stop. */
export const TRAIN_UNTIL = Date.UTC(2025, 0, 6);
export const TEST_FROM = Date.UTC(2025, 5, 2);
/** The Monday of the week whose orders ship as the sample. */
export const SAMPLE_WEEK = Date.UTC(2025, 8, 1);

/** A record goes back so far. */
const RECORD_WEEKS = 52;
/** The first year only makes records. */
const LEARN_FROM_WEEK = 52;

export interface Split {
  readonly train: readonly Order[];
  readonly validation: readonly Order[];
  readonly test: readonly Order[];
}

export function splitByTime({ orders }: Market): Split {
  const first = mondayOf(orders[0].placed) + LEARN_FROM_WEEK * WEEK_MS;
  return {
    train: orders.filter(({ placed, delivered }) => placed >= first && delivered < TRAIN_UNTIL),
    validation: orders.filter(({ placed, delivered }) => placed >= TRAIN_UNTIL && delivered < TEST_FROM),
    test: orders.filter(({ placed }) => placed >= TEST_FROM),
  };
}

/** What had been delivered in the year before a Monday, in the order of its delivery. */
export function deliveredBefore(monday: number, orders: readonly Order[]): Order[] {
  return orders
    .filter(({ delivered }) => delivered < monday && delivered >= monday - RECORD_WEEKS * WEEK_MS)
    .sort((a, b) => a.delivered - b.delivered || (a.id < b.id ? -1 : 1));
}

/** Each order as it looked on the Monday of the week in which it was placed. */
export function labelled(chosen: readonly Order[], { orders }: Market): TrainingTable {
  const records = new Map<number, ReturnType<typeof recordsOf>>();
  const rows = chosen.map((order) => {
    const monday = mondayOf(order.placed);
    const known = records.get(monday) ?? recordsOf(deliveredBefore(monday, orders).map(plainOrder));
    records.set(monday, known);
    return featuresOf(plainOrder(order), factsOf(order.supplier), known.get(order.supplier.id));
  });
  return {
    columns: FEATURE_NAMES.map((name) => Float64Array.from(rows, (row) => row[name])),
    target: Float64Array.from(chosen, (order) => Number(isLate(order))),
  };
}

export function plainOrder(order: Order): DeliveredOrder {
  const { placed, promised, delivered, pieces, rejected } = order;
  return { supplier: order.supplier.id, placed, promised, delivered, pieces, rejected };
}

function factsOf({ id, credit, sites, certified, distanceKm }: Supplier): SupplierFacts {
  return { supplier: id, credit, sites, certified, distance_km: distanceKm };
}

function mondayOf(dayMs: number): number {
  return dayMs - ((new Date(dayMs).getUTCDay() + 6) % 7) * DAY_MS;
}
