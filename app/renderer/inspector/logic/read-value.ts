// What a person typed, as a value of a param; or why it is none.

import { changedNumbers, changeWords } from "../../../../engine/document/changed-numbers.ts";
import { words } from "../../strings/inspector.ts";
import { grouped, short, signed } from "../../ui/format.ts";
import type { JsonSchema } from "../catalog-types.ts";

export type ReadValue = { readonly ok: unknown } | { readonly wrong: string };

export interface NumberRule {
  readonly min?: number;
  readonly max?: number;
  readonly integer: boolean;
  readonly nullable: boolean;
}

/** Limits that only say which whole numbers are exact are none for a person. */
const limit = (value: unknown): number | undefined =>
  typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;

/** What the JSON Schema of a number says. */
export function numberRule(schema: JsonSchema): NumberRule {
  const parts = Array.isArray(schema.anyOf) ? (schema.anyOf as JsonSchema[]) : [schema];
  const types = parts.flatMap((part) => part.type as string | string[]);
  const number = parts.find((part) => part.type !== "null") ?? schema;
  return {
    min: limit(number.minimum),
    max: limit(number.maximum),
    integer: types.includes("integer"),
    nullable: types.includes("null"),
  };
}

/** From here on thousands are told by their prefix, which would run into that of a unit (`768 k Hz`). */
const LONG = 1_000_000;

/** `0 – 1`, `≥ 1`; null where any number will do. Beside a lower bound, a long upper one is left out: nobody meets it, and it would fill the field. */
export function rangeText({ min, max }: NumberRule): string | null {
  const text = (bound: number) => (Math.abs(bound) < LONG ? grouped(signed(String(bound))) : short(bound));
  if (min !== undefined && max !== undefined && max < LONG) return `${text(min)} – ${text(max)}`;
  if (min !== undefined) return `≥ ${text(min)}`;
  return max === undefined ? null : `≤ ${text(max)}`;
}

/** Takes what people write: a comma for the point, blanks between thousands, 1e6. */
export function readNumber(text: string, rule: NumberRule): ReadValue {
  const bare = text.replace(/[\s\u2009\u00a0_]/g, "").replace("\u2212", "-");
  if (bare === "") return rule.nullable ? { ok: null } : { wrong: words.needsNumber };
  if (mayBeThousands(bare, rule)) return { wrong: words.thousands };
  const [changed] = changedNumbers(bare);
  if (changed) return { wrong: changeWords(changed) };
  const value = Number(/^[^.]*,[^,.]*$/.test(bare) ? bare.replace(",", ".") : bare);
  if (Number.isNaN(value) || !Number.isFinite(value)) return { wrong: words.notANumber };
  if (rule.integer && !Number.isInteger(value)) return { wrong: words.notWhole };
  if (rule.min !== undefined && value < rule.min) return { wrong: words.tooSmall(rule.min) };
  if (rule.max !== undefined && value > rule.max) return { wrong: words.tooLarge(rule.max) };
  return { ok: value };
}

/** 1,000 is one where a comma is the point, and a thousand elsewhere; as a whole number so is 1.000. */
function mayBeThousands(bare: string, { integer }: NumberRule): boolean {
  return /^-?[1-9]\d{0,2}(,\d{3})+$/.test(bare) || (integer && /^-?[1-9]\d{0,2}(\.\d{3})+$/.test(bare));
}

/** One step up or down, at a size that fits the number: 0.5 moves by 0.1, 224 by 1. */
export function stepped(value: number, direction: 1 | -1, rule: NumberRule, big: boolean): number {
  const fine = !rule.integer && Math.abs(value) < 10 && (rule.max ?? 10) <= 10;
  const size = (fine ? 0.1 : 1) * (big ? 10 : 1);
  const next = Number((value + direction * size).toPrecision(12));
  return Math.min(rule.max ?? Infinity, Math.max(rule.min ?? -Infinity, next));
}

export function readJson(text: string): ReadValue {
  if (text.trim() === "") return { ok: undefined };
  try {
    const ok = JSON.parse(text) as unknown;
    const [changed] = changedNumbers(text);
    return changed ? { wrong: words.numberChanged(changeWords(changed)) } : { ok };
  } catch (thrown) {
    return { wrong: jsonTrouble(text, (thrown as Error).message) };
  }
}

/** Engines name a place by its offset; people look for lines. */
function jsonTrouble(text: string, message: string): string {
  const at = /position (\d+)/.exec(message)?.[1];
  const before = text.slice(0, at === undefined ? text.length : Number(at)).split("\n");
  return words.notJson(before.length, before.at(-1).length + 1);
}

/** A cell that may be text, a number or a truth value, as the types its schema allows. */
export function readScalar(text: string, types: readonly string[]): ReadValue {
  const trimmed = text.trim();
  if (types.includes("boolean") && (trimmed === "true" || trimmed === "false"))
    return { ok: trimmed === "true" };
  if (types.includes("null") && trimmed === "") return { ok: null };
  const numeric = types.includes("number") || types.includes("integer");
  if (numeric && trimmed !== "") {
    const read = readNumber(trimmed, { integer: !types.includes("number"), nullable: false });
    if ("ok" in read || !types.includes("string")) return read;
  }
  if (types.includes("string")) return { ok: text };
  return { wrong: numeric ? words.needsNumber : words.notTrueFalse };
}

export function scalarText(value: unknown): string {
  return typeof value === "string"
    ? value
    : value === undefined || value === null
      ? ""
      : JSON.stringify(value);
}

/** A number as it is typed; empty where none is set. */
export function numberText(value: unknown): string {
  return typeof value === "number" ? String(value) : "";
}
