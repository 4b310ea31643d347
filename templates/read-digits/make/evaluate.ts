// How well does the net read single digits that it has not seen? In all, and which it takes for which.

import { LABELS, type DigitSplit } from "./digits.ts";
import type { DigitNet } from "./net/digit-net.ts";
import { readAll } from "./train.ts";

export interface Metrics {
  readonly digits: { readonly train: number; readonly test: number };
  readonly accuracy: number;
  /** Share of each digit that is read rightly. */
  readonly each: Readonly<Record<string, number>>;
  /** What is confused most: `["4", "9", 7]` = seven 4 were read as 9. */
  readonly confused: readonly (readonly [string, string, number])[];
}

export function evaluate(net: DigitNet, { train, test }: DigitSplit): Metrics {
  const read = readAll(net, test);
  const pairs = new Map<string, number>();
  read.forEach((found, i) => {
    const key = `${test[i].label} ${found}`;
    pairs.set(key, (pairs.get(key) ?? 0) + 1);
  });
  const right = (label: string) => pairs.get(`${label} ${label}`) ?? 0;
  const all = (label: string) => test.filter((digit) => String(digit.label) === label).length;
  const wrong = [...pairs]
    .map(([key, count]) => [...key.split(" "), count] as [string, string, number])
    .filter(([label, found]) => label !== found)
    .sort((a, b) => b[2] - a[2] || (a[0] + a[1] < b[0] + b[1] ? -1 : 1));
  return {
    digits: { train: train.length, test: test.length },
    accuracy: LABELS.reduce((sum, label) => sum + right(label), 0) / test.length,
    each: Object.fromEntries(LABELS.map((label) => [label, right(label) / all(label)])),
    confused: wrong.slice(0, 5),
  };
}
