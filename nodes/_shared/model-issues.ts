// What is said when columns and a model's inputs do not fit: expected, got, and a repair where one is possible.

import { elementCount } from "../../engine/frames/dims.ts";
import { formatType, type Dim, type Field, type Schema } from "../../engine/frames/types.ts";
import type { Fix } from "../../engine/document/issue.ts";
import type { Mend, NodeIssue } from "../../engine/sdk/node-definition.ts";
import type { ModelFacts, TensorSpec } from "../../engine/sdk/services.ts";
import { listNames } from "./column-issues.ts";
import { isNullLike } from "./csv/null-words.ts";
import { numberExpression } from "./csv/number-spelling.ts";
import { formatSpec, rowShape } from "./model-input.ts";
import { flatFields, type How } from "./model-columns.ts";
import { belongsTo, castFix, castOf, pictureShape, suggestFix, uncastable } from "./model-fixes.ts";
import type { WantedInputs } from "./model-mapping.ts";
import { pictureFix, type PictureFix } from "./proposal/picture-fix.ts";
import { sureWords } from "./proposal/proposal-words.ts";
import { tensorMend } from "./proposal/tensor-mend.ts";

const place = (input: string) => ({ port: "in", path: `params.inputs.${input}` }) as const;

/** Inputs named in the params that the model does not have. */
export function unknownInputIssue(specs: readonly TensorSpec[], wanted: WantedInputs): NodeIssue[] {
  const known = specs.map(({ name }) => name);
  const unknown = Object.keys(wanted).filter((name) => !known.includes(name));
  if (unknown.length === 0) return [];
  const kept = Object.fromEntries(Object.entries(wanted).filter(([name]) => known.includes(name)));
  return unknown.map((name) => ({
    code: "MODEL_INPUT_UNKNOWN",
    severity: "error",
    ...place(name),
    message: `The model has no input "${name}".`,
    expected: listNames(known),
    got: name,
    hint: "Rename it in Inputs, or take it out.",
    fix: { label: `Forget "${name}"`, commands: [setInputs(kept)] },
  }));
}

/** Says which columns were taken where names did not say it. */
export function tookIssue(
  spec: TensorSpec,
  columns: readonly string[],
  how: Exclude<How, "name">,
): NodeIssue {
  const reasons = {
    shape: "its shape fits",
    series: "they are numbered, and as many as it takes",
    count: `they are all ${spec.dtype === "string" ? "text" : "number"} columns, in this order`,
  } satisfies Record<typeof how, string>;
  return {
    code: "MODEL_INPUT_GUESSED",
    severity: "info",
    ...place(spec.name),
    message: `The input "${spec.name}" takes ${listNames(columns)}: ${reasons[how]}.`,
    expected: formatSpec(spec),
    got: listNames(columns),
    hint: "If that is wrong, choose the columns in Inputs.",
    fix: {
      label: "Write it down in Inputs",
      commands: [setInputs({ [spec.name]: columns.length === 1 ? columns[0] : columns })],
    },
  };
}

/** No columns fit the input: "model wants float32[N,16], 15 numeric columns arrive". */
export function noMatchIssue(
  spec: TensorSpec,
  model: ModelFacts,
  schema: Schema,
  wanted: WantedInputs,
): NodeIssue {
  const several = model.inputs.length > 1 ? ` for its input ${spec.name}` : "";
  const arriving = arrivingWords(spec, schema);
  const repair = repairOf(spec, model, schema, wanted);
  return {
    code: "MODEL_INPUT_MISMATCH",
    severity: "error",
    ...place(spec.name),
    message: `The model wants ${formatSpec(spec)}${several}, ${arriving}.`,
    expected: `${formatSpec(spec)} for the input ${spec.name}`,
    got: describeColumns(schema),
    hint: repair.hint,
    misses: true,
    ...(repair.texts && { blames: { columns: repair.texts, wants: "number" } }),
    ...(repair.fix && { fix: repair.fix }),
    ...(repair.reasons && { reasons: repair.reasons }),
    ...(repair.mends && { mends: repair.mends }),
  };
}

interface Repair {
  readonly hint: string;
  readonly fix: Fix | null;
  /** Columns of text that the model takes once they are numbers. */
  readonly texts?: readonly string[];
  readonly reasons?: PictureFix["reasons"];
  readonly mends?: Mend;
}

