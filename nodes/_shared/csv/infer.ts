// Guesses the type of a column from a sample of its cells.

import type { DataType } from "../../../engine/frames/types.ts";
import type { DateFormat } from "./date-format.ts";
import { isPlainNumber, parseNumber } from "./parse-number.ts";
import { parseDate, parseTimestamp } from "./parse-time.ts";

type Kind = "number" | "special" | "code" | "bool" | "date" | "timestamp" | "text";

export interface Inferred {
  readonly type: DataType;
  /** Cells of the sample that do not fit the type although nearly all others do. */
  readonly misfits: readonly string[];
  /** Cells that were not null. */
  readonly seen: number;
}

/** A share of cells that may be wrong without changing what the column is taken for; one of a few always may. */
const MISFIT_SHARE = 0.1;
const FEWEST_FOR_ONE_MISFIT = 3;

const encoder = new TextEncoder();

/** `cells` without the nulls. A column that shows no cell at all is text. `format` is how times are written besides ISO 8601. */
export function inferType(
  cells: readonly string[],
  decimalComma: boolean,
  format: DateFormat | null = null,
): Inferred {
  const counts: Record<Kind, number> = {
    number: 0,
    special: 0,
    code: 0,
    bool: 0,
    date: 0,
    timestamp: 0,
    text: 0,
  };
  const kinds = cells.map((cell) => kindOf(cell.trim(), decimalComma, format));
  for (const kind of kinds) counts[kind]++;
  const seen = cells.length;
  const fits = (accepted: readonly Kind[]) => accepted.reduce((sum, kind) => sum + counts[kind], 0);
  const candidates: readonly (readonly [DataType, readonly Kind[], Kind])[] = [
    [{ type: "float64" }, ["number", "special"], "number"],
    [{ type: "bool" }, ["bool"], "bool"],
    [{ type: "date" }, ["date"], "date"],
    [{ type: "timestamp", zone: "UTC" }, ["timestamp", "date"], "timestamp"],
  ];
  for (const [type, accepted, needed] of candidates) {
    const wrong = seen - fits(accepted);
    // Codes such as 007 or twenty-digit ids would lose what makes them codes.
    if (counts[needed] === 0 || counts.code > 0 || wrong > mostMisfits(seen)) continue;
    const misfits = cells.filter((_, i) => !accepted.includes(kinds[i]));
    return { type, misfits: [...new Set(misfits)], seen };
  }
  return { type: { type: "text" }, misfits: [], seen };
}

/** Up to three cells that are no times in any form that is known. Digits alone may be: `yyyyMMdd`. */
export function notTimes(cells: readonly string[], format: DateFormat | null): readonly string[] {
  const times: readonly Kind[] = ["date", "timestamp", "number", "code"];
  return [...new Set(cells.filter((cell) => !times.includes(kindOf(cell.trim(), false, format))))].slice(
    0,
    3,
  );
}

function mostMisfits(seen: number): number {
  return Math.max(seen >= FEWEST_FOR_ONE_MISFIT ? 1 : 0, Math.floor(seen * MISFIT_SHARE));
}

function kindOf(text: string, decimalComma: boolean, format: DateFormat | null): Kind {
  // Native, and right for all but 0x10 and the like: this runs when nothing is compiled yet, at every start.
  if (!decimalComma && text !== "" && Number.isFinite(Number(text)) && !(text.charCodeAt(1) > 64))
    return isCode(text) ? "code" : "number";
  if (isPlainNumber(text, decimalComma)) return isCode(text) ? "code" : "number";
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) {
    const bytes = encoder.encode(text);
    if (!Number.isNaN(parseDate(bytes, 0, bytes.length))) return "date";
    if (format && !Number.isNaN(format.readDate(bytes, 0, bytes.length))) return "date";
    if (format && !Number.isNaN(format.read(bytes, 0, bytes.length))) return "timestamp";
    return Number.isNaN(parseTimestamp(bytes, 0, bytes.length)) ? "text" : "timestamp";
  }
  if (parseNumber(text, decimalComma) !== undefined) return "special";
  return /^(?:true|false)$/i.test(text) ? "bool" : "text";
}

/** Digits that are a name rather than an amount: leading zeros, or more digits than a double keeps. */
export function isCode(text: string): boolean {
  if (text.length > 15) return /^[+-]?\d+$/.test(text);
  return text.charCodeAt(0) === 48 && text.charCodeAt(1) >= 48 && text.charCodeAt(1) <= 57;
}
