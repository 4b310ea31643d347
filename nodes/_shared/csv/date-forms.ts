// Which forms do dates have that are not written in ISO 8601?

import { dateFormat } from "./date-format.ts";

/** Day first, month first, year first: within each, the strictest that fits is the best description. */
const ORDERS: readonly (readonly string[])[] = [
  ["dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "d-M-yyyy", "dd.MM.yy", "dd/MM/yy"],
  ["MM/dd/yyyy", "M/d/yyyy", "MM-dd-yyyy", "M-d-yyyy", "MM/dd/yy"],
  ["yyyy/MM/dd", "yyyy/M/d", "yyyy.MM.dd"],
];
const TIMES = ["", " HH:mm", " HH:mm:ss", " H:mm", " h:mm a", " h:mm:ss a"];

const LIKE_A_DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?: |$)/;

const encoder = new TextEncoder();

/** One form of each order in which every cell is a date or a time; empty where there is none, or no cell. */
export function dateForms(cells: readonly string[]): readonly string[] {
  const texts = cells.map((cell) => cell.trim());
  if (texts.length === 0 || !texts.every((text) => LIKE_A_DATE.test(text))) return [];
  const bytes = texts.map((text) => encoder.encode(text));
  return ORDERS.flatMap((dates) => {
    const forms = dates.flatMap((date) => TIMES.map((time) => date + time));
    return forms.find((form) => isForm(form, bytes)) ?? [];
  });
}

function isForm(form: string, cells: readonly Uint8Array[]): boolean {
  const format = dateFormat(form);
  return format !== null && cells.every((bytes) => !Number.isNaN(format.read(bytes, 0, bytes.length)));
}
