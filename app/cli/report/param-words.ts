// What a param takes, in words, and a value that shows it: from the catalog's description alone.

import type { ParamDescription } from "../../../engine/catalog/describe.ts";

/** The parts of JSON Schema that params use. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly items?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly anyOf?: readonly Shape[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** `auto | "," | tab`, `whole number, 1 to 6 (px) or null`, `path of a file (.csv)`. */
export function typeWords({ schema, control, unit, of, extensions }: ParamDescription): string {
  const shape = schema as Shape;
  const filter = of && of !== "any" ? ` (${of})` : "";
  switch (control) {
    case "file":
    case "model":
      return extensions
        ? `path of a file (${extensions.map((end) => `.${end}`).join(", ")})`
        : "path of a file";
    case "folder":
      return "path of a folder";
    case "column":
      return `name of a column${filter}`;
    case "columns":
      return `list of column names${filter}`;
    case "expression":
      return "expression";
    case "secret":
      return "name of a secret";
    case "colour":
      return "colour, #rrggbb";
    default:
      return words(shape, unit);
  }
}

function words(shape: Shape, unit?: string): string {
  const { type, enum: values, items, additionalProperties: inside, anyOf, minimum, maximum } = shape;
  if (values) return values.map(plainValue).join(" | ");
  if (Array.isArray(type)) return type.map((one: string) => words({ type: one }, unit)).join(" or ");
  if (anyOf) return anyOf.map((one) => words(one, unit)).join(" or ");
  switch (type) {
    case "boolean":
      return "true | false";
    case "string":
      return "text";
    case "integer":
    case "number":
      return `${type === "integer" ? "whole number" : "number"}${range(minimum, maximum)}${unit ? ` (${unit})` : ""}`;
    case "array":
      return items?.type ? `list of ${plural(words(items))}` : "list";
    case "object":
      return typeof inside === "object" && inside.type ? `object of ${plural(words(inside))}` : "object";
    default:
      return type === undefined ? "any JSON" : String(type);
  }
}

/** A word as it is; anything else as JSON, so that `,` and `|` can be told from the text around them. */
export function plainValue(value: unknown): string {
  return typeof value === "string" && /^[\w-]+$/.test(value) ? value : JSON.stringify(value);
}

function range(minimum: number | undefined, maximum: number | undefined): string {
  // The bounds of safe whole numbers are no bounds that anybody has set.
  const least = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? null : minimum;
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? null : maximum;
  if (least !== null && most !== null) return `, ${least} to ${most}`;
  return least !== null ? `, from ${least}` : most !== null ? `, up to ${most}` : "";
}

const plural = (word: string) =>
  word.startsWith("list ") ? word.replace("list", "lists") : word.includes(" ") ? word : `${word}s`;

/** A value for an example. */
export function sampleValue({
  control,
  schema,
  extensions,
  default: fallback,
  example,
}: ParamDescription): unknown {
  if (example !== undefined) return example;
  if (control === "model") return "model.onnx";
  if (control === "file") return `data.${extensions?.[0] ?? "csv"}`;
  if (control === "folder") return "folder";
  if (control === "column") return "a";
  if (control === "columns") return ["a", "b"];
  if (control === "expression") return "a > 1";
  if (control === "key-values") return { name: "…" };
  const { type, enum: values, minimum } = schema as Shape;
  // What is so by itself shows nothing.
  if (values) return values.find((value) => value !== fallback) ?? fallback;
  if (type === "boolean") return fallback !== true;
  if (fallback !== undefined) return fallback;
  if (type === "number" || type === "integer") return Math.max(1, minimum ?? 1);
  return type === "array" ? [] : type === "object" ? {} : "…";
}
