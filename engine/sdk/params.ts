// Helpers that make a parameter: a zod schema plus what the editor needs to draw it (title, help, control), and what is right without it.

import * as z from "zod/mini";
import { lazySchema } from "./lazy-schema.ts";
import { isFilled, isFinite, isListOf, isMapOf, isPath, isText, NUL, type IsPlain } from "./plain-values.ts";

/** How a parameter is edited; each has one control in the editor. */
export type ControlKind =
  | "number"
  | "text"
  | "colour"
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
export type ColumnFilter =
  | "any"
  | "number"
  | "text"
  | "bool"
  | "time"
  | "tensor"
  | "image"
  | "audio"
  | "boxes"
  | "segments"
  | "spans"
  | "list";

/** What the catalog says of a parameter besides its JSON Schema. Plain JSON. */
export interface ParamInfo {
  readonly title: string;
  readonly help: string;
  readonly control: ControlKind;
  readonly unit?: string;
  readonly of?: ColumnFilter;
  /** Which input port's schema feeds a column picker or an expression; `in` unless given. */
  readonly port?: string;
  /** File endings a file picker offers, without the dot; of a folder, those of the files in it that are read. */
  readonly extensions?: readonly string[];
  /** Of a folder: one file may stand in its place. */
  readonly orFile?: boolean;
  /** Of an action's file: it is changed where it is (a database), and not replaced: several nodes may write into it. */
  readonly inPlace?: boolean;
  /** Titles of a choice's values, or what a number stands for ("0": "automatic"). */
  readonly labels?: Readonly<Record<string, string>>;
  /** Shown only while another parameter has one of these values. */
  readonly visibleWhen?: { readonly param: string; readonly oneOf: readonly (string | number | boolean)[] };
  /**
   * Of pictures that were made from one another, the last is most likely meant: a new node is set to it, and one that takes an earlier
   * one is asked about. `in-place`: only where things lie as they did, since boxes go with the picture.
   */
  readonly newest?: "any" | "in-place";
  /** True for values that `fit` learns from data. */
  readonly fitted?: boolean;
  /** True for what is changed from run to run, such as a threshold: an exported program can be given it from outside. */
  readonly setting?: boolean;
  /** Of a model: any one will do, so that this is the node for a model file of which no more is known. */
  readonly anyModel?: boolean;
  /** True for a file that belongs to a model (labels, a tokenizer, a dictionary): it goes along whole, as the model does. */
  readonly asset?: boolean;
  /** True for a file that its first lines are no sample of: a recording, a document. */
  readonly whole?: boolean;
  /** Of a list: the key of each entry that is such a setting, and the keys that name the entry, for programs and for people. */
  readonly entrySetting?: { readonly key: string; readonly name: string; readonly title: string };
  /** What the values of a key-value list are, where they are more than text. */
  readonly values?: "expression";
  /** What the names of its entries are, where they are no columns: inputs or outputs of the node's model. */
  readonly keys?: "model-inputs" | "model-outputs";
  /** Values that its entries can have, where they are some of a few. */
  readonly choices?: readonly string[];
  /** A whole value that shows the form, where the type does not say it. */
  readonly example?: unknown;
  /** True for a text of several lines, in letters of one width: a query, a template. */
  readonly lines?: boolean;
}

/** What is known of a parameter without its schema. */
export interface ParamRule {
  readonly info: ParamInfo;
  /** undefined for a parameter that is required. */
  readonly fallback: unknown;
  /** Whether a value is right beyond doubt, and comes out of the schema as it went in. Where it says no, the schema decides. */
  isPlain(value: unknown): boolean;
}

const rules = new WeakMap<z.ZodMiniType, ParamRule>();

/** undefined for a schema that was not made by the helpers below. */
export function ruleOf(param: z.ZodMiniType): ParamRule | undefined {
  return rules.get(param);
}

/** What the editor draws of a parameter, and undefined for a schema that was not made by the helpers below. */
export function infoOf(param: z.ZodMiniType): ParamInfo | undefined {
  return rules.get(param)?.info;
}

/** The params of a kind by name, in the order the editor shows them. */
export type Shape = Readonly<Record<string, z.ZodMiniType>>;

const shapes = new WeakMap<z.ZodMiniType, Shape>();

