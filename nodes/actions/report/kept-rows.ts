// The rows that a report shows as they are: the first, the last, or those with the greatest values of a column.

import type { Column } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import { cellText } from "../../_shared/cell-text.ts";
import { numberReader } from "../../_shared/history/number-reader.ts";
import { digitsOf } from "../../_shared/page/short-number.ts";

export const ROW_CHOICES = ["first", "last", "top", "none"] as const;

/** The texts of a row's cells; null where one is empty. */
export type RowTexts = readonly (string | null)[];

interface Asked {
  readonly rows: (typeof ROW_CHOICES)[number];
  readonly by: string;
  readonly most: number;
  readonly columns: readonly string[];
}

export class KeptRows {
  readonly #asked: Asked;
  #kept: { readonly value: number; readonly texts: RowTexts }[] = [];
  count = 0;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  add(frame: Frame): void {
    const { rows, most } = this.#asked;
    this.count += frame.length;
    switch (rows) {
      case "none":
        return;
      case "first":
        return this.#take(frame, 0, Math.min(frame.length, most - this.#kept.length));
      case "last":
        this.#take(frame, Math.max(0, frame.length - most), frame.length);
        this.#kept.splice(0, this.#kept.length - most);
        return;
      case "top":
        return this.#takeTop(frame);
    }
  }

  #take(frame: Frame, from: number, to: number): void {
    for (let row = from; row < to; row++) this.#kept.push({ value: 0, texts: this.#texts(frame, row) });
  }

  /** The greatest first, equal ones as they came; rows without a value are none of them. */
  #takeTop(frame: Frame): void {
    const { by, most } = this.#asked;
    const at = numberReader(frame, by);
    for (let row = 0; row < frame.length; row++) {
      const value = at(row);
      if (Number.isNaN(value)) continue;
      if (this.#kept.length === most && !(value > this.#kept[most - 1].value)) continue;
      const place = this.#kept.findIndex((other) => value > other.value);
      const own = { value, texts: this.#texts(frame, row) };
      this.#kept.splice(place < 0 ? this.#kept.length : place, 0, own);
      this.#kept.splice(most);
    }
  }

  #texts(frame: Frame, row: number): RowTexts {
    return this.#asked.columns.map((name) => readable(frame.column(name), row));
  }

  texts(): readonly RowTexts[] {
    return this.#kept.map(({ texts }) => texts);
  }

  /** Which rows these are, in words. */
  title(): string {
    const { rows, by } = this.#asked;
    const shown = this.#kept.length;
    if (shown === this.count && rows !== "top") return shown === 1 ? "The row" : `All ${shown} rows`;
    if (rows === "top") return `The ${shown} of ${this.count} rows with the greatest ${by}`;
    return `The ${rows} ${shown} of ${this.count} rows`;
  }
}

/** Digits of a fraction that somebody reads, and of an amount its cents; whole numbers have all of theirs, since they may be ids. */
const DIGITS = 8;

/** What arithmetic has left behind the last digit that matters (1220.1499999999999) is no part of it. */
function readable(column: Column, row: number): string | null {
  const text = cellText(column, row);
  if (text === null || !column.type.type.startsWith("float")) return text;
  const value = column.get(row) as number;
  if (!Number.isFinite(value) || Number.isInteger(value)) return text;
  const short = String(Number(value.toPrecision(digitsOf(value, DIGITS))));
  return short.length < text.length ? short : text;
}
