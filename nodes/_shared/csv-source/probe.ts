// Looks at a delimited file: its spelling, its header, and the types of its columns.

import type { Dialect } from "../../../engine/frames/raw-rows.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import type { FileReader, HostServices } from "../../../engine/sdk/services.ts";
import { dateFormat, type DateFormat } from "../csv/date-format.ts";
import { dateForms } from "../csv/date-forms.ts";
import { guessDecimalComma, guessDelimiter } from "../csv/guess-dialect.ts";
import { inferType, notTimes, type Inferred } from "../csv/infer.ts";
import { isNullLike } from "../csv/null-words.ts";
import { oddNumbers, withoutMarks, type OddNumbers } from "../csv/number-spelling.ts";
import { parseNumber } from "../csv/parse-number.ts";
import { readAt } from "../csv/read-at.ts";
import { byteOrderMark, withLineFeeds, type Encoding, type LineEnds } from "../csv/recode.ts";
import type { Spelling } from "../csv/spelling.ts";
import { splitText, type TextRecord } from "../csv/split-text.ts";
import { thousandsExample } from "../csv/thousands.ts";
import { isUtf8 } from "../csv/utf8.ts";
import type { CsvParams } from "./params.ts";
import { emptyFile, noRow, refuseBinary, refuseOtherUnits } from "./refusals.ts";
import { laterRecords } from "./sample.ts";

/** Dates that stay text as they are. */
interface DateForms {
  readonly cell: string;
  readonly forms: readonly string[];
}

/** What `probe` finds. Plain data. */
export interface CsvFacts extends Spelling {
  readonly size: number;
  readonly encoding: Encoding;
  readonly lineEnds: LineEnds;
  readonly dialect: Dialect;
  /** Where the first row begins, and on which line. */
  readonly dataFrom: number;
  readonly firstLine: number;
  /** As the header has them; numbered where it has none. */
  readonly header: readonly string[];
  readonly types: readonly DataType[];
  /** Cells of the sample that do not fit their column's type, by column. */
  readonly misfits: readonly (readonly string[])[];
  /** A cell that may mean thousands where it is read as a fraction, by column; null where there is no doubt. */
  readonly thousands: readonly (string | null)[];
  /** By column: whether it has cells whose decimal sign begins a fraction without doubt. */
  readonly fractions: readonly boolean[];
  /** Cells that are numbers in another spelling, where all of the column can be read so; by column. */
  readonly oddNumbers: readonly (OddNumbers | null)[];
  /** By column of text: the forms that all cells have as dates; several where days and months cannot be told apart. */
  readonly dateForms: readonly (DateForms | null)[];
  /** Words such as `-` that keep a column from being what all its other cells are, by column, and what that is. */
  readonly nullLike: readonly ({ readonly words: readonly string[]; readonly type: DataType } | null)[];
  /** A cell that is no number, by column; null where all that were seen are. */
  readonly notNumber: readonly (string | null)[];
  /** By column: whether no row of the sample has a value. */
  readonly unseen: readonly boolean[];
  /** By column: cells of the sample that are no times. */
  readonly notTimes: readonly (readonly string[])[];
  readonly rowBytes: number;
  /** Whether the sample has quoted cells, bytes that are not of the encoding, and any row at all. */
  readonly quoted: boolean;
  readonly invalidBytes: boolean;
  readonly hasRows: boolean;
  readonly headerLooksLikeData: boolean;
}

const HEAD_BYTES = 16 * 1024;
/** Rows whose cells are looked at, spread over the samples. */
const MOST_SAMPLED_ROWS = 100;
/** Longest header that is looked for. */
const MAX_HEAD_BYTES = 4 * 1024 * 1024;
export async function probeCsv(params: CsvParams, host: HostServices): Promise<CsvFacts> {
  const reader = await host.files.open(params.path);
  try {
    return await lookAtCsv(reader, params);
  } finally {
    await reader.close();
  }
}

