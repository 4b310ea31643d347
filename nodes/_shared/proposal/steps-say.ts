// What the first operators of a graph tell of the pixels it takes: x / 255 wants 0 to 255, (x - 0.5) * 2 wants 0 to 1.

import type { InputStep } from "../../../engine/sdk/services.ts";
import { plainValues, type Said, type Values } from "./said.ts";

/** y = x · scale + shift, for each colour or for all. */
interface Line {
  readonly scale: readonly number[];
  readonly shift: readonly number[];
}

const NOTHING: Line = { scale: [1], shift: [0] };

const INPUTS = [
  { normalise: "unit", low: 0, high: 1, words: "0 to 1" },
  { normalise: "none", low: 0, high: 255, words: "0 to 255" },
  { normalise: "signed", low: -1, high: 1, words: "-1 to 1" },
] as const;

/** The values that make sense in front of these steps; null where they say nothing, or several do. */
export function valuesBefore(steps: readonly InputStep[] = []): Said<Values> | null {
  const line = lineOf(steps);
  if (!line) return null;
  const scale = meanOf(line.scale);
  const shift = meanOf(line.shift);
  const fitting = INPUTS.map((input) => ({
    ...input,
    strange: strangeness(input.low * scale + shift, input.high * scale + shift),
  }))
    .filter(({ strange }) => strange < TOO_STRANGE)
    .sort((a, b) => a.strange - b.strange);
  const [best, second] = fitting;
  if (!best || (second && second.strange - best.strange < CLEARLY)) return null;
  const because = `the graph ${wordsOf(steps)} first, which suits values of ${best.words}`;
  return { value: plainValues(best.normalise), ground: "graph", because };
}

/** Photos are less blue than red, and the usual means say so: ImageNet's 0.485, 0.456, 0.406 and Caffe's 104, 117, 123. */
export function coloursBefore(steps: readonly InputStep[] = []): Said<"rgb" | "bgr"> | null {
  for (const { op, operands } of steps) {
    const mean =
      op === "BatchNormalization" ? null : operands.find((list) => list.length === 3)?.map(Math.abs);
    const order = mean && orderOfMeans(mean);
    if (order)
      return {
        value: order,
        ground: "graph",
        because: `the graph ${SAID[op] ?? op} ${listed(mean)}, in that order`,
      };
  }
  return null;
}

/** The order of the colours that means of ImageNet or Caffe, on any scale, stand in; null for other numbers. */
export function orderOfMeans(mean: readonly number[]): "rgb" | "bgr" | null {
  if (mean.length !== 3) return null;
  const [first, , last] = mean;
  const known = KNOWN_MEANS.some((means) => {
    const scaled = means.map((value) => (Math.max(...mean) > 1.5 ? value : value / 255));
    const isLike = (list: readonly number[]) =>
      list.every((value, i) => Math.abs(value / mean[i] - 1) < LIKE);
    return isLike(scaled) || isLike(scaled.toReversed());
  });
  if (!known) return null;
  return first > last ? "rgb" : "bgr";
}

/** Red, green, blue on 0 to 255: ImageNet as torchvision has it, and as Caffe had it. */
const KNOWN_MEANS = [
  [123.675, 116.28, 103.53],
  [122.68, 116.67, 104.01],
];
const LIKE = 0.01;

/** Steps as one line; null where there are none that change values, or one that is no line. */
function lineOf(steps: readonly InputStep[]): Line | null {
  let line = NOTHING;
  let changed = false;
  for (const { op, operands, last } of steps) {
    const [by = [NaN]] = operands;
    const minus = by.map((value) => -value);
    const next: Line | null =
      op === "Add"
        ? { scale: [1], shift: by }
        : op === "Sub"
          ? last
            ? { scale: [-1], shift: by }
            : { scale: [1], shift: minus }
          : op === "Mul"
            ? { scale: by, shift: [0] }
            : op === "Div" && !last
              ? { scale: by.map((value) => 1 / value), shift: [0] }
              : op === "BatchNormalization"
                ? standardised(operands)
                : op === "Identity" || op === "Cast" || op === "Transpose"
                  ? NOTHING
                  : null;
    if (!next) return null;
    changed ||= next !== NOTHING;
    line = {
      scale: together(line.scale, next.scale, (a, b) => a * b),
      shift: together(
        together(line.shift, next.scale, (a, b) => a * b),
        next.shift,
        (a, b) => a + b,
      ),
    };
  }
  return changed && [...line.scale, ...line.shift].every(Number.isFinite) ? line : null;
}

/** What the means and variances of a normalisation that was learned make of pixels, without its own scale. */
function standardised(operands: readonly (readonly number[])[]): Line | null {
  const [, , mean, variance] = operands;
  if (!mean || !variance) return null;
  const scale = variance.map((value) => 1 / Math.sqrt(value + 1e-5));
  return { scale, shift: together(mean, scale, (a, b) => -a * b) };
}

function together(
  a: readonly number[],
  b: readonly number[],
  of: (a: number, b: number) => number,
): number[] {
  const at = (list: readonly number[], i: number) => (list.length === 1 ? list[0] : list[i]);
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => of(at(a, i), at(b, i)));
}

function meanOf(list: readonly number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

/**
 * How far a range is from what networks compute with: 0 to 1 and 0 to 255 as they are, else around 0 with a width of 1 to 6 (a deviation
 * near 1), or as wide as bytes are where only a mean is taken off. 0 = usual.
 */
function strangeness(low: number, high: number): number {
  const width = high - low;
  const isNear = (a: number, b: number, by: number) => Math.abs(a - b) <= by;
  if (isNear(low, 0, 0.02) && isNear(high, 1, 0.02)) return 0;
  if (isNear(low, 0, 2) && isNear(high, 255, 2)) return 0;
  const usual = (width >= 0.9 && width <= 6) || (width >= 200 && width <= 300);
  return usual ? Math.abs(low + high) / 2 / width : Infinity;
}

const TOO_STRANGE = 0.4;
const CLEARLY = 0.1;

const SAID: Readonly<Record<string, string>> = {
  Add: "adds",
  Sub: "takes off",
  Mul: "multiplies by",
  Div: "divides by",
};

/** "divides by 255", "takes off 0.5 and divides by 0.5". */
function wordsOf(steps: readonly InputStep[]): string {
  const said = steps.flatMap(({ op, operands, last }) => {
    if (op === "BatchNormalization") return [`takes off a learned mean of ${listed(operands[2] ?? [])}`];
    if (!SAID[op]) return [];
    return [last ? `takes it from ${listed(operands[0])}` : `${SAID[op]} ${listed(operands[0])}`];
  });
  return said.join(" and ");
}

function listed(numbers: readonly number[]): string {
  const same = numbers.every((value) => value === numbers[0]);
  return (same ? numbers.slice(0, 1) : numbers)
    .map((value) => String(Number(value.toPrecision(4))))
    .join(", ");
}
