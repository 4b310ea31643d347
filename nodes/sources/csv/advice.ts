// What the csv source says of a text column where a node behind it wants a number or a time.

import type { AdviseArgs, ColumnAdvice } from "../../../engine/sdk/node-definition.ts";
import { uniqueNames } from "./csv-schema.ts";
import type { CsvParams } from "./params.ts";
import type { CsvFacts } from "./probe.ts";

/** A column that is empty wherever one looks is declared; a time that has stayed text gets its form. */
export function csvAdvice(args: AdviseArgs<CsvParams, CsvFacts>): ColumnAdvice | null {
  const { node, params, facts, column, wants } = args;
  if (!facts || Object.hasOwn(params.types, column)) return null;
  const index = uniqueNames(facts.header).indexOf(column);
  if (facts.unseen[index]) {
    const type = wants === "time" ? "timestamp" : "float64";
    return {
      note: `"${column}" is empty in all rows that were looked at, so it is taken for text.`,
      hint: `Say what it is: --set ${setting(args, type)}`,
      fix: {
        label: `Read "${column}" as ${type} in ${node}`,
        commands: [{ do: "set-param", id: "", param: "types", value: { ...params.types, [column]: type } }],
      },
    };
  }
  if (wants !== "time") return null;
  const how =
    params.dateFormat === ""
      ? `Say how its times are written: --set ${node}.dateFormat="dd.MM.yyyy HH:mm" (see docs/csv.md)`
      : "Check dateFormat";
  return {
    note: `"${column}" is read as text by ${node}.`,
    hint: `${how}, or declare it: --set ${setting(args, "timestamp")}`,
  };
}

/** What to type behind `--set`. */
function setting({ node, column, params }: AdviseArgs<CsvParams, CsvFacts>, type: string): string {
  if (/^[\w-]+$/.test(column)) return `${node}.types.${column}=${type}`;
  return `'${node}.types=${JSON.stringify({ ...params.types, [column]: type })}'`;
}
