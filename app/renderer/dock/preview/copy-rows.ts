// Rows of a table as text for the clipboard: CSV as spreadsheets read it, or JSON. Values are whole, whatever the table shows.

import type { PreviewCell } from "../../../bridge/shapes.ts";
import { rawText } from "./filter-rows.ts";

type Rows = readonly (readonly PreviewCell[])[];

/** RFC 4180 with a header. A null is an empty field, an empty text is `""`. */
export function toCsv(columns: readonly string[], rows: Rows): string {
  const lines = [columns.map(quoted), ...rows.map((cells) => cells.map(field))];
  return lines.map((fields) => `${fields.join(",")}\r\n`).join("");
}

/** A list of objects, one row a line. */
export function toJson(columns: readonly string[], rows: Rows): string {
  if (rows.length === 0) return "[]\n";
  const lines = rows.map(
    (cells) =>
      `  {${columns.map((name, at) => `${JSON.stringify(name)}: ${jsonOf(cells[at] ?? null)}`).join(", ")}}`,
  );
  return `[\n${lines.join(",\n")}\n]\n`;
}

function field(cell: PreviewCell): string {
  if (cell === null) return "";
  return cell === "" ? '""' : quoted(rawText(cell));
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What JSON has no word for is a text: NaN and infinities. Whole numbers beyond a double stay numbers. */
function jsonOf(cell: PreviewCell): string {
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : JSON.stringify(String(cell));
  if (typeof cell !== "object" || cell === null) return JSON.stringify(cell);
  switch (cell.is) {
    case "big":
      return cell.text;
    case "json":
    case "marks":
      return isJson(cell.text) ? cell.text : JSON.stringify(cell.text);
    case "tensor":
      return JSON.stringify({ dtype: cell.dtype, shape: cell.shape, first: cell.first.map(elementOf) });
    case "audio":
      return JSON.stringify({
        format: cell.format,
        seconds: cell.seconds,
        rate: cell.rate,
        channels: cell.channels,
      });
    case "image":
      return JSON.stringify({ width: cell.width, height: cell.height, format: cell.format });
  }
}

function elementOf(value: number | string): number | string {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** Long values come cut off: then the text is all there is. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
