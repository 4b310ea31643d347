// From a mean and a deviation to what they are called, and to the numbers that pixels become.

import { IMAGENET_MEAN, IMAGENET_STD, scaleOf, type Normalise } from "../pixels/pixel-values.ts";
import { plainValues, type Values } from "./said.ts";

const BYTE = 255;
/** Means are written with three digits mostly: 0.485, 123.675. */
const NEAR = 0.002;

/** Of a mean and a deviation on a scale of 0 to 1. */
export function valuesOf(mean: readonly number[], std: readonly number[]): Values {
  const known: readonly (readonly [Normalise, readonly number[], readonly number[]])[] = [
    ["imagenet", IMAGENET_MEAN, IMAGENET_STD],
    ["signed", [0.5], [0.5]],
    ["unit", [0], [1]],
    ["none", [0], [1 / BYTE]],
  ];
  const [name] = known.find(([, m, s]) => isNear(mean, m) && isNear(std, s)) ?? [];
  return name ? plainValues(name) : { normalise: "custom", mean, std };
}

function isNear(given: readonly number[], wanted: readonly number[]): boolean {
  const at = (list: readonly number[], i: number) => (list.length === 1 ? list[0] : list[i]);
  return [0, 1, 2].every((i) => Math.abs((at(given, i) ?? NaN) - at(wanted, i)) < NEAR);
}

/** On a scale of 0 to 1, from numbers that are on it or on that of 0 to 255; null where they are neither. */
export function onUnitScale(
  mean: readonly number[],
  std: readonly number[],
  scale: "bytes" | "unit" | "either",
): readonly [mean: readonly number[], std: readonly number[]] | null {
  const all = [...mean, ...std];
  if (all.length === 0 || !all.every(Number.isFinite) || std.some((value) => value <= 0)) return null;
  const bytes = scale === "bytes" || (scale === "either" && all.some((value) => value > 1.5));
  const unit = (list: readonly number[]) => (bytes ? list.map((value) => value / BYTE) : list);
  return [unit(mean), unit(std)];
}

/** What black and white become, over all colours: the least and the most a tensor can hold. */
export function rangeOfValues({ normalise, mean, std }: Values): readonly [low: number, high: number] {
  const scale = scaleOf(normalise, { mean, std }, 3);
  if (!scale) return [0, BYTE];
  const ends = scale.mean.flatMap((each, i) => [(0 - each) / scale.std[i], (1 - each) / scale.std[i]]);
  return [Math.min(...ends), Math.max(...ends)];
}
