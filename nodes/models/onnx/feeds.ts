// From a frame's columns to a model's inputs: without a copy where the layout allows, else packed and narrowed.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { Column, TensorColumn } from "../../../engine/frames/column.ts";
import { unifyShapes } from "../../../engine/frames/dims.ts";
import { MadeTensor } from "../../../engine/frames/made-tensor.ts";
import { allocate, type Dim, type NumberArray } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import { convertNumbers } from "../../_shared/convert-numbers.ts";
import type { MappedInput } from "../../_shared/model-mapping.ts";
import { convertTensor, packColumns, type NullRule, type Packed } from "../../_shared/pack-columns.ts";

const NULL_HINT =
  'Insert "Fill missing values" before the model, or set "Missing values" (nulls) of the model to nan or zero.';

export interface Feeds {
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Rows that cannot be fed and why; null when all can. */
  readonly failures: ReadonlyMap<number, RowError> | null;
  /** Says of a whole number that the model's type holds it only roughly. */
  readonly rounded: string | null;
}

/** The inputs for all rows of a frame. */
export function feedsOf(frame: Frame, inputs: readonly MappedInput[], nulls: NullRule): Feeds {
  const tensors: Record<string, Tensor> = {};
  let failures: Map<number, RowError> | null = null;
  let rounded: string | null = null;
  for (const input of inputs) {
    const fed = feed(frame, input, nulls);
    tensors[input.spec.name] = fed.tensor;
    rounded ??= fed.rounded;
    if (fed.failures) failures = new Map([...fed.failures, ...(failures ?? [])]);
  }
  return { tensors, failures, rounded };
}

interface Fed {
  readonly tensor: Tensor;
  readonly failures: ReadonlyMap<number, RowError> | null;
  readonly rounded: string | null;
}

function feed(frame: Frame, input: MappedInput, nulls: NullRule): Fed {
  if (input.constant !== null)
    return { tensor: constantTensor(input, frame.length), failures: null, rounded: null };
  const columns = input.columns.map((name) => frame.column(name));
  const [first] = columns;
  if (first.layout === "tensor") return feedTensor(first, input);
  if (input.spec.dtype === "string") return feedText(columns, input, frame.length, nulls);
  const { dtype } = input.spec;
  const sources = columns.map((column, i) => {
    if (column.layout !== "fixed") throw wrongLayout(input, input.columns[i], column);
    return { name: input.columns[i], column };
  });
  const dims = [frame.length, ...numbersOnly(input.row ?? [], sources.length)];
  const [{ column }] = sources;
  if (sources.length === 1 && column.type.type === dtype && column.validity === null) {
    return { tensor: { dtype, dims, data: column.values }, failures: null, rounded: null };
  }
  const packed = packColumns(sources, dtype, frame.length, {
    nulls,
    nullCode: "NULL_IN_MODEL",
    nullHint: NULL_HINT,
  });
  return fedOf({ dtype, dims, data: packed.data }, packed);
}

function feedTensor(column: TensorColumn, { spec, row, columns }: MappedInput): Fed {
  const { length, shape, fill } = column;
  // A shape that fits is passed as it is; else it differs in dimensions of 1 only (the schema has seen to that).
  const fits =
    spec.anyRank === true || sameShape(spec.shape, shape) || unifyShapes(spec.shape.slice(1), shape).fits;
  const dims = [length, ...(fits ? shape : numbersOnly(row ?? [], column.rowSize))];
  if (fill && column.dtype === spec.dtype && column.dtype !== "string") {
    return { tensor: new MadeTensor(column.dtype, dims, fill), failures: null, rounded: null };
  }
  const { data } = column;
  if (spec.dtype === "string" || column.dtype === "string") {
    const tensor = { dtype: "string", dims, data: data as readonly string[] } as const;
    return { tensor, failures: null, rounded: null };
  }
  const { dtype } = spec;
  if (column.dtype === dtype) {
    return { tensor: { dtype, dims, data: data as NumberArray }, failures: null, rounded: null };
  }
  const packed = convertTensor(columns[0], data as NumberArray, column.dtype, dtype, column.rowSize);
  return fedOf({ dtype, dims, data: packed.data }, packed);
}

function feedText(columns: readonly Column[], input: MappedInput, length: number, nulls: NullRule): Fed {
  const data = new Array<string>(length * columns.length);
  let failures: Map<number, RowError> | null = null;
  columns.forEach((column, offset) => {
    if (column.layout !== "text") throw wrongLayout(input, input.columns[offset], column);
    for (let row = 0; row < length; row++) {
      const text = column.get(row);
      data[row * columns.length + offset] = text ?? "";
      if (text !== null || nulls !== "fail") continue;
      failures ??= new Map<number, RowError>();
      const name = input.columns[offset];
      if (!failures.has(row))
        failures.set(row, {
          code: "NULL_IN_MODEL",
          cause: `Column "${name}" has no value here.`,
          hint: NULL_HINT,
          column: name,
        });
    }
  });
  const dims = [length, ...numbersOnly(input.row ?? [], columns.length)];
  return { tensor: { dtype: "string", dims, data }, failures, rounded: null };
}

/** Whether a row is of exactly the sizes that stand behind the batch in `wanted`: the shortest way for what is usual. */
function sameShape(wanted: readonly Dim[], row: readonly number[]): boolean {
  if (wanted.length !== row.length + 1) return false;
  for (let axis = 0; axis < row.length; axis++) if (wanted[axis + 1] !== row[axis]) return false;
  return true;
}

/** One number, for all rows or for each. */
function constantTensor({ spec, row, constant }: MappedInput, length: number): Tensor {
  if (spec.dtype === "string") throw new Error("A constant feeds number inputs only.");
  const dims = row ? [length, ...numbersOnly(row, 1)] : [];
  const count = dims.reduce((product, size) => product * size, 1);
  const data = allocate(spec.dtype, count);
  const target = { out: data, dtype: spec.dtype, offset: 0, stride: 1 };
  convertNumbers(new Float64Array(count).fill(constant!), "float64", count, target, (_, refusal) => {
    if (refusal === "rounded") return;
    throw new MillraceError("PARAM_INVALID", {
      message: `The input ${spec.name} is ${spec.dtype}, which cannot hold the constant ${constant}.`,
      expected: spec.dtype,
      got: String(constant),
      hint: "Change the constant in Inputs.",
      fatal: true,
    });
  });
  return { dtype: spec.dtype, dims, data };
}

/** The row shape with sizes only; an open dimension is what is left of `count`. */
function numbersOnly(row: readonly Dim[], count: number): number[] {
  const known = row.reduce<number>((product, dim) => (typeof dim === "number" ? product * dim : product), 1);
  return row.map((dim) => (typeof dim === "number" ? dim : count / known));
}

function fedOf(tensor: Tensor, { failures, rounded }: Packed): Fed {
  return { tensor, failures, rounded };
}

function wrongLayout({ spec }: MappedInput, name: string, column: Column): MillraceError {
  return new MillraceError("MODEL_INPUT_TYPE", {
    message: `Column "${name}" is ${column.type.type}, which cannot feed the input ${spec.name}.`,
    expected: spec.dtype,
    got: column.type.type,
    hint: "Insert Cast before the model.",
    fatal: true,
  });
}
