// What is the invented supply base like: who delivers what, how reliably, and what makes an order late?

import type { Random } from "../../../engine/train/random.ts";

export const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;

/** An order counts as late when it comes more than so many days after the day that was promised. */
export const LATE_DAYS = 5;

export const CATEGORIES = [
  { name: "castings", days: 42 },
  { name: "electronics", days: 56 },
  { name: "fasteners", days: 14 },
  { name: "machined parts", days: 28 },
  { name: "packaging", days: 10 },
  { name: "sheet metal", days: 21 },
] as const;

export interface Supplier {
  readonly id: string;
  readonly category: string;
  /** Days that the category usually takes. */
  readonly usualDays: number;
  readonly distanceKm: number;
  /** 1 (poor) to 100; null where no agency knows it. */
  readonly credit: number | null;
  readonly sites: number;
  readonly certified: boolean;
  /** Pieces of a usual order. */
  readonly usualPieces: number;
  /** What nobody sees: how likely it keeps its word, month by month, 0 to 1. */
  readonly reliability: readonly number[];
}

const SUPPLIERS = 60;

/** All suppliers; reliability wanders, and more so where the credit is poor. */
export function makeSuppliers(random: Random, months: number): Supplier[] {
  return Array.from({ length: SUPPLIERS }, (_, index) => {
    const category = CATEGORIES[random.below(CATEGORIES.length)];
    const credit = Math.max(1, Math.min(100, Math.round(64 + 20 * random.normal())));
    const unknown = random.next() < 0.12;
    const usual = clamp(0.84 + 0.16 * random.normal(), 0.35, 0.98);
    let reliability = usual;
    return {
      id: `S${String(index + 1).padStart(3, "0")}`,
      category: category.name,
      usualDays: category.days,
      distanceKm: Math.round(
        random.next() < 0.3 ? 5_000 + 5_000 * random.next() : 60 + 1_500 * random.next(),
      ),
      credit: unknown ? null : credit,
      sites: random.next() < 0.45 ? 1 : 2 + random.below(5),
      certified: random.next() < 0.7,
      usualPieces: 50 * (2 + random.below(30)),
      reliability: Array.from({ length: months }, () => {
        const shaky = credit < 45 ? 0.08 : 0.03;
        reliability = clamp(reliability + 0.15 * (usual - reliability) + shaky * random.normal(), 0.2, 0.99);
        return reliability;
      }),
    };
  });
}

/** What is known of an order on the day it is placed. */
export interface Placed {
  readonly supplier: Supplier;
  readonly pieces: number;
  /** Days until the day that the supplier promised. */
  readonly promisedDays: number;
  /** Months since the beginning, and the month of the year from 0. */
  readonly month: number;
  readonly monthOfYear: number;
}

/** How likely an order comes late: every cause that the model can find, and one (reliability) that it sees only in the record. */
export function chanceOfLate({ supplier, pieces, promisedDays, month, monthOfYear }: Placed): number {
  const hurried = clamp(0.95 - promisedDays / supplier.usualDays, 0, 0.6);
  const large = clamp(pieces / supplier.usualPieces - 1.3, 0, 1.5);
  const winter = supplier.distanceKm > 4_000 && [11, 0, 1].includes(monthOfYear) ? 0.15 : 0;
  const poor = supplier.credit !== null && supplier.credit < 40 ? 0.12 : 0;
  const alone = supplier.sites === 1 ? 0.25 * large : 0;
  const unreliable = 0.9 * (1 - supplier.reliability[month]);
  return clamp(unreliable + 1.1 * hurried + 0.3 * large + winter + poor + alone, 0.01, 0.95);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