/** `path` stands in for the name of what is read. */
export async function lookAtCsv(reader: FileReader, params: CsvParams): Promise<CsvFacts> {
  const { size } = reader;
  const quote = params.quote === "none" ? "" : params.quote;
  for (let headBytes = HEAD_BYTES; ; headBytes = Math.min(headBytes * 8, MAX_HEAD_BYTES)) {
    const head = await readAt(reader, 0, Math.min(headBytes, size));
    const mark = byteOrderMark(head);
    const encoding = params.encoding === "auto" ? (mark?.encoding ?? "utf-8") : params.encoding;
    const marked = mark && mark.encoding === encoding ? mark.length : 0;
    refuseBinary(head.subarray(marked), encoding, params.path);
    const whole = new TextDecoder(encoding, { ignoreBOM: true }).decode(head.subarray(marked));
    refuseOtherUnits(head.subarray(marked), whole, encoding, params.path);
    // Excel's own first line, which names the delimiter of the rest.
    const [preamble, said = ""] = /^"?sep=(.)"?\r?\n/i.exec(whole) ?? [""];
    const skip = marked + encodedLength(preamble, encoding);
    const decoded = whole.slice(preamble.length);
    const lineEnds = decoded.includes("\r") && !decoded.includes("\n") ? "cr" : "lf";
    const text = lineEnds === "cr" ? withLineFeeds(decoded) : decoded;
    const complete = head.length === size;
    if (text.trim() === "" && complete) throw emptyFile(params.path);
    const delimiter =
      params.delimiter === "auto"
        ? said || guessDelimiter(text, quote, complete)
        : params.delimiter === "tab"
          ? "\t"
          : params.delimiter;
    const records = splitText(text, delimiter, quote, complete);
    const needed = params.header ? 2 : 1;
    if (records.length < needed && !complete && headBytes < MAX_HEAD_BYTES) continue;
    if (records.length === 0) throw noRow(params.path, complete ? null : MAX_HEAD_BYTES);
    const later = await laterRecords(reader, head.length, { encoding, lineEnds, delimiter, quote });
    const decimalComma = isDecimalComma(params, [...records, ...later], delimiter);
    const dialect: Dialect = {
      delimiter: delimiter.charCodeAt(0),
      quote: quote === "" ? -1 : quote.charCodeAt(0),
      nullWords: [...params.nullWords, ...params.alsoNull],
      decimalComma,
      ...(params.thousands !== "none" && { thousands: params.thousands }),
      ...(params.dateFormat !== "" && { dateFormat: params.dateFormat }),
      encoding: "utf-8",
    };
    const first = records[0];
    const rows = params.header ? records.slice(1) : records;
    const headerText = params.header ? text.slice(0, first.end) : "";
    const columns = columnsOf([...rows, ...later], first.cells.length, dialect);
    // What follows the header may be a row that the sample does not show whole, or one whose quote is never closed.
    const hasRows = rows.length > 0 || !complete || text.slice(first.end).trim() !== "";
    const lastEnd = records[records.length - 1].end;
    return {
      size,
      encoding,
      lineEnds,
      crlf: decoded.includes("\r\n"),
      dialect,
      dataFrom: skip + encodedLength(headerText, encoding),
      firstLine: (preamble === "" ? 1 : 2) + (headerText.match(/\n/g)?.length ?? 0),
      header: first.cells.map((cell, i) => (params.header ? cell.text.trim() : `column${i + 1}`)),
      types: columns.map((column) => (hasRows ? column.type : { type: "float64" })),
      misfits: columns.map((column) => column.misfits),
      thousands: columns.map((column) => column.thousands),
      fractions: columns.map((column) => column.fractions),
      oddNumbers: columns.map((column) => column.oddNumbers),
      dateForms: columns.map((column) => column.dateForms),
      nullLike: columns.map((column) => column.nullLike),
      notNumber: columns.map((column) => column.notNumber),
      notTimes: columns.map((column) => column.notTimes),
      unseen: columns.map((column) => hasRows && column.seen === 0),
      rowBytes: Math.max(2, encodedLength(text.slice(0, lastEnd), encoding) / records.length),
      quoted:
        quote !== "" &&
        (text.includes(quote) || later.some((record) => record.cells.some((cell) => cell.quoted))),
      invalidBytes:
        encoding === "utf-8" &&
        !isUtf8(complete ? head : head.subarray(0, head.lastIndexOf(lineEnds === "cr" ? 13 : 10) + 1)),
      hasRows,
      headerLooksLikeData: params.header && looksLikeData(first, columns),
    };
  }
}

