// What the csv source says of numbers that are not read as they stand, or that may mean something else.

import type { Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import {
  numberExpression,
  plainNumber,
  type NumberSpelling,
  type OddNumbers,
} from "../csv/number-spelling.ts";
import { setParam, setParams, spellingParams, type Fix } from "./fixes.ts";
import type { CsvParams } from "./params.ts";
import type { CsvFacts } from "./probe.ts";

/** As another type such a cell stays as it is, or fails its row. */
const HOLDS_FRACTIONS: readonly string[] = ["float64", "float32"];

/** Columns that are text, or have rows that fail, because of how their numbers are spelled. */
export function oddNumberIssues(params: CsvParams, facts: CsvFacts, out: Schema): NodeIssue[] {
  return out.fields.flatMap(({ name, type }, i): NodeIssue[] => {
    const odd = facts.oddNumbers[i];
    if (!odd || Object.hasOwn(params.types, name)) return [];
    const ways = waysOut(name, odd, params, facts);
    const consequence = type.type === "text" ? "so the column is read as text" : "and such rows will fail";
    return [
      {
        code: "NUMBER_SPELLING",
        severity: "warning",
        port: "out",
        path: "params.thousands",
        message: `Column "${name}" has numbers ${spellingWords(odd)}, such as ${odd.cell}, ${consequence}.`,
        expected: "numbers such as 1234.5",
        got: odd.cell,
        ...ways,
      },
    ];
  });
}

export interface WaysOut {
  readonly hint: string;
  readonly fix?: Fix;
  readonly otherFixes?: readonly Fix[];
}

/** How such a column becomes numbers: in words, and as settings of the file where all of its numbers allow them. */
export function waysOut(name: string, odd: OddNumbers, params: CsvParams, facts: CsvFacts): WaysOut {
  const { cell, readings } = odd;
  const ways = readings.flatMap((spelling) => {
    const settings = spellingParams(spelling, params, facts);
    return settings ? [{ spelling, settings }] : [];
  });
  const fixes = ways.map(({ spelling, settings }) =>
    setParams(`Read ${cell} as ${meaningOf(cell, spelling)}`, settings),
  );
  if (readings.length > 1)
    return {
      hint: `${cell} may mean ${readings.map((each) => meaningOf(cell, each)).join(" or ")}: choose how the file is read.`,
      otherFixes: fixes,
    };
  if (ways.length > 0)
    return {
      hint: `Set ${settingWords(ways[0].settings)}; leave it if these are no amounts.`,
      fix: fixes[0],
    };
  const [spelling] = readings;
  return {
    hint:
      `Other columns are spelled in another way, so read this one as text and take ` +
      `${numberExpression(name, cell, spelling)} in a Formula.`,
    otherFixes: [setParam(`Read "${name}" as text`, "types", { ...params.types, [name]: "text" })],
  };
}

function meaningOf(cell: string, spelling: NumberSpelling): string {
  return String(Number(plainNumber(cell, spelling)));
}

function spellingWords({ readings }: OddNumbers): string {
  const [{ thousands, decimalComma }, ...others] = readings;
  if (others.length > 0) return "with a comma";
  if (thousands === null) return "with a decimal comma";
  const marks = { ",": "a comma", ".": "a point", "'": "an apostrophe", space: "a blank" };
  return `with ${marks[thousands]} between thousands${decimalComma ? " and a decimal comma" : ""}`;
}

function settingWords(settings: Readonly<Record<string, unknown>>): string {
  const titles: Readonly<Record<string, string>> = {
    decimal: "Decimal sign (decimal)",
    thousands: "Thousands mark (thousands)",
  };
  return Object.entries(settings)
    .map(([param, value]) => `${titles[param]} to "${String(value)}"`)
    .join(" and ");
}

/** Nobody who has said what the signs are is asked again. That a column holds fractions does not say which sign begins them. */
export function thousandsIssues(params: CsvParams, facts: CsvFacts, out: Schema): NodeIssue[] {
  if (params.decimal !== "auto" || params.thousands !== "none") return [];
  const sign = facts.dialect.decimalComma ? "," : ".";
  const word = facts.dialect.decimalComma ? "comma" : "point";
  return out.fields.flatMap(({ name, type }, i): NodeIssue[] => {
    const cell = facts.thousands[i];
    if (cell === null || !HOLDS_FRACTIONS.includes(type.type)) return [];
    const read = cell.replace(",", ".");
    const meant = cell.replace(sign, "");
    const settings = spellingParams({ decimalComma: sign === ".", thousands: sign }, params, facts);
    return [
      {
        code: "NUMBER_AMBIGUOUS",
        severity: "warning",
        port: "out",
        path: "params.decimal",
        message: `Column "${name}" may hold thousands: ${cell} is read as ${read}, and could mean ${meant}.`,
        expected: `a cell that shows what "${sign}" stands for`,
        got: `three digits behind every "${sign}"`,
        hint:
          `If "${sign}" begins a fraction, set Decimal sign (decimal) to ${word}. If it marks thousands, ` +
          (settings
            ? `set ${settingWords(settings)}.`
            : `read the column as text (types) and take ${numberExpression(name, cell, { decimalComma: sign === ".", thousands: sign })} in a Formula.`),
        otherFixes: [
          setParam(`Read ${cell} as ${read}`, "decimal", word),
          settings
            ? setParams(`Read ${cell} as ${meant}`, settings)
            : setParam(`Read "${name}" as text`, "types", { ...params.types, [name]: "text" }),
        ],
      },
    ];
  });
}

/** One sign cannot begin a fraction and mark thousands. */
export function signIssues({ decimal, thousands }: CsvParams): NodeIssue[] {
  const sign = decimal === "comma" ? "," : decimal === "point" ? "." : null;
  if (sign === null || thousands !== sign) return [];
  return [
    {
      code: "SIGNS_EQUAL",
      severity: "error",
      path: "params.thousands",
      message: `The ${decimal} is set as the decimal sign and as the mark between thousands.`,
      expected: "two different signs",
      got: `${sign} for both`,
      hint: "Set Decimal sign (decimal) to auto: it then is the other one.",
      fix: setParam("Find the decimal sign out", "decimal", "auto"),
    },
  ];
}
