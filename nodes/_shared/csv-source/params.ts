// The parameters of the csv source.

import * as z from "zod/mini";
import {
  choice,
  file,
  json,
  keyValues,
  number,
  param,
  paramsOf,
  toggle,
  type ParamInfo,
} from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { dateFormat } from "../csv/date-format.ts";
import { THOUSANDS_MARKS } from "../csv/number-spelling.ts";
import { TYPE_CHOICES } from "../readable-types.ts";

const DEFAULT_NULL_WORDS = ["", "NA", "N/A", "null", "NULL"];

type Shown = Pick<ParamInfo, "visibleWhen">;

/** How the text is spelled, beyond what rows of any kind have; `shown` says when it is of use. */
export function spellingOf(shown: Shown = {}) {
  return {
    header: toggle({ title: "Header", help: "Whether the first row names the columns.", default: true }),
    delimiter: choice(["auto", ",", ";", "tab", "|"], {
      ...shown,
      title: "Delimiter",
      help: "What stands between two cells; found out unless it is set.",
      default: "auto",
    }),
    quote: choice(['"', "'", "none"], {
      ...shown,
      title: "Quote",
      help: "What stands around cells that hold a delimiter or a line end.",
      default: '"',
    }),
    decimal: choice(["auto", "point", "comma"], {
      ...shown,
      title: "Decimal sign",
      help: "What stands before the fraction of a number; found out unless it is set.",
      default: "auto",
    }),
    thousands: choice(["none", ...THOUSANDS_MARKS], {
      ...shown,
      title: "Thousands mark",
      help: "What stands between the thousands of numbers, as in 1,234.50; it is taken out when they are read.",
      labels: {
        none: "None",
        ",": "Comma: 1,234",
        ".": "Point: 1.234",
        "'": "Apostrophe: 1'234",
        space: "Blank: 1 234",
      },
      default: "none",
    }),
    encoding: choice(["auto", "utf-8", "latin1", "utf-16le", "utf-16be"], {
      ...shown,
      title: "Encoding",
      help: "How the file spells characters. Auto goes by the byte order mark, and takes UTF-8 where there is none.",
      default: "auto",
    }),
    nullWords: json(
      () => z.array(z.string()),
      {
        ...shown,
        title: "Null words",
        help: "All unquoted cells that mean that there is no value, the empty one too. Also null adds to them.",
        default: DEFAULT_NULL_WORDS,
      },
      isListOf(isText),
    ),
  };
}

/** `shown`: as for the spelling. */
export function dateFormOf(shown: Shown = {}) {
  return {
    dateFormat: param<string>(
      () =>
        z.string().check(
          z.refine((form) => form === "" || dateFormat(form) !== null, {
            error: "a form such as dd.MM.yyyy, MM/dd/yyyy HH:mm or yyyyMMdd, or empty",
          }),
        ),
      "text",
      {
        ...shown,
        title: "Date form",
        help:
          "How dates and times are written besides ISO 8601, e.g. dd.MM.yyyy HH:mm: yyyy, yy, MM, dd, HH (0-23), hh (1-12), " +
          "mm, ss, S (fraction), a (AM or PM), X (offset); one letter takes one digit or two; other text in quotes.",
        default: "",
      },
    ),
  };
}

/** What sources of rows ask besides. */
export const rowParams = {
  alsoNull: json(
    () => z.array(z.string()),
    {
      title: "Also null",
      help: 'Further cells that mean that there is no value, besides the null words, e.g. ["n.d.", "-999"].',
      default: [],
    },
    isListOf(isText),
  ),
  types: keyValues({
    title: "Types",
    help: "Column name to type (float64, int64, text, bool, timestamp, date…) where the guess is wrong.",
    choices: TYPE_CHOICES,
    default: {},
  }),
  batchRows: number({
    title: "Rows at a time",
    help: "Most rows that are read and given on together; 0 lets Millrace choose.",
    labels: { 0: "automatic" },
    default: 0,
    min: 0,
    max: 1_000_000,
    integer: true,
  }),
  maxLineBytes: number({
    title: "Longest row",
    help: "A row longer than this is a failed row; it guards against files that are no rows, or a quote that is never closed.",
    unit: "bytes",
    default: 16 * 1024 * 1024,
    min: 64,
    max: 512 * 1024 * 1024,
    integer: true,
  }),
};

const { alsoNull, types, ...sizes } = rowParams;

export const csvParams = paramsOf({
  path: file({
    title: "File",
    help: "A file of delimited rows, such as CSV.",
    extensions: ["csv", "tsv", "txt"],
  }),
  ...spellingOf(),
  alsoNull,
  types,
  ...dateFormOf(),
  ...sizes,
});

export type CsvParams = z.output<typeof csvParams>;