/** All params of a kind; their common schema is made when it is first needed. */
export function paramsOf<const S extends Shape>(shape: S): z.ZodMiniObject<S, z.core.$strip> {
  const all = lazySchema(() => z.object(shape)) as z.ZodMiniObject<S, z.core.$strip>;
  shapes.set(all, shape);
  return all;
}

/** The params of a kind by name; undefined where more is asked of them than each by itself, or it is no object. */
export function shapeOf(params: z.ZodMiniType): Shape | undefined {
  const known = shapes.get(params);
  if (known) return known;
  const { def } = (params as unknown as z.core.$ZodTypes)._zod;
  return def.type === "object" && !def.catchall && !def.checks?.length ? (def.shape as Shape) : undefined;
}

type Param<T> = z.ZodMiniType<T, unknown>;

interface Common<T> {
  readonly title: string;
  readonly help: string;
  /** The value when the file says nothing; a parameter without one is required. */
  readonly default?: T;
  readonly visibleWhen?: ParamInfo["visibleWhen"];
  readonly fitted?: boolean;
  readonly setting?: boolean;
}

const never: IsPlain = () => false;

/**
 * Keeps the description and applies the default; the schema is made when it is first needed. The building stone of the helpers
 * below. `isPlain` as in a `ParamRule`.
 */
export function param<T>(
  makeSchema: () => z.ZodMiniType<T>,
  control: ControlKind,
  options: Common<T> & Partial<ParamInfo>,
  isPlain: IsPlain = never,
): Param<T> {
  const { default: fallback, ...info } = options;
  const full = lazySchema<T>(() => {
    const made = makeSchema();
    return fallback === undefined ? made : z._default(made, fallback as never);
  });
  rules.set(full, { info: { ...info, control }, fallback, isPlain });
  return full;
}

interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}

function numberSchema({ min, max, integer }: NumberRange): z.ZodMiniType<number> {
  const checks = [
    ...(min === undefined ? [] : [z.minimum(min)]),
    ...(max === undefined ? [] : [z.maximum(max)]),
  ];
  const base = integer ? z.int() : z.number();
  return checks.length ? base.check(...(checks as [(typeof checks)[0]])) : base;
}

function isInRange({ min = -Infinity, max = Infinity, integer }: NumberRange): IsPlain {
  return (value) =>
    isFinite(value) && (!integer || Number.isSafeInteger(value)) && value >= min && value <= max;
}

export function number(
  options: Common<number> & Pick<ParamInfo, "labels"> & NumberRange & { unit?: string },
): Param<number> {
  const { min, max, integer, ...rest } = options;
  const range = { min, max, integer };
  return param(() => numberSchema(range), "number", rest, isInRange(range));
}

/** A number that may be left open: null means what `help` says it means. */
export function optionalNumber(
  options: Omit<Common<number | null>, "default"> & NumberRange & { unit?: string },
): Param<number | null> {
  const { min, max, integer, ...rest } = options;
  const range = { min, max, integer };
  const isRight = isInRange(range);
  return param<number | null>(
    () => z.nullable(numberSchema(range)),
    "number",
    { ...rest, default: null },
    (value) => value === null || isRight(value),
  );
}

const anyText = () => z.string();
const filledText = () => z.string().check(z.minLength(1));

export function text(
  options: Common<string> & Pick<ParamInfo, "lines"> & { minLength?: number },
): Param<string> {
  const { minLength = 0, ...rest } = options;
  return param(
    minLength ? () => z.string().check(z.minLength(minLength)) : anyText,
    "text",
    rest,
    (value) => typeof value === "string" && value.length >= minLength,
  );
}

/** A colour as `#rrggbb`. What else is written is an issue of the kind, which knows what it paints with it. */
export function colour(options: Common<string>): Param<string> {
  return param(anyText, "colour", options, isText);
}

export function choice<const T extends readonly [string, ...string[]]>(
  values: T,
  options: Common<T[number]> & { labels?: Readonly<Partial<Record<T[number], string>>> },
): Param<T[number]> {
  return param(
    () => z.enum(values) as unknown as z.ZodMiniType<T[number]>,
    "choice",
    options as Common<T[number]>,
    (value) => (values as readonly unknown[]).includes(value),
  );
}

export function toggle(options: Common<boolean>): Param<boolean> {
  return param(
    () => z.boolean(),
    "switch",
    options,
    (value) => typeof value === "boolean",
  );
}