/** The first repair that would help. */
function repairOf(spec: TensorSpec, model: ModelFacts, schema: Schema, wanted: WantedInputs): Repair {
  for (const each of schema.fields) {
    const mends = tensorMend(spec, each);
    if (mends) return { hint: `${mends.label}.`, fix: null, mends };
  }
  const image = pictureFix(model, spec, schema);
  if (image) return { ...image, hint: insertHint(image) };
  const cast = castFix(spec, schema);
  if (cast)
    return {
      hint: `Insert Cast: ${cast.columns.join(", ")} must be numbers.`,
      fix: cast.fix,
      texts: cast.columns,
    };
  const suggested = suggestFix(model.inputs, schema, wanted);
  if (suggested) return { hint: `${suggested.label}?`, fix: suggested };
  if (wantsPictures(spec, schema))
    return {
      hint: "This model wants pictures: read them with Image folder, and insert Image to tensor before the model.",
      fix: null,
    };
  const missing = missingHint(spec, schema);
  if (missing) return { fix: null, ...missing };
  return {
    hint: "Say in Inputs which columns feed it, in the order the model was trained with, or make them before the model.",
    fix: null,
  };
}

function insertHint({ reasons }: PictureFix): string {
  return `Insert Image to tensor before the model, set to what is proposed. ${sureWords(reasons)}`;
}

/** Rows of a table arrive where the input has the shape of a picture. */
function wantsPictures(spec: TensorSpec, { fields }: Schema): boolean {
  const shape = pictureShape(spec);
  const isLarge = (side: Dim) => typeof side === "string" || side >= LEAST_PICTURE_SIDE;
  if (!shape || !isLarge(shape.height) || !isLarge(shape.width)) return false;
  return !fields.some(({ type }) => type.type === "tensor");
}

/** Below, three dimensions are more likely steps of time or a small grid. */
const LEAST_PICTURE_SIDE = 16;

/** Too few numbers arrive, and columns of text do: which of them could be among the numbers? */
function missingHint(spec: TensorSpec, schema: Schema): Pick<Repair, "hint" | "texts"> | null {
  if (spec.dtype === "string") return null;
  const texts = schema.fields.filter(({ type }) => type.type === "text");
  const count = wantedCount(spec) - flatFields(spec, schema).length;
  if (texts.length === 0 || count <= 0) return null;
  const odd = likelyNumber(spec, texts);
  const start = count === 1 ? "One column is missing." : `${count} columns are missing.`;
  if (!odd) return { hint: `${start} ${codesHint(texts)}` };
  return { hint: `${start} ${uncastableHint(odd)}`, texts: [odd.name] };
}

/** Numbers that the input takes a row; 1 where nobody knows. */
function wantedCount(spec: TensorSpec): number {
  const row = rowShape(spec);
  return (row && !spec.anyRank && elementCount(row)) || 1;
}

/** A column whose name puts it into the input, or whose cells are numbers in another spelling. */
function likelyNumber(spec: TensorSpec, texts: readonly Field[]): Field | undefined {
  const cells = texts.filter(({ notNumber }) => notNumber !== undefined);
  return (
    cells.find(({ name }) => belongsTo(spec.name, name)) ??
    cells.find(({ notNumber }) => looksLikeNumber(notNumber!))
  );
}

/** `1.234,5`, `12%`, `€5`, or a word for "none" among numbers; not a date. */
function looksLikeNumber(cell: string): boolean {
  if (isNullLike(cell)) return true;
  return /^[^\p{L}]*\d[^\p{L}]*$/u.test(cell) && !DATE.test(cell);
}

const DATE = /^\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/;

/** Names and kinds become numbers by a list of them, not by reading their digits. */
function codesHint(texts: readonly Field[]): string {
  const named = texts.filter(({ notNumber }) => !DATE.test(notNumber ?? ""));
  const names = listNames((named.length > 0 ? named : texts).slice(0, 3).map(({ name }) => name));
  return (
    `If the model was trained with ${names} as numbers, insert Ordinal codes or One-hot before it; ` +
    "else make the column, or check that this is the model for these rows."
  );
}

function uncastableHint({ name, notNumber }: Field): string {
  const start = `Column "${name}" has cells such as ${JSON.stringify(notNumber)}, which Cast cannot read:`;
  if (isNullLike(notNumber!))
    return `${start} add them to Also null (alsoNull) of the source if they mean that there is no value.`;
  if (!/^[^\p{L}]*\d[^\p{L}]*$/u.test(notNumber!))
    return `${start} mend them, or make numbers of them before the model; Ordinal codes gives each word one.`;
  return `${start} make a number of it with a Formula before the model, such as ${numberExpression(name, notNumber!)}.`;
}

