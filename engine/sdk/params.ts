// Helpers that make a parameter: a zod schema plus what the editor needs to draw it (title, help, control).

import * as z from "zod/mini";

/** How a parameter is edited; each has one control in the editor. */
export type ControlKind =
  | "number"
  | "text"
  | "choice"
  | "switch"
  | "file"
  | "folder"
  | "model"
  | "column"
  | "columns"
  | "expression"
  | "key-values"
  | "conditions"
  | "secret"
  | "json";

/** Which columns a picker offers. */
export type ColumnFilter = "any" | "number" | "text" | "bool" | "time" | "tensor" | "image";

/** What the catalog says of a parameter besides its JSON Schema. Plain JSON. */
export interface ParamInfo {
  readonly title: string;
  readonly help: string;
  readonly control: ControlKind;
  readonly unit?: string;
  readonly of?: ColumnFilter;
  /** Which input port's schema feeds a column picker or an expression; `in` unless given. */
  readonly port?: string;
  /** File endings a file picker offers, without the dot. */
  readonly extensions?: readonly string[];
  /** Titles of a choice's values, or what a number stands for ("0": "automatic"). */
  readonly labels?: Readonly<Record<string, string>>;
  /** Shown only while another parameter has one of these values. */
  readonly visibleWhen?: { readonly param: string; readonly oneOf: readonly (string | number | boolean)[] };
  /** True for values that `fit` learns from data. */
  readonly fitted?: boolean;
  /** What the values of a key-value list are, where they are more than text. */
  readonly values?: "expression";
  /** What the names of its entries are, where they are no columns: inputs or outputs of the node's model. */
  readonly keys?: "model-inputs" | "model-outputs";
  /** Values that its entries can have, where they are some of a few. */
  readonly choices?: readonly string[];
  /** A whole value that shows the form, where the type does not say it. */
  readonly example?: unknown;
}

export const paramInfo = z.registry<ParamInfo>();

type Param<T> = z.ZodMiniType<T, unknown>;

interface Common<T> {
  readonly title: string;
  readonly help: string;
  /** The value when the file says nothing; a parameter without one is required. */
  readonly default?: T;
  readonly visibleWhen?: ParamInfo["visibleWhen"];
  readonly fitted?: boolean;
}

/** Registers the description and applies the default. The building stone of the helpers below. */
export function param<T>(
  schema: z.ZodMiniType<T>,
  control: ControlKind,
  options: Common<T> & Partial<ParamInfo>,
): Param<T> {
  const { default: fallback, ...info } = options;
  const full = fallback === undefined ? schema : z._default(schema, fallback as never);
  full.register(paramInfo, { ...info, control });
  return full;
}

export function number(
  options: Common<number> &
    Pick<ParamInfo, "labels"> & { min?: number; max?: number; integer?: boolean; unit?: string },
): Param<number> {
  const { min, max, integer, ...rest } = options;
  const checks = [
    ...(min === undefined ? [] : [z.minimum(min)]),
    ...(max === undefined ? [] : [z.maximum(max)]),
  ];
  const base = integer ? z.int() : z.number();
  return param(checks.length ? base.check(...(checks as [(typeof checks)[0]])) : base, "number", rest);
}

/** A number that may be left open: null means what `help` says it means. */
export function optionalNumber(
  options: Omit<Common<number | null>, "default"> & {
    min?: number;
    max?: number;
    integer?: boolean;
    unit?: string;
  },
): Param<number | null> {
  const { min, max, integer, ...rest } = options;
  const checks = [
    ...(min === undefined ? [] : [z.minimum(min)]),
    ...(max === undefined ? [] : [z.maximum(max)]),
  ];
  const base = integer ? z.int() : z.number();
  const checked = checks.length ? base.check(...(checks as [(typeof checks)[0]])) : base;
  return param<number | null>(z.nullable(checked), "number", { ...rest, default: null });
}

export function text(options: Common<string> & { minLength?: number }): Param<string> {
  const { minLength, ...rest } = options;
  return param(minLength ? z.string().check(z.minLength(minLength)) : z.string(), "text", rest);
}

export function choice<const T extends readonly [string, ...string[]]>(
  values: T,
  options: Common<T[number]> & { labels?: Readonly<Partial<Record<T[number], string>>> },
): Param<T[number]> {
  return param(z.enum(values) as unknown as z.ZodMiniType<T[number]>, "choice", options as Common<T[number]>);
}

export function toggle(options: Common<boolean>): Param<boolean> {
  return param(z.boolean(), "switch", options);
}

/** A path of a file, relative to the workflow file. */
export function file(options: Common<string> & { extensions?: readonly string[] }): Param<string> {
  return param(z.string().check(z.minLength(1)), "file", options);
}

/** A path of a file that may be left out, by an empty text. */
export function optionalFile(
  options: Omit<Common<string>, "default"> & { extensions?: readonly string[] },
): Param<string> {
  return param(z.string(), "file", { ...options, default: "" });
}

export function folder(options: Common<string>): Param<string> {
  return param(z.string().check(z.minLength(1)), "folder", options);
}

/** A path of an `.onnx` file. */
export function modelFile(options: Common<string>): Param<string> {
  return param(z.string().check(z.minLength(1)), "model", { extensions: ["onnx"], ...options });
}

/** One column by name. */
export function column(options: Common<string> & { of?: ColumnFilter; port?: string }): Param<string> {
  return param(z.string().check(z.minLength(1)), "column", { of: "any", ...options });
}

/** Several columns by name, in an order that counts. */
export function columnList(
  options: Common<string[]> & { of?: ColumnFilter; port?: string; min?: number },
): Param<string[]> {
  const { min, ...rest } = options;
  const list = z.array(z.string());
  return param<string[]>(min ? list.check(z.minLength(min)) : list, "columns", { of: "any", ...rest });
}

/** A CEL expression over the columns of a row. */
export function expression(options: Common<string> & { port?: string }): Param<string> {
  return param(z.string(), "expression", options);
}

export function keyValues(
  options: Common<Record<string, string>> &
    Pick<ParamInfo, "values" | "keys" | "choices"> & { example?: Record<string, string> },
): Param<Record<string, string>> {
  return param(z.record(z.string(), z.string()), "key-values", options);
}

/** Anything else, edited as JSON (or by the control named); `schema` checks it. */
export function json<T>(
  schema: z.ZodMiniType<T>,
  options: Common<T> & Pick<ParamInfo, "keys" | "example"> & { control?: ControlKind; of?: ColumnFilter },
): Param<T> {
  const { control = "json", ...rest } = options;
  return param(schema, control, rest);
}