/** The words stand behind "must be". */
const pathText = () =>
  z.string().check(
    z.refine((path) => path === "" || path.trim() !== "", { error: "not empty" }),
    z.refine((path) => !path.includes(NUL), { error: "a path, which cannot hold the sign NUL" }),
  );
const filledPath = () => pathText().check(z.minLength(1));

/** A path of a file, relative to the workflow file. */
export function file(
  options: Common<string> & { extensions?: readonly string[]; whole?: boolean },
): Param<string> {
  return param(filledPath, "file", options, isPath);
}

/** A path of a file that may be left out, by an empty text. */
export function optionalFile(
  options: Omit<Common<string>, "default"> & Pick<ParamInfo, "inPlace"> & { extensions?: readonly string[] },
): Param<string> {
  return param(pathText, "file", { ...options, default: "" }, (value) => value === "" || isPath(value));
}

/** A file that belongs to a model: labels, a tokenizer, a dictionary. Exported programs hold it beside the model. */
export function assetFile(options: Common<string> & { extensions?: readonly string[] }): Param<string> {
  return file({ ...options, asset: true } as Parameters<typeof file>[0]);
}

/** As `assetFile`, where it may be left out by an empty text. */
export function optionalAssetFile(
  options: Omit<Common<string>, "default"> & { extensions?: readonly string[] },
): Param<string> {
  return optionalFile({ ...options, asset: true } as Parameters<typeof optionalFile>[0]);
}

/** A folder. Of an action, it is the one that it writes into, which it makes where it is not there. */
export function folder(options: Common<string> & { extensions?: readonly string[] }): Param<string> {
  return param(filledPath, "folder", options, isPath);
}

/** Where files with one of the endings are: a folder, or a single one of them. What is dropped on the canvas finds its source by it. */
export function folderOrFile(
  options: Common<string> & { extensions: readonly string[]; whole?: boolean },
): Param<string> {
  return param(filledPath, "folder", { ...options, orFile: true }, isPath);
}

/** A path of an `.onnx` file. */
export function modelFile(options: Common<string> & Pick<ParamInfo, "anyModel">): Param<string> {
  return param(filledPath, "model", { extensions: ["onnx"], ...options }, isPath);
}

/** A path of an `.onnx` file that may be left out, by an empty text. */
export function optionalModelFile(options: Omit<Common<string>, "default">): Param<string> {
  return param(
    pathText,
    "model",
    { extensions: ["onnx"], ...options, default: "" },
    (value) => value === "" || isPath(value),
  );
}

/** One column by name. */
export function column(options: Common<string> & { of?: ColumnFilter; port?: string }): Param<string> {
  return param(filledText, "column", { of: "any", ...options }, isFilled);
}

/** One column by name that may be left out, by an empty text. */
export function optionalColumn(
  options: Omit<Common<string>, "default"> & { of?: ColumnFilter; port?: string },
): Param<string> {
  return param(anyText, "column", { of: "any", ...options, default: "" }, isText);
}

/** Several columns by name, in an order that counts. */
export function columnList(
  options: Common<string[]> & { of?: ColumnFilter; port?: string; min?: number },
): Param<string[]> {
  const { min = 0, ...rest } = options;
  const list = () => z.array(z.string());
  return param<string[]>(
    min ? () => list().check(z.minLength(min)) : list,
    "columns",
    { of: "any", ...rest },
    isListOf(isText, min),
  );
}

/** A CEL expression over the columns of a row. */
export function expression(options: Common<string> & { port?: string }): Param<string> {
  return param(anyText, "expression", options, isText);
}

/** The name of a secret, never its value; empty where there is none. */
export function secretName(options: Common<string>): Param<string> {
  return param(anyText, "secret", options, isText);
}

export function keyValues(
  options: Common<Record<string, string>> &
    Pick<ParamInfo, "values" | "keys" | "choices"> & { example?: Record<string, string> },
): Param<Record<string, string>> {
  return param(() => z.record(z.string(), z.string()), "key-values", options, isMapOf(isText));
}

/** Anything else, edited as JSON (or by the control named); the schema checks what `isPlain` does not know to be right. */
export function json<T>(
  makeSchema: () => z.ZodMiniType<T>,
  options: Common<T> &
    Pick<ParamInfo, "keys" | "example" | "entrySetting"> & { control?: ControlKind; of?: ColumnFilter },
  isPlain: IsPlain = never,
): Param<T> {
  const { control = "json", ...rest } = options;
  return param(makeSchema, control, rest, isPlain);
}
