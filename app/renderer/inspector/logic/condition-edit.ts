// What the condition builder offers for a column, and what was typed into it as values.

import { isNumberType, type DataType, type Field } from "../../../../engine/frames/types.ts";
import { OPERATORS, takesValue, type Comparison, type Literal, type Operator } from "./condition-text.ts";

const ORDER: readonly Operator[] = ["==", "!=", "<", "<=", ">", ">="];
const PRESENCE: readonly Operator[] = ["isNull", "notNull"];

/** Comparisons that make sense for a type, and the one that is there in any case. */
export function operatorsFor(type: DataType | null, current: Operator): readonly Operator[] {
  const some = new Set<Operator>([...fitting(type), current]);
  return OPERATORS.filter((operator) => some.has(operator));
}

function fitting(type: DataType | null): readonly Operator[] {
  if (type === null) return OPERATORS;
  if (type.type === "text") return ["==", "!=", "in", "contains", "startsWith", "endsWith", ...PRESENCE];
  if (type.type === "bool") return ["isTrue", "isFalse", ...PRESENCE];
  if (isNumberType(type.type)) return [...ORDER, "in", ...PRESENCE];
  if (type.type === "duration") return [...ORDER, ...PRESENCE];
  return PRESENCE;
}

/** The row with another comparison: its values go along where they still make sense. */
export function comparisonFor(row: Comparison | null, operator: Operator): Comparison {
  const column = row?.column ?? "";
  const values = row?.values ?? [];
  if (!takesValue(operator)) return { column, operator, values: [] };
  const texts = operator === "contains" || operator === "startsWith" || operator === "endsWith";
  const kept = texts ? values.map(String) : values;
  return { column, operator, values: operator === "in" ? kept : kept.slice(0, 1) };
}

/** Whether a row says something that can be written. */
export function isComplete({ column, operator, values }: Comparison): boolean {
  return column !== "" && (!takesValue(operator) || operator === "in" || values.length > 0);
}

/** Text of a text column stays text; of another what looks like a number or a truth value is one. */
export function readValues(text: string, operator: Operator, field: Field | null): readonly Literal[] {
  const isText = field?.type.type === "text" || !["==", "!=", "<", "<=", ">", ">=", "in"].includes(operator);
  const isNumber = field !== null && isNumberType(field.type.type);
  const read = (part: string): Literal => {
    const bare = part.trim();
    const quoted = /^"(.*)"$/.exec(bare);
    if (quoted) return quoted[1];
    if (isText) return operator === "in" ? bare : part;
    if (bare === "true" || bare === "false") return bare === "true";
    const number = Number(isNumber && operator !== "in" ? withPoint(bare) : bare);
    return bare !== "" && Number.isFinite(number) ? number : bare;
  };
  if (operator !== "in") return text === "" && !isText ? [] : [read(text)];
  return text
    .split(",")
    .filter((part) => part.trim() !== "")
    .map(read);
}

/** `0,5` as half of Europe writes it. Three digits behind the comma may be thousands: such a text stays one. */
function withPoint(text: string): string {
  return text.replace(
    /^(-?)(?:(0),(\d+)|(\d+),(\d{1,2}|\d{4,}))$/,
    (_, sign, zero, small, whole, fraction) => `${sign}${zero ?? whole}.${small ?? fraction}`,
  );
}

export function valuesText({ operator, values }: Comparison): string {
  return operator === "in" ? values.map(String).join(", ") : values.length > 0 ? String(values[0]) : "";
}
