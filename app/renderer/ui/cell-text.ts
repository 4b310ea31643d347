// A cell of a preview as text: every column of numbers with its own precision, the same for all of its cells.

import type { PreviewCell } from "../../bridge/shapes.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { grouped, signed } from "./format.ts";
import { jsonWords, marksWords } from "./json-words.ts";
import { soundWords } from "./sound-words.ts";

/** How the numbers of one column are written. */
export type NumberFormat =
  | { readonly as: "fixed"; readonly decimals: number }
  | { readonly as: "exponent"; readonly decimals: number };

/** Figures that a type can tell apart: more are noise of the conversion to a double. */
const FIGURES: Readonly<Record<string, number>> = { float16: 4, float32: 7 };
const FIGURES_OF_DOUBLE = 15;
/** Decimals that a column keeps as they are; computed values have more and are cut to `SHOWN_FIGURES`. */
const MOST_DECIMALS = 6;
const SHOWN_FIGURES = 6;
const LEAST_FIXED = 1e-4;
const MOST_FIXED = 1e15;
/** Four figures are read as one: years and small counts stay whole. */
const GROUP_FROM = 10_000;

export function numberFormat(cells: Iterable<PreviewCell | undefined>, type: DataType["type"]): NumberFormat {
  const figures = FIGURES[type] ?? FIGURES_OF_DOUBLE;
  let decimals = 0;
  let largest = 0;
  for (const cell of cells) {
    if (typeof cell !== "number" || !Number.isFinite(cell)) continue;
    largest = Math.max(largest, Math.abs(cell));
    decimals = Math.max(decimals, decimalsOf(Number(cell.toPrecision(figures))));
  }
  if (largest >= MOST_FIXED || (largest > 0 && largest < LEAST_FIXED)) return { as: "exponent", decimals: 3 };
  if (decimals <= MOST_DECIMALS) return { as: "fixed", decimals };
  const before = largest > 0 ? Math.floor(Math.log10(largest)) + 1 : 1;
  return { as: "fixed", decimals: Math.min(decimals, Math.max(0, SHOWN_FIGURES - Math.max(0, before))) };
}

export function numberText(value: number, format: NumberFormat): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : signed(value < 0 ? "-∞" : "∞");
  // What would be rounded to nothing is not nothing.
  const vanishes = value !== 0 && format.as === "fixed" && Math.abs(value) < 0.5 * 10 ** -format.decimals;
  if (format.as === "exponent" ? value !== 0 : vanishes)
    return value
      .toExponential(vanishes ? 1 : format.decimals)
      .replaceAll("-", "\u2212")
      .replace("e+", "e");
  const text = value.toFixed(format.as === "exponent" ? 0 : format.decimals);
  return signed(Math.abs(value) >= GROUP_FROM ? grouped(text) : text);
}

/** `null` for a null: it is drawn as a mark, never as text. */
export function cellText(cell: PreviewCell, format: NumberFormat): string | null {
  if (cell === null) return null;
  if (typeof cell === "number") return numberText(cell, format);
  if (typeof cell === "string") return cell;
  if (typeof cell === "boolean") return String(cell);
  switch (cell.is) {
    case "big":
      return signed(cell.text.length > 4 ? grouped(cell.text) : cell.text);
    case "json":
      return jsonWords(cell.text) ?? cell.text;
    case "marks":
      return marksWords(cell);
    case "audio":
      return soundWords(cell);
    case "image":
      return `${cell.width} × ${cell.height} ${cell.format}`;
    case "tensor":
      return `[${cell.shape.join(" × ")}] ${cell.first.map((value) => elementText(value)).join(", ")}`;
  }
}

/** An element of a tensor, in four figures. */
export function elementText(value: number | string): string {
  if (typeof value === "string") return value;
  if (Number.isInteger(value) && Math.abs(value) < MOST_FIXED) return signed(String(value));
  if (!Number.isFinite(value)) return numberText(value, { as: "fixed", decimals: 0 });
  const text = Number(value.toPrecision(4)).toString();
  return signed(text).replace("e-", "e\u2212").replace("e+", "e");
}

/** Whether a column's cells stand at its right edge. */
export function isNumeric(type: DataType["type"]): boolean {
  return /^(u?int|float)\d+$/.test(type);
}

function decimalsOf(value: number): number {
  const [digits, exponent = "0"] = String(Math.abs(value)).split("e");
  const point = digits.indexOf(".");
  return Math.max(0, (point < 0 ? 0 : digits.length - point - 1) - Number(exponent));
}
