// What the csv source gives, and what is odd about its file: schema and issues from the facts.

import { field } from "../../../engine/frames/frame.ts";
import { formatType, type DataType, type Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { readableType } from "../readable-types.ts";
import { typesIssues } from "../types-issues.ts";
import { ownValue } from "../own-value.ts";
import { uniqueNames } from "../csv/unique-names.ts";
import { textDateIssues, timeIssues } from "./date-issues.ts";
import { setParam, type Fix } from "./fixes.ts";
import { oddNumberIssues, signIssues, thousandsIssues } from "./number-issues.ts";
import type { CsvParams } from "./params.ts";
import type { CsvFacts } from "./probe.ts";

/** Characters of a cell that is shown as an example. */
const MAX_SHOWN_CELL = 40;

export interface CsvSchema {
  readonly out: Schema;
  readonly issues: readonly NodeIssue[];
  /** Columns whose type nobody knows. */
  readonly unseen: readonly string[];
}

export function csvSchema(params: CsvParams, facts: CsvFacts): CsvSchema {
  const names = uniqueNames(facts.header);
  const out = {
    fields: names.map((name, i) => {
      const plain = field(name, readableType(ownValue(params.types, name)) ?? facts.types[i]);
      const odd = plain.type.type === "text" ? facts.notNumber[i] : null;
      return odd === null ? plain : { ...plain, notNumber: odd.slice(0, MAX_SHOWN_CELL) };
    }),
  };
  return {
    out,
    unseen: facts.hasRows ? [] : names.filter((name) => !Object.hasOwn(params.types, name)),
    issues: [
      ...typesIssues(params.types, out),
      ...nameIssues(facts.header, names),
      ...misfitIssues(params, facts, out),
      ...signIssues(params),
      ...oddNumberIssues(params, facts, out),
      ...thousandsIssues(params, facts, out),
      ...timeIssues(params, facts, out),
      ...textDateIssues(params, facts, out),
      ...fileIssues(facts),
    ],
  };
}

function nameIssues(header: readonly string[], names: readonly string[]): NodeIssue[] {
  return names.flatMap((name, i): NodeIssue[] => {
    if (name === header[i]) return [];
    const isEmpty = header[i] === "";
    return [
      {
        code: isEmpty ? "COLUMN_UNNAMED" : "COLUMN_DUPLICATE",
        severity: "warning",
        port: "out",
        path: "params.path",
        message: isEmpty
          ? `Column ${i + 1} has no name in the header; it is called "${name}".`
          : `The header has "${header[i]}" more than once; column ${i + 1} is called "${name}".`,
        expected: "a name of its own for each column",
        got: isEmpty ? "an empty name" : header[i],
        hint: "Change the header of the file, or use the name given here.",
      },
    ];
  });
}

function misfitIssues(params: CsvParams, facts: CsvFacts, out: Schema): NodeIssue[] {
  return out.fields.flatMap(({ name, type }, i): NodeIssue[] => {
    const misfits = facts.misfits[i];
    if (Object.hasOwn(params.types, name)) return [];
    const nullLike = facts.nullLike[i];
    if (nullLike) return [nullLikeIssue(name, type, nullLike, params)];
    // Numbers in another spelling are spoken of as such.
    if (misfits.length === 0 || facts.oddNumbers[i]) return [];
    const shown = listCells(misfits);
    const asNull = nullFix(misfits, params);
    const asText = setParam(`Read "${name}" as text`, "types", { ...params.types, [name]: "text" });
    // A word is a way to say that there is no value; a cell with digits is a value that is written in another way.
    const areWords = misfits.every((cell) => !/\d/.test(cell));
    const [fix, other] = areWords ? [asNull, asText] : [asText, asNull];
    return [
      {
        code: "COLUMN_MIXED",
        severity: "warning",
        port: "out",
        path: "params.types",
        message: `Column "${name}" is nearly all ${typeWords(type)}, but not ${shown}; such rows will fail.`,
        expected: formatType(type),
        got: shown,
        hint: areWords
          ? "Read the words as no value (Also null), or the column as text if they mean something."
          : "Read the column as text, or the cells as no value (Also null) if they are of no use.",
        fix,
        otherFixes: [other],
      },
    ];
  });
}

/** Words such as `-` among numbers: they are no text, and casting would only fail their rows. */
function nullLikeIssue(
  name: string,
  type: DataType,
  { words, type: others }: NonNullable<CsvFacts["nullLike"][number]>,
  params: CsvParams,
): NodeIssue {
  const shown = listCells(words);
  const consequence = type.type === "text" ? "so the column is text" : "and such rows will fail";
  return {
    code: "COLUMN_MIXED",
    severity: "warning",
    port: "out",
    path: "params.alsoNull",
    message: `Column "${name}" is ${typeWords(others)} but for ${shown}, ${consequence}.`,
    expected: formatType(others),
    got: shown,
    hint: "Add the words to Also null if they mean that there is no value.",
    fix: nullFix(words, params),
  };
}

/** The cells mean that there is no value. */
function nullFix(cells: readonly string[], { alsoNull }: CsvParams): Fix {
  return setParam(`Read ${listCells(cells)} as no value`, "alsoNull", [...alsoNull, ...cells]);
}

/** The first few, as they are written. */
function listCells(cells: readonly string[]): string {
  const shown = cells.slice(0, SHOWN_CELLS).map((cell) => JSON.stringify(cell.slice(0, MAX_SHOWN_CELL)));
  const more = cells.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

const SHOWN_CELLS = 3;

/** What a column is nearly all of. */
function typeWords(type: DataType): string {
  const words: Partial<Record<DataType["type"], string>> = {
    float64: "numbers",
    bool: "true and false",
    date: "dates",
    timestamp: "times",
  };
  return words[type.type] ?? formatType(type);
}

function fileIssues(facts: CsvFacts): NodeIssue[] {
  const issues: NodeIssue[] = [];
  if (facts.invalidBytes) {
    issues.push({
      code: "ENCODING_INVALID",
      severity: "warning",
      path: "params.encoding",
      message: "The file is not UTF-8 throughout; rows with other bytes will fail.",
      expected: "UTF-8",
      got: "other bytes",
      hint: "Read it as latin1 if it comes from an older Windows program.",
      fix: setParam("Read the file as latin1", "encoding", "latin1"),
    });
  }
  if (facts.headerLooksLikeData) {
    issues.push({
      code: "HEADER_IS_DATA",
      severity: "warning",
      path: "params.header",
      message: "The first row holds numbers like the others, yet it is taken for the names of the columns.",
      expected: "names",
      got: facts.header.slice(0, 4).join(", "),
      hint: 'Switch "Header" off if the file has none.',
      fix: setParam("The file has no header", "header", false),
    });
  }
  if (/^#/.test(facts.header[0]) && facts.header.length === 1) {
    issues.push({
      code: "HEADER_IS_COMMENT",
      severity: "warning",
      path: "params.path",
      message:
        "The first line begins with # and has no delimiter: it looks like a comment, yet it is taken for the names of the columns.",
      expected: "names",
      got: facts.header[0].slice(0, 60),
      hint: "Take comment lines out of the file: they are read as rows.",
    });
  }
  if (!facts.hasRows) {
    issues.push({
      code: "FILE_NO_ROWS",
      severity: "warning",
      path: "params.path",
      message:
        "The file has a header and no rows; columns that Types does not name are taken for what nodes behind take, else for numbers.",
      expected: "rows",
      got: "only a header",
      hint: "Check what was to write the file.",
    });
  }
  return issues;
}
