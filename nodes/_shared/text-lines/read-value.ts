// Numbers and days as people print them.

export type Decimal = "auto" | "." | ",";

/**
 * An amount with what stands around it (a currency, a unit, %) and between its digits. `auto`: the last of two different signs is
 * the decimal one, and so is a single one unless three digits stand behind it and it is a comma. Null where it is no number.
 */
export function readNumber(text: string, decimal: Decimal = "auto"): number | null {
  const found = /[-+−(]?\s*\d[\d.,'’\s]*/u.exec(text);
  if (!found) return null;
  const around = text.slice(0, found.index) + text.slice(found.index + found[0].length);
  // Letters in number are words, or another number that must not be lost.
  if (/\d/u.test(around) || (around.match(/\p{L}/gu)?.length ?? 0) > 5) return null;
  const digits = found[0].replace(/['’\s]/gu, "").replace(/[.,]+$/u, "");
  const sign = /^[-−(]/u.test(digits) || /[-−]\s*$/u.test(text) ? -1 : 1;
  const plain = digits.replace(/^[-+−(]/u, "");
  const mark = decimal === "auto" ? decimalMark(plain) : decimal;
  const whole = mark === "." ? plain.replaceAll(",", "") : plain.replaceAll(".", "").replace(",", ".");
  return /^\d+(\.\d+)?$/u.test(whole) ? sign * Number(whole) : null;
}

function decimalMark(plain: string): "." | "," {
  const [dot, comma] = [plain.lastIndexOf("."), plain.lastIndexOf(",")];
  if (dot >= 0 && comma >= 0) return dot > comma ? "." : ",";
  if (comma < 0) return plain.indexOf(".") === dot ? "." : ",";
  return plain.indexOf(",") !== comma || plain.length - comma === 4 ? "." : ",";
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MS_PER_DAY = 86_400_000;

export type DayOrder = "day-first" | "month-first";

/** Days since 1970; months by number or English name. Null where it is no day of the calendar. */
export function readDay(text: string, order: DayOrder = "day-first"): number | null {
  const parts = text.toLowerCase().match(/\d{1,4}|[a-z]{3,9}/gu) ?? [];
  const month = parts.findIndex((part) => MONTHS.includes(part.slice(0, 3)) && /[a-z]/u.test(part));
  const numbers = parts.filter((part) => /\d/u.test(part));
  if (month >= 0 && numbers.length === 2) {
    const [a, b] = numbers;
    const [day, year] = a.length === 4 ? [b, a] : [a, b];
    return dayOf(year, MONTHS.indexOf(parts[month].slice(0, 3)) + 1, Number(day));
  }
  if (numbers.length !== 3) return null;
  const [a, b, c] = numbers;
  if (a.length === 4) return dayOf(a, Number(b), Number(c));
  return order === "day-first" ? dayOf(c, Number(b), Number(a)) : dayOf(c, Number(a), Number(b));
}

function dayOf(year: string, month: number, day: number): number | null {
  if (year.length !== 4 && year.length !== 2) return null;
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  const date = new Date(Date.UTC(full, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / MS_PER_DAY : null;
}
