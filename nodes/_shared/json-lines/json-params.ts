// The parameters that sources of JSON lines share.

import * as z from "zod/mini";
import { choice, json, keyValues, number } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { TYPE_CHOICES } from "../readable-types.ts";

export const jsonParams = {
  nested: choice(["columns", "text"], {
    title: "Objects inside",
    help: "What becomes of an object in a row: a column for each of its keys, such as address.city, or its JSON as text. Lists are text.",
    labels: { columns: "Columns", text: "JSON as text" },
    default: "columns",
  }),
  alsoNull: json(
    () => z.array(z.string()),
    {
      title: "Also null",
      help: 'Texts that mean that there is no value, besides null, e.g. ["n/a", "-"].',
      default: [],
    },
    isListOf(isText),
  ),
  types: keyValues({
    title: "Types",
    help: "Column name to type (float64, int64, text, bool, timestamp, date…) where the guess is wrong, or a key comes late.",
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
    help: "A line longer than this is a failed row; it guards against files that are no lines.",
    unit: "bytes",
    default: 16 * 1024 * 1024,
    min: 64,
    max: 512 * 1024 * 1024,
    integer: true,
  }),
};
