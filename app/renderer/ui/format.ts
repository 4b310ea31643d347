// Numbers as people read them: thin spaces between thousands, SI prefixes for rates, times with three figures.

import { marksOf } from "../../../engine/frames/marks.ts";
import type { DataType } from "../../../engine/frames/types.ts";

const THIN_SPACE = "\u2009";
const MINUS = "\u2212";
const PREFIXES = ["", "k", "M", "G", "T"] as const;

/** `18 240`. */
export function count(value: number): string {
  return grouped(signed(String(Math.round(value))));
}

/** `1.3 M`, three figures at the most. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : `${value < 0 ? MINUS : ""}∞`;
  let scaled = Math.abs(value);
  let prefix = 0;
  while (scaled >= 999.5 && prefix < PREFIXES.length - 1) {
    scaled /= 1000;
    prefix++;
  }
  const text = `${value < 0 ? MINUS : ""}${threeFigures(scaled)}`;
  return prefix ? `${text}${THIN_SPACE}${PREFIXES[prefix]}` : text;
}

/** `1.3 M rows/s`. */
export function rate(perSecond: number, unit: string): string {
  const text = short(perSecond);
  // A prefix stands right before what it counts: one space is enough.
  return `${text}${THIN_SPACE}${unit}/s`;
}

/** `12 %`; small shares are not called nothing, large ones not everything. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 1) return `<${THIN_SPACE}1${THIN_SPACE}%`;
  const rounded = share < 1 ? Math.min(99, Math.round(value)) : Math.round(value);
  return `${rounded}${THIN_SPACE}%`;
}

/** `840 µs`, `2.1 s`, `3 min 05 s`, `2 h 05 min`. */
export function duration(ms: number): string {
  if (ms > 0 && ms < 0.0005) return `<${THIN_SPACE}1${THIN_SPACE}µs`;
  if (ms < 0.9995) return `${Math.round(ms * 1000)}${THIN_SPACE}µs`;
  if (ms < 999.5) return `${threeFigures(ms)}${THIN_SPACE}ms`;
  if (ms < 59_950) return `${threeFigures(ms / 1000)}${THIN_SPACE}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return pair(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

/** `312 MB` (powers of ten, as disks are sold). */
export function bytes(value: number): string {
  return value < 999.5 ? `${Math.round(value)}${THIN_SPACE}B` : `${short(value)}B`;
}

/** A long path with its middle left out: both ends say most. */
export function middle(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}

/** The type of a column in a few words; a list that others draw is called what it lists. */
export function typeText(type: DataType): string {
  if (type.type === "tensor") return `${type.dtype}[${type.shape.join(",")}]`;
  return marksOf(type) ?? type.type;
}

/** Thin spaces between the thousands of a number's text; what stands behind its point is left alone. */
export function grouped(text: string): string {
  const point = text.indexOf(".");
  const whole = point < 0 ? text : text.slice(0, point);
  const rest = point < 0 ? "" : text.slice(point);
  return whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE) + rest;
}

/** `300 px`, `90°`: a sign stands close to its number. */
export function withUnit(text: string, unit: string | undefined): string {
  return unit === undefined ? text : unit === "°" ? `${text}${unit}` : `${text} ${unit}`;
}

/** With the sign that is as wide as a figure. */
export function signed(text: string): string {
  return text.startsWith("-") ? MINUS + text.slice(1) : text;
}

/** Three figures, none of them an idle zero behind the point: `2.1`, `12.5`, `0.042`, `340`. */
function threeFigures(value: number): string {
  if (value === 0) return "0";
  if (value < 1e-6) return value.toExponential(1).replace("-", MINUS);
  const digits = Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(value))));
  const text = value.toFixed(digits);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return `${large}${THIN_SPACE}${largeUnit} ${String(small).padStart(2, "0")}${THIN_SPACE}${smallUnit}`;
}