/** A mark that is set cannot be the decimal sign too. */
function isDecimalComma(
  { decimal, thousands }: CsvParams,
  records: readonly TextRecord[],
  delimiter: string,
): boolean {
  if (decimal !== "auto") return decimal === "comma";
  if (thousands === "," || thousands === ".") return thousands === ".";
  return guessDecimalComma(records, delimiter);
}

interface SampledColumn extends Inferred {
  readonly fractions: boolean;
  readonly oddNumbers: OddNumbers | null;
  readonly dateForms: DateForms | null;
  readonly thousands: CsvFacts["thousands"][number];
  readonly nullLike: CsvFacts["nullLike"][number];
  readonly notNumber: CsvFacts["notNumber"][number];
  readonly notTimes: readonly string[];
}

function columnsOf(rows: readonly TextRecord[], width: number, dialect: Dialect): SampledColumn[] {
  const fitting = rows.filter((row) => row.cells.length === width);
  const sampled = Math.min(fitting.length, MOST_SAMPLED_ROWS);
  const whole = Array.from(
    { length: sampled },
    (_, i) => fitting[Math.floor((i * fitting.length) / sampled)],
  );
  const format = dialect.dateFormat === undefined ? null : dateFormat(dialect.dateFormat);
  return Array.from({ length: width }, (_, column) => {
    const cells: string[] = [];
    for (const row of whole) {
      const { text, quoted } = row.cells[column];
      if (quoted ? text !== "" : !dialect.nullWords.includes(text)) cells.push(text);
    }
    const { decimalComma, thousands: mark } = dialect;
    const plain =
      mark === undefined ? cells : cells.map((cell) => withoutMarks(cell.trim(), mark, decimalComma));
    const inferred = inferType(plain, decimalComma, format);
    const isNumber = inferred.type.type === "float64";
    const thousands = isNumber && mark === undefined ? thousandsExample(cells, decimalComma) : null;
    const isText = inferred.type.type === "text";
    const nullLike = nullLikeWords(plain, inferred, decimalComma, format);
    return {
      ...inferred,
      thousands,
      fractions:
        isNumber && thousands === null && cells.some((cell) => cell.includes(decimalComma ? "," : ".")),
      oddNumbers:
        !nullLike && (isText || inferred.misfits.length > 0)
          ? oddNumbers(cells.filter((cell) => !isNullLike(cell)))
          : null,
      dateForms: isText && !nullLike ? datesOf(cells) : null,
      nullLike,
      // Cast knows the decimal point only, whatever the file has.
      notNumber: cells.find((cell) => parseNumber(cell.trim(), false) === undefined) ?? null,
      notTimes: notTimes(cells, format),
    };
  });
}

function datesOf(cells: readonly string[]): DateForms | null {
  const dates = cells.filter((cell) => !isNullLike(cell));
  const forms = dateForms(dates);
  return forms.length === 0 ? null : { cell: dates[0].trim(), forms };
}

/** The words that mean no value, if the column is something better than text without them and they are not most of it. */
function nullLikeWords(
  cells: readonly string[],
  { type, misfits }: Inferred,
  decimalComma: boolean,
  format: DateFormat | null,
): CsvFacts["nullLike"][number] {
  if (type.type !== "text" && misfits.length === 0) return null;
  const words = cells.filter(isNullLike);
  if (words.length === 0 || words.length > cells.length / 2) return null;
  const others = cells.filter((cell) => !isNullLike(cell));
  const better = inferType(others, decimalComma, format);
  if (better.type.type === "text" || better.misfits.length > 0) return null;
  return { words: [...new Set(words)], type: better.type };
}

/** A "header" of numbers over columns of numbers is most likely a first row. */
function looksLikeData(first: TextRecord, columns: readonly Inferred[]): boolean {
  const numeric = columns.filter((column) => column.type.type === "float64").length;
  return numeric > 0 && first.cells.every((cell) => cell.text !== "" && Number.isFinite(Number(cell.text)));
}

function encodedLength(text: string, encoding: Encoding): number {
  if (encoding === "utf-8") return new TextEncoder().encode(text).length;
  return encoding === "latin1" ? text.length : text.length * 2;
}
