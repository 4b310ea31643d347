// What does the model see of an order? The workflow's nodes again, written by hand: what they make must be the same.

import { DAY_MS, LATE_DAYS } from "./world.ts";

export const FEATURE_NAMES = [
  "late_share",
  "late_recently",
  "mean_days_late",
  "rejected_share",
  "hurry",
  "size",
  "credit",
  "sites",
  "certified",
  "distance_km",
  "month",
] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

/** Of how many last orders the recent share is. */
export const RECENT_ORDERS = 5;

export interface PlacedOrder {
  readonly supplier: string;
  readonly placed: number;
  readonly promised: number;
  readonly pieces: number;
}

export interface DeliveredOrder extends PlacedOrder {
  readonly delivered: number;
  readonly rejected: number;
}

export interface SupplierFacts {
  readonly supplier: string;
  readonly credit: number | null;
  readonly sites: number;
  readonly certified: boolean;
  readonly distance_km: number;
}

/** What the delivered orders say of each supplier; those are to be in the order of their delivery. */
export function recordsOf(delivered: readonly DeliveredOrder[]) {
  const bySupplier = new Map<string, DeliveredOrder[]>();
  for (const order of delivered) {
    const own = bySupplier.get(order.supplier) ?? [];
    bySupplier.set(order.supplier, own);
    own.push(order);
  }
  return new Map([...bySupplier].map(([supplier, orders]) => [supplier, recordOf(orders)]));
}

type SupplierRecord = ReturnType<typeof recordOf>;

function recordOf(orders: readonly DeliveredOrder[]) {
  const daysLate = orders.map(({ promised, delivered }) => (delivered - promised) / DAY_MS);
  const late = daysLate.map((days) => Number(days > LATE_DAYS));
  return {
    late_share: mean(late),
    late_recently: mean(late.slice(-RECENT_ORDERS)),
    mean_days_late: mean(daysLate),
    rejected_share: sum(orders.map(({ rejected }) => rejected)) / sum(orders.map(({ pieces }) => pieces)),
    mean_days: mean(orders.map(({ placed, delivered }) => (delivered - placed) / DAY_MS)),
    mean_pieces: mean(orders.map(({ pieces }) => pieces)),
  };
}

/** One number for each name; NaN = missing, as for a supplier that has delivered nothing yet. */
export function featuresOf(
  { placed, promised, pieces }: PlacedOrder,
  facts: SupplierFacts,
  record: SupplierRecord | undefined,
): Readonly<Record<FeatureName, number>> {
  return {
    late_share: record?.late_share ?? NaN,
    late_recently: record?.late_recently ?? NaN,
    mean_days_late: record?.mean_days_late ?? NaN,
    rejected_share: record?.rejected_share ?? NaN,
    hurry: record ? 1 - (promised - placed) / DAY_MS / record.mean_days : NaN,
    size: record ? pieces / record.mean_pieces : NaN,
    credit: facts.credit ?? NaN,
    sites: facts.sites,
    certified: Number(facts.certified),
    distance_km: facts.distance_km,
    month: new Date(placed).getUTCMonth() + 1,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
