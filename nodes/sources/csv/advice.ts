// What the csv source says of a text column where a node behind it wants a number or a time.

import type { AdviseArgs, ColumnAdvice } from "../../../engine/sdk/node-definition.ts";
import { uniqueNames } from "../../_shared/csv/unique-names.ts";
import { dateWaysOut } from "../../_shared/csv-source/date-issues.ts";
import { setParam } from "../../_shared/csv-source/fixes.ts";
import { waysOut } from "../../_shared/csv-source/number-issues.ts";
import type { CsvParams } from "../../_shared/csv-source/params.ts";
import type { CsvFacts } from "../../_shared/csv-source/probe.ts";

/** A column that is empty wherever one looks is declared; numbers and times that have stayed text get their spelling. */
export function csvAdvice(args: AdviseArgs<CsvParams, CsvFacts>): ColumnAdvice | null {
  const { node, params, facts, column, wants } = args;
  if (!facts || Object.hasOwn(params.types, column)) return null;
  const index = uniqueNames(facts.header).indexOf(column);
  if (facts.unseen[index]) {
    const type = wants === "time" ? "timestamp" : "float64";
    return {
      note: `"${column}" is empty in all rows that were looked at, so it is taken for text.`,
      hint: `Say in Types (types) of ${node} what it is, such as ${type}.`,
      fix: setParam(`Read "${column}" as ${type} in ${node}`, "types", { ...params.types, [column]: type }),
    };
  }
  if (wants === "time") return timeAdvice(index, args, facts);
  const odd = facts.oddNumbers[index];
  if (wants !== "number" || !odd) return null;
  const { hint, fix } = waysOut(column, odd, params, facts);
  return {
    note: `"${column}" is read as text by ${node}, because of cells such as ${odd.cell}.`,
    hint: `At ${node}: ${hint}`,
    ...(fix && { fix: { ...fix, label: `${fix.label} in ${node}` } }),
  };
}

function timeAdvice(
  index: number,
  { node, params, column }: AdviseArgs<CsvParams, CsvFacts>,
  facts: CsvFacts,
): ColumnAdvice {
  const note = `"${column}" is read as text by ${node}.`;
  if (facts.dateForms[index]) {
    const { hint, otherFixes } = dateWaysOut(index, params, facts);
    const [fix, ...others] = otherFixes;
    return { note, hint: `At ${node}: ${hint}`, ...(fix && others.length === 0 && { fix }) };
  }
  const how =
    params.dateFormat === ""
      ? `Say in Date form (dateFormat) of ${node} how its times are written, such as dd.MM.yyyy HH:mm`
      : `Check Date form (dateFormat) of ${node}`;
  return { note, hint: `${how}, and in Types (types) that it is date or timestamp.` };
}
