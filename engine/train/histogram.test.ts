// Histograms are sums, and the kernel's are those of JavaScript to the last bit.

import { expect, test } from "vitest";
import { binColumn, MISSING_BIN } from "./bins.ts";
import { Histograms, ROWS, STRIDE, WEIGHT } from "./histogram.ts";
import { scriptMemory } from "./kernel/histogram-code.ts";
import { openKernel } from "./kernel/kernel.ts";
import { seededRandom } from "./random.ts";

const TABLE_ROWS = 1_000;
const random = seededRandom(11);
const doubles = (value: () => number) => Float64Array.from({ length: TABLE_ROWS }, value);
/** An odd number of columns: many values, few, all missing, and some missing. */
const columns = [
  doubles(() => random.normal()),
  doubles(() => random.below(4)),
  doubles(() => NaN),
  doubles(() => (random.next() < 0.2 ? NaN : random.normal())),
  doubles(() => random.below(30)),
].map((values) => binColumn(values, 255));
const pull = doubles(() => random.normal());
const weight = doubles(() => random.next());
const features = Int32Array.of(0, 1, 2, 3, 4);
const rows = random.choose(700, TABLE_ROWS);
const kernel = (bytes: number) => openKernel(bytes)!;

test("each cell holds what its rows add up to, missing values behind the last bin", () => {
  const histograms = new Histograms(columns, 1);
  const { cells } = histograms.build(features, rows, pull, weight);
  const { from, missing } = histograms.layout;
  for (const feature of features) {
    const expected = new Float64Array(missing[feature] + STRIDE - from[feature]);
    for (const row of rows) {
      const bin = columns[feature].bins[row];
      const at = bin === MISSING_BIN ? expected.length - STRIDE : bin * STRIDE;
      expected[at] += pull[row];
      expected[at + WEIGHT] += weight[row];
      expected[at + ROWS]++;
    }
    expect(cells.slice(from[feature], missing[feature] + STRIDE)).toEqual(expected);
  }
});

test.each([
  ["an odd number of columns", features, weight],
  ["an even number, not all", Int32Array.of(0, 1, 3, 4), weight],
  ["one", Int32Array.of(3), weight],
  ["rows that weigh the same", features, null],
])("%s: the kernel and JavaScript agree to the bit", (_, some, weights) => {
  const [first, second] = [kernel, scriptMemory].map((memory) => {
    const histograms = new Histograms(columns, 2, memory);
    const whole = histograms.build(some, rows, pull, weights);
    const part = histograms.build(some, rows.subarray(0, 300), pull, weights);
    const counted = cellsOf(histograms, some, whole.cells);
    const rest = cellsOf(histograms, some, histograms.subtract(some, whole, part).cells);
    return { counted, rest };
  });
  expect(first).toEqual(second);
});

test("what is left when a part is taken out is the other part, and its memory is used again", () => {
  const histograms = new Histograms(columns, 2);
  for (let again = 0; again < 3; again++) {
    const whole = histograms.build(features, rows, pull, null);
    const part = histograms.build(features, rows.subarray(0, 300), pull, null);
    const rest = histograms.subtract(features, whole, part).cells.slice();
    histograms.release(whole);
    const other = histograms.build(features, rows.subarray(300), pull, null);
    // Sums in another order differ in their last digits; counts do not.
    rest.forEach((value, i) => expect(value).toBeCloseTo(other.cells[i], 9));
    histograms.release(part);
    histograms.release(other);
  }
});

function cellsOf({ layout: { from, missing } }: Histograms, some: Int32Array, cells: Float64Array): number[] {
  return [...some].flatMap((feature) => [...cells.subarray(from[feature], missing[feature] + STRIDE)]);
}
