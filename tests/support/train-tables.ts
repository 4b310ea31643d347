// Tables to learn from, and learning from them to the end.

import type { NumberColumn, TrainTable, WordColumn } from "../../engine/train/tabular/columns.ts";
import { learnTable, type Learned } from "../../engine/train/tabular/learn-table.ts";
import type { LearnWish } from "../../engine/train/tabular/wish.ts";
import { seededRandom } from "../../engine/train/random.ts";

/** null = missing. */
export type Values = readonly (number | null)[] | readonly (string | null)[];

export function tableOf(columns: Readonly<Record<string, Values>>): TrainTable {
  const all = Object.entries(columns).map(([name, values]) =>
    values.some((value) => typeof value === "string")
      ? wordColumn(name, values as readonly (string | null)[])
      : numberColumn(name, values as readonly (number | null)[]),
  );
  return { rows: Object.values(columns)[0]?.length ?? 0, columns: all };
}

export function numberColumn(
  name: string,
  values: readonly (number | null)[],
  type = "float64",
): NumberColumn {
  return { kind: "number", name, type, values: Float64Array.from(values, (value) => value ?? NaN) };
}

function wordColumn(name: string, values: readonly (string | null)[]): WordColumn {
  const words = [...new Set(values.filter((value) => value !== null))];
  return {
    kind: "words",
    name,
    words,
    codes: Int32Array.from(values, (value) => (value === null ? -1 : words.indexOf(value))),
  };
}

export function wishFor(
  target: string,
  more: Partial<LearnWish> & { as?: "class" | "number"; quantiles?: number[] } = {},
): LearnWish {
  const { as = null, quantiles = null, ...rest } = more;
  return {
    target: { name: target, as, quantiles },
    split: { kind: "chance", share: 0.25 },
    seed: 1,
    trees: 60,
    parted: new Set(),
    metadata: {},
    ...rest,
  };
}

export function learn(table: TrainTable, wish: LearnWish): Learned {
  const learning = learnTable(table, wish);
  for (;;) {
    const step = learning.next();
    if (step.done) return step.value;
  }
}

/**
 * Sales of shops: `price` lowers them, some towns buy more, `note` says nothing, and some prices and towns are missing.
 * `grade` is a class that goes by the sales, `sold` a yes or no.
 */
export function sales(rows: number, seed = 1) {
  const random = seededRandom(seed);
  const towns = ["Aue", "Bonn", "Celle", "Dachau"];
  const out = {
    price: [] as (number | null)[],
    town: [] as (string | null)[],
    note: [] as number[],
    amount: [] as number[],
    grade: [] as string[],
    sold: [] as number[],
  };
  for (let row = 0; row < rows; row++) {
    const price = random.next() * 10;
    const town = random.below(towns.length);
    const amount = 20 - 2 * price + 5 * town + random.normal();
    out.price.push(random.next() < 0.05 ? null : price);
    out.town.push(random.next() < 0.05 ? null : towns[town]);
    out.note.push(random.next());
    out.amount.push(amount);
    out.grade.push(amount > 25 ? "high" : amount > 15 ? "middle" : "low");
    out.sold.push(Number(amount > 18));
  }
  return out;
}
