// What the csv source says of dates: those that stay text, and cells that are none in a column of dates.

import type { Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { listNames } from "../column-issues.ts";
import { setParam, type Fix } from "./fixes.ts";
import type { CsvParams } from "./params.ts";
import type { CsvFacts } from "./probe.ts";

/** Columns of text all of whose cells are dates in one form. Many want them as they are, so it is said in passing. */
export function textDateIssues(params: CsvParams, facts: CsvFacts, out: Schema): NodeIssue[] {
  const names = out.fields.map(({ name }) => name);
  const found = names.flatMap((name, i) =>
    facts.dateForms[i] && !Object.hasOwn(params.types, name) ? [{ name, index: i }] : [],
  );
  if (found.length === 0) return [];
  const [{ index }, ...others] = found;
  const { cell } = facts.dateForms[index]!;
  const [columns, look, are] = others.length > 0 ? ["Columns", "look", "are"] : ["Column", "looks", "is"];
  return [
    {
      code: "DATE_AS_TEXT",
      severity: "info",
      port: "out",
      path: "params.dateFormat",
      message: `${columns} ${listNames(found.map(({ name }) => `"${name}"`))} ${look} like dates, such as ${cell}, and ${are} read as text.`,
      expected: "ISO 8601, such as 2026-01-31, or a Date form that fits",
      got: cell,
      ...dateWaysOut(index, params, facts),
    },
  ];
}

/** How a column of text that looks like dates becomes dates. */
export function dateWaysOut(
  index: number,
  { dateFormat }: CsvParams,
  facts: CsvFacts,
): { readonly hint: string; readonly otherFixes: readonly Fix[] } {
  const own = facts.dateForms[index]!;
  if (dateFormat !== "")
    return {
      hint: `Date form (dateFormat) is ${dateFormat}, which does not fit ${own.cell}: one file has one form, so bring the column to ISO 8601 in the file.`,
      otherFixes: [],
    };
  const forms = own.forms.map((form) => widest(form, facts));
  return {
    hint:
      `Set Date form (dateFormat) to ${forms.join(" or ")} to have dates` +
      (forms.length > 1 ? "; only you can know whether the day or the month stands first." : "."),
    otherFixes: forms.map((form) => setParam(`Read dates as ${form}`, "dateFormat", form)),
  };
}

/** A form with a time reads dates without one too, so that it serves both kinds of columns. */
function widest(form: string, { dateForms }: CsvFacts): string {
  const longer = dateForms.flatMap(
    (dates) => dates?.forms.filter((each) => each.startsWith(`${form} `)) ?? [],
  );
  return longer.at(0) ?? form;
}

/** Columns that are declared times and hold cells in another form. */
export function timeIssues({ types, dateFormat }: CsvParams, facts: CsvFacts, out: Schema): NodeIssue[] {
  return out.fields.flatMap(({ name, type }, i): NodeIssue[] => {
    const isTime = type.type === "date" || type.type === "timestamp";
    if (!isTime || !Object.hasOwn(types, name) || facts.notTimes[i].length === 0) return [];
    const shown = facts.notTimes[i].map((cell) => JSON.stringify(cell)).join(", ");
    const forms = dateFormat === "" ? (facts.dateForms[i]?.forms ?? []) : [];
    const fixes = forms.map((form) => setParam(`Read dates as ${form}`, "dateFormat", form));
    return [
      {
        code: "COLUMN_MIXED",
        severity: "warning",
        port: "out",
        path: `params.types.${name}`,
        message: `Column "${name}" is declared ${type.type}, and ${shown} cannot be read as one; such rows will fail.`,
        expected: dateFormat === "" ? "ISO 8601, such as 2026-01-31" : `${dateFormat}, or ISO 8601`,
        got: shown,
        hint: "Say in Date form (dateFormat) how it is written, such as dd.MM.yyyy; words that mean no value go into Also null.",
        ...(fixes.length === 1 ? { fix: fixes[0] } : fixes.length > 1 ? { otherFixes: fixes } : {}),
      },
    ];
  });
}