/** A column that was named for an input has a type it cannot take. */
export function namedWrongType(spec: TensorSpec, model: ModelFacts, field: Field): NodeIssue {
  const schema = { fields: [field] };
  const image = pictureFix(model, spec, schema);
  const odd = spec.dtype === "string" ? undefined : uncastable(schema);
  const castable = field.type.type === "text" && spec.dtype !== "string" && !odd;
  const fix = image?.fix ?? (castable ? castOf([field.name]) : null);
  return {
    code: "MODEL_INPUT_TYPE",
    severity: "error",
    ...place(spec.name),
    message: `The input ${spec.name} wants ${formatSpec(spec)}, and column "${field.name}" is ${formatType(field.type)}.`,
    expected: formatSpec(spec),
    got: formatType(field.type),
    hint: image
      ? insertHint(image)
      : odd
        ? looksLikeNumber(odd.notNumber!)
          ? uncastableHint(odd)
          : codesHint([odd])
        : "Insert Cast or Formula before the model.",
    ...(fix && { fix }),
    ...(image && { reasons: image.reasons }),
    ...((fix || odd) && !image && { blames: { columns: [field.name], wants: "number" } }),
  };
}

export function countIssue(spec: TensorSpec, columns: readonly string[], why: string): NodeIssue {
  return {
    code: "MODEL_INPUT_MISMATCH",
    severity: "error",
    ...place(spec.name),
    message: `The input ${spec.name} wants ${formatSpec(spec)}, ${columns.length} column${columns.length === 1 ? "" : "s"} named for it: ${why}.`,
    expected: formatSpec(spec),
    got: listNames(columns),
    hint: "Change the columns in Inputs.",
  };
}

export function shapeIssue(spec: TensorSpec, field: Field, got: readonly Dim[]): NodeIssue {
  const row = spec.shape.slice(1);
  const turned = [...row].sort().join() === [...got].sort().join();
  const mends = tensorMend(spec, field);
  return {
    code: "MODEL_INPUT_SHAPE",
    severity: "error",
    ...place(spec.name),
    message: `The input ${spec.name} wants ${formatSpec(spec)}, and column "${field.name}" is ${formatType(field.type)}.`,
    expected: `[${row.join(",")}] a row`,
    got: `[${got.join(",")}] a row`,
    hint: turned
      ? "The dimensions stand in another order: change the layout (NCHW or NHWC) where the tensor is made."
      : "Change the size where the tensor is made.",
    ...(mends && { mends }),
  };
}

export function setInputs(value: WantedInputs) {
  return { do: "set-param", id: "", param: "inputs", value } as const;
}

function arrivingWords(spec: TensorSpec, schema: Schema): string {
  const { fields } = schema;
  if (fields.length === 0) return "and no columns arrive";
  const tensors = fields.filter(({ type }) => type.type === "tensor");
  if (tensors.length > 0) {
    const [{ name, type }] = tensors;
    return tensors.length > 1
      ? `and ${tensors.length} tensor columns arrive: ${listNames(tensors.map((field) => field.name))}`
      : `and the column ${name} is ${formatType(type)}`;
  }
  const image = fields.find(({ type }) => type.type === "image");
  if (image && spec.shape.length === 4) return `and the column ${image.name} is a picture`;
  const word = spec.dtype === "string" ? "text" : "numeric";
  const count = fields.filter(({ type }) =>
    spec.dtype === "string" ? type.type === "text" : !NOT_NUMERIC.has(type.type),
  ).length;
  return `${count} ${word} column${count === 1 ? " arrives" : "s arrive"}`;
}

const NOT_NUMERIC: ReadonlySet<string> = new Set([
  "text",
  "timestamp",
  "date",
  "duration",
  "image",
  "audio",
  "list",
  "struct",
  "json",
]);

function describeColumns({ fields }: Schema): string {
  const shown = fields.slice(0, 8).map(({ name, type }) => `${name} ${formatType(type)}`);
  return fields.length > 8
    ? `${shown.join(", ")} and ${fields.length - 8} more`
    : shown.join(", ") || "no columns";
}
