// The parameters of the excel source.

import * as z from "zod/mini";
import { choice, file, keyValues, json, number, param, paramsOf, text } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { TYPE_CHOICES } from "../../_shared/readable-types.ts";
import { isRange } from "./cell-places.ts";

export const excelParams = paramsOf({
  path: file({
    title: "File",
    help: "A workbook of Excel (.xlsx).",
    extensions: ["xlsx", "xlsm"],
    whole: true,
  }),
  sheet: text({
    title: "Sheet",
    help: "Its name, or its number from 1; the first one unless it is set.",
    default: "",
  }),
  headerRow: number({
    title: "Header row",
    help: "Which row names the columns, counted from the first that is read; rows above it are left out. 0: there is none.",
    labels: { 0: "none" },
    default: 1,
    min: 0,
    max: 1000,
    integer: true,
  }),
  range: param<string>(
    () => z.string().check(z.refine(isRange, { error: "a range such as B2:D100, or empty" })),
    "text",
    { title: "Range", help: "Only these cells, such as B2:D100; all unless it is set.", default: "" },
  ),
  errors: choice(["fail", "null"], {
    title: "Error cells",
    help: "What becomes of cells such as #DIV/0! and #N/A, and of formulas that have no result in the file: programs that only write workbooks compute none.",
    labels: { fail: "Their row fails", null: "They have no value" },
    default: "fail",
  }),
  alsoNull: json(
    () => z.array(z.string()),
    {
      title: "Also null",
      help: 'Cells that mean that there is no value, besides empty ones, e.g. ["n/a", "-"].',
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
  maxMegabytes: number({
    title: "Largest file",
    help: "A workbook is held in memory while its rows are read; a larger one is refused.",
    unit: "MB",
    min: 1,
    max: 512,
    default: 128,
  }),
});

export type ExcelParams = z.output<typeof excelParams>;
