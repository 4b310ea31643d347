// Looks at JSON lines: where they begin, which columns their keys make, and of which types.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { FileReader } from "../../../engine/sdk/services.ts";
import { readAt } from "../csv/read-at.ts";
import { byteOrderMark } from "../csv/recode.ts";
import { JsonSample, type JsonColumn, type Nested } from "./infer-json.ts";

export interface JsonFacts {
  /** Of what is read; null where nobody knows before the end (packed, or streamed). */
  readonly size: number | null;
  /** Behind a byte order mark. */
  readonly dataFrom: number;
  readonly columns: readonly JsonColumn[];
  readonly rowBytes: number;
  readonly hasRows: boolean;
}

export interface JsonLooking {
  readonly file: string;
  readonly nested: Nested;
  readonly nullWords: readonly string[];
  readonly maxLineBytes: number;
  /** Whether columns are declared, so that a file without a line is one without rows. */
  readonly isDeclared: boolean;
}

const NEWLINE = 10;
export const HEAD_BYTES = 64 * 1024;
const GROWTH = 8;
/** Samples from the middle and the end, so that a key that comes late is seen. */
const LATER_BYTES = 16 * 1024;
/** More columns than any table has; keys that are values (ids, names) make so many. */
const MOST_COLUMNS = 10_000;

/** `head(bytes)` gives the first bytes, up to so many; `reader` is there where other places can be read too. */
export async function lookAtJson(
  head: (bytes: number) => Promise<Uint8Array>,
  reader: FileReader | null,
  looking: JsonLooking,
): Promise<JsonFacts> {
  const { nested, nullWords, file } = looking;
  const most = Math.max(HEAD_BYTES, looking.maxLineBytes);
  let bytes = await head(HEAD_BYTES);
  let complete = bytes.length < HEAD_BYTES;
  for (let wanted = HEAD_BYTES; !complete && bytes.indexOf(NEWLINE) < 0 && wanted < most;) {
    wanted = Math.min(most, wanted * GROWTH);
    bytes = await head(wanted);
    complete = bytes.length < wanted;
  }
  const mark = byteOrderMark(bytes);
  if ((mark && mark.encoding !== "utf-8") || bytes.subarray(0, 4096).includes(0)) throw notText(file);
  const dataFrom = mark?.length ?? 0;
  const sample = new JsonSample(nested, nullWords);
  const whole = complete ? bytes : bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1);
  const lines = linesOf(whole.subarray(dataFrom));
  let bad = 0;
  for (const line of lines) if (!sample.add(line)) bad++;
  if (lines.length === 0 && !complete) throw endless(file, bytes.length);
  if (lines.length === 0 && !looking.isDeclared) throw empty(file);
  if (lines.length > 0 && sample.rows === 0) throw notLines(file, lines[0]);
  const size = reader ? reader.size : null;
  if (reader && reader.size > bytes.length + 2 * LATER_BYTES)
    for (const place of [Math.floor(reader.size / 2), reader.size - LATER_BYTES]) {
      const later = await readAt(reader, place, LATER_BYTES);
      const [begin, end] = [later.indexOf(NEWLINE) + 1, later.lastIndexOf(NEWLINE) + 1];
      if (begin > 0) linesOf(later.subarray(begin, Math.max(begin, end))).forEach((line) => sample.add(line));
    }
  const columns = sample.columns();
  if (columns.length > MOST_COLUMNS) throw tooMany(file, columns.length);
  const rowBytes = Math.max(2, whole.length / Math.max(1, lines.length));
  return { size, dataFrom, columns, rowBytes, hasRows: sample.rows + bad > 0 };
}

/** Without the blank ones. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let p = 0; p < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, p);
    const end = newline < 0 ? bytes.length : newline;
    const line = bytes.subarray(p, end);
    if (line.some((byte) => byte > 32)) lines.push(line);
    p = end + 1;
  }
  return lines;
}

function notLines(file: string, first: Uint8Array): MillraceError {
  const text = new TextDecoder().decode(first.subarray(0, 60)).trim();
  const isList = text.startsWith("[");
  return new MillraceError("JSON_NOT_LINES", {
    message: isList
      ? "The file is one JSON list, not lines of JSON."
      : "No line at the beginning of the file is a JSON object.",
    file,
    line: 1,
    expected: "one JSON object on each line",
    got: text,
    hint: "Write one object on each line, without a list around them: jq -c '.[]' makes such lines of a list, jq -c . of objects that go over several lines.",
  });
}

function endless(file: string, searched: number): MillraceError {
  return new MillraceError("JSON_NOT_LINES", {
    message: `The first line does not end within ${searched} bytes.`,
    file,
    line: 1,
    expected: "one JSON object on each line",
    got: "one endless line",
    hint: 'Check the file; set "Longest row" (maxLineBytes) higher if its lines are that long.',
  });
}

function empty(file: string): MillraceError {
  return new MillraceError("FILE_EMPTY", {
    message: "There is no line, so nobody can tell which columns there are.",
    file,
    expected: "one JSON object on each line",
    got: "nothing",
    hint: "Check what was to write it; where there may be no rows, name the columns in Types (types).",
  });
}

function notText(file: string): MillraceError {
  return new MillraceError("FILE_NOT_TEXT", {
    message: "It is no text in UTF-8, as JSON is.",
    file,
    expected: "JSON lines in UTF-8",
    got: "binary data, or UTF-16",
    hint: "Save it as UTF-8, or choose another file.",
  });
}

function tooMany(file: string, count: number): MillraceError {
  return new MillraceError("COLUMNS_MANY", {
    message: `The keys of the first lines would make ${count} columns.`,
    file,
    expected: `at most ${MOST_COLUMNS} columns`,
    got: `${count}`,
    hint: 'Set "Objects inside" (nested) to text where keys are values, such as ids.',
  });
}
