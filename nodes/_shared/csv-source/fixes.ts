// Repairs of the csv source: params set to something else.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { NumberSpelling } from "../csv/number-spelling.ts";
import type { CsvParams } from "./params.ts";
import type { CsvFacts } from "./probe.ts";

export type Fix = NonNullable<NodeIssue["fix"]>;

export function setParam(label: string, param: string, value: unknown): Fix {
  return setParams(label, { [param]: value });
}

export function setParams(label: string, params: Readonly<Record<string, unknown>>): Fix {
  const commands = Object.entries(params).map(
    ([param, value]) => ({ do: "set-param", id: "", param, value }) as const,
  );
  return { label, commands };
}

/**
 * What has to be set so that all numbers of the file are read in the spelling; null where numbers that are read now would
 * be lost, or somebody has said that they are spelled in another way.
 */
export function spellingParams(
  { decimalComma, thousands }: NumberSpelling,
  params: CsvParams,
  { dialect, fractions }: CsvFacts,
): Readonly<Record<string, unknown>> | null {
  const decimal = decimalComma ? "comma" : "point";
  const turns = decimalComma !== dialect.decimalComma;
  if (params.decimal !== "auto" && params.decimal !== decimal) return null;
  if (params.thousands !== "none" && params.thousands !== thousands) return null;
  if (turns && fractions.some(Boolean)) return null;
  // A point or a comma between thousands says what the decimal sign is.
  const isSaid = thousands === "," || thousands === ".";
  return {
    ...(turns && !isSaid && { decimal }),
    ...(thousands !== null && { thousands }),
  };
}
