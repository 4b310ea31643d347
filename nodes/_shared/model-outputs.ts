// What columns a model's outputs become: names, types and shapes, told before anything runs.

import { elementCount, resolveShape, type DimBindings } from "../../engine/frames/dims.ts";
import type { DataType, Dim, Field, Schema } from "../../engine/frames/types.ts";
import type { NodeIssue } from "../../engine/sdk/node-definition.ts";
import type { TensorSpec } from "../../engine/sdk/services.ts";
import { formatSpec } from "./model-input.ts";
import { valueType } from "./unpack-columns.ts";
import { ownValue } from "./own-value.ts";

/** Wider rows stay one tensor column: nobody reads a thousand columns. */
export const MAX_OUTPUT_COLUMNS = 64;

export interface OutputOptions {
  /** `columns`: one a value where a row has few; `tensor`: one tensor column an output. */
  readonly form: "columns" | "tensor";
  readonly prefix: string;
  /** Names by output; an empty one leaves the output out. */
  readonly names: Readonly<Record<string, string>>;
  /** What is put behind the name of an output with several columns: their number, or the class where the file names it. */
  readonly scoreNames: "numbers" | "classes";
}

/** One output and the columns it becomes. */
export interface PlannedOutput {
  readonly spec: TensorSpec;
  readonly form: "values" | "tensor";
  /** One name for a tensor, else one for each element of a row. */
  readonly columns: readonly string[];
  /** Shape of one row as far as it is known. */
  readonly row: readonly Dim[];
}

/** The columns of the outputs that give something for every row and are not left out. */
export function planOutputs(
  specs: readonly TensorSpec[],
  bindings: DimBindings,
  { form, prefix, names, scoreNames }: OutputOptions,
): PlannedOutput[] {
  return specs
    .filter((spec) => ownValue(names, spec.name) !== "" && isPerRow(spec))
    .map((spec) => {
      const name = ownValue(names, spec.name) ?? `${prefix}${spec.name}`;
      const row = spec.anyRank ? [`${spec.name}_1`] : resolveShape(spec.shape.slice(1), bindings);
      const count = elementCount(row);
      const flat = form === "columns" && row.length <= 1 && count !== null && count <= MAX_OUTPUT_COLUMNS;
      if (!flat) return { spec, form: "tensor", columns: [name], row };
      const labels = scoreNames === "classes" && spec.labels?.length === count ? spec.labels : null;
      const numbered = () => Array.from({ length: count }, (_, i) => `${name}${i}`);
      const columns = labels?.map((label) => `${name}_${label}`) ?? (count === 1 ? [name] : numbered());
      return { spec, form: "values", columns, row };
    });
}

/** The fields of planned outputs. A model's answers have no nulls. */
export function outputFields(outputs: readonly PlannedOutput[]): Field[] {
  return outputs.flatMap(({ spec, form, columns, row }) => {
    const type: DataType =
      form === "tensor" ? { type: "tensor", dtype: spec.dtype, shape: row } : valueType(spec.dtype);
    return columns.map((name) => ({ name, type, nullable: false }));
  });
}

/** Names that are taken already, given twice or for no output, and outputs that say nothing about single rows. */
export function outputIssues(
  specs: readonly TensorSpec[],
  outputs: readonly PlannedOutput[],
  input: Schema,
  options: OutputOptions,
): NodeIssue[] {
  const whole = specs
    .filter((spec) => !isPerRow(spec))
    .map((spec): NodeIssue => ({
      code: "MODEL_OUTPUT_WHOLE",
      severity: "warning",
      port: "out",
      message: `The output ${spec.name} (${formatSpec(spec)}) is one value for a whole batch, so it is left out.`,
      expected: "a first dimension for the rows",
      got: formatSpec(spec),
      hint: "Export the model with a batch dimension if you need it.",
    }));
  const taken = new Set(input.fields.map(({ name }) => name));
  const clashes = outputs.flatMap(({ spec, columns }) =>
    columns.flatMap((name): NodeIssue[] => {
      const clash = taken.has(name);
      taken.add(name);
      return clash ? [clashIssue(name, spec, outputs, input, options)] : [];
    }),
  );
  return [...unknownIssues(specs, options.names), ...whole, ...clashes];
}

/** Names for outputs that the model does not have: most likely misspelt, or of another version of the model. */
function unknownIssues(specs: readonly TensorSpec[], names: OutputOptions["names"]): NodeIssue[] {
  const known = specs.map(({ name }) => name);
  const unknown = Object.keys(names).filter((name) => !known.includes(name));
  return unknown.map((name) => ({
    code: "MODEL_OUTPUT_UNKNOWN",
    severity: "warning",
    port: "out",
    path: `params.outputNames.${name}`,
    message: `The model has no output "${name}", so it gets no name.`,
    expected: `one of ${known.join(", ")}`,
    got: name,
    hint: "Rename it in Output names, or take it out.",
    fix: {
      label: `Forget "${name}"`,
      commands: [
        {
          do: "set-param",
          id: "",
          param: "outputNames",
          value: Object.fromEntries(Object.entries(names).filter(([each]) => known.includes(each))),
        },
      ],
    },
  }));
}

function clashIssue(
  name: string,
  spec: TensorSpec,
  outputs: readonly PlannedOutput[],
  input: Schema,
  { names, prefix }: OutputOptions,
): NodeIssue {
  const named = Object.hasOwn(names, spec.name);
  const free = named ? null : freePrefix(outputs, input, names, prefix);
  return {
    code: "COLUMN_DUPLICATE",
    severity: "error",
    port: "out",
    path: named ? `params.outputNames.${spec.name}` : "params.prefix",
    message: `The model's answer would be called "${name}", and there is such a column already.`,
    expected: "a new name",
    got: name,
    hint: "Give the answers a prefix or other names.",
    ...(free !== null && {
      fix: {
        label: `Put "${free}" before the names`,
        commands: [{ do: "set-param", id: "", param: "prefix", value: free }],
      },
    }),
  };
}

/** `model_`, `model_2_`…: the first with which every answer that follows the prefix has a name of its own. */
function freePrefix(
  outputs: readonly PlannedOutput[],
  input: Schema,
  names: OutputOptions["names"],
  prefix: string,
): string {
  const follows = ({ spec }: PlannedOutput) => !Object.hasOwn(names, spec.name);
  const taken = new Set([
    ...input.fields.map(({ name }) => name),
    ...outputs.filter((output) => !follows(output)).flatMap(({ columns }) => columns),
  ]);
  const bare = outputs
    .filter(follows)
    .flatMap(({ columns }) => columns.map((name) => name.slice(prefix.length)));
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? "model_" : `model_${n}_`;
    if (!bare.some((name) => taken.has(candidate + name))) return candidate;
  }
}

function isPerRow(spec: TensorSpec): boolean {
  return spec.anyRank === true || spec.shape.length > 0;
}
