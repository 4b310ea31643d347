// From a model's outputs to columns: as they are where one value stands in a row, cut apart where several do.

import {
  FixedColumn,
  TensorColumn,
  TextColumn,
  type Column,
  type FixedType,
} from "../../../engine/frames/column.ts";
import type { NewColumn } from "../../../engine/frames/frame.ts";
import { allocate, type NumberArray } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import { halvesToFloat32 } from "../../_shared/float16.ts";
import { valueType, type PlannedOutput } from "../../_shared/model-outputs.ts";

/** The columns of all outputs for `length` rows. */
export function answerColumns(
  outputs: readonly PlannedOutput[],
  tensors: Readonly<Record<string, Tensor>>,
  length: number,
): NewColumn[] {
  return outputs.flatMap((output) => {
    const tensor = tensors[output.spec.name];
    if (tensor.dims[0] !== length) throw rowsError(output, tensor, length);
    const columns = output.form === "tensor" ? [asTensor(tensor, length)] : asValues(output, tensor, length);
    return columns.map((column, i) => ({ name: output.columns[i], column, nullable: false }));
  });
}

/** Columns without rows. Dimensions that only a run can tell are 0. */
export function noAnswers(outputs: readonly PlannedOutput[]): NewColumn[] {
  return outputs.flatMap((output) => {
    const { dtype } = output.spec;
    const dims = [0, ...output.row.map((dim) => (typeof dim === "number" ? dim : 0))];
    const data = dtype === "string" ? [] : allocate(dtype, 0);
    return answerColumns([output], { [output.spec.name]: { dtype, dims, data } as Tensor }, 0);
  });
}

function asTensor({ dtype, dims, data }: Tensor, length: number): Column {
  return new TensorColumn(dtype, dims.length > 1 ? dims.slice(1) : [1], length, data);
}

function asValues(output: PlannedOutput, tensor: Tensor, length: number): Column[] {
  const count = output.columns.length;
  const got = tensor.dims.slice(1).reduce((product, size) => product * size, 1);
  if (length > 0 && got !== count) throw widthError(output, tensor);
  if (tensor.dtype === "string") {
    const { data } = tensor;
    return output.columns.map(
      (_, offset) =>
        new TextColumn(
          length,
          count === 1 ? data : Array.from({ length }, (_, row) => data[row * count + offset]),
        ),
    );
  }
  const type = valueType(tensor.dtype) as FixedType;
  const whole = tensor.dtype === "float16" ? halvesToFloat32(tensor.data as Uint16Array) : tensor.data;
  if (count === 1) return [new FixedColumn(type, length, { values: whole, validity: null })];
  return output.columns.map(
    (_, offset) =>
      new FixedColumn(type, length, () => ({ values: every(whole, count, offset, length), validity: null })),
  );
}

/** Every `stride`-th element from `offset` on. */
function every(data: NumberArray, stride: number, offset: number, length: number): NumberArray {
  const out = new (data.constructor as new (n: number) => NumberArray)(length);
  for (let row = 0, at = offset; row < length; row++, at += stride) out[row] = data[at];
  return out;
}

function rowsError({ spec }: PlannedOutput, { dims }: Tensor, length: number): MillraceError {
  return new MillraceError("MODEL_OUTPUT_ROWS", {
    message: `The output ${spec.name} has ${dims[0] ?? "no"} rows for ${length} rows that went in.`,
    expected: `${length} rows`,
    got: `[${dims.join(",")}]`,
    hint: "Leave the output out (an empty name in Output names), or use a model that answers row by row.",
    fatal: true,
  });
}

function widthError({ spec, columns }: PlannedOutput, { dims }: Tensor): MillraceError {
  return new MillraceError("MODEL_OUTPUT_SHAPE", {
    message: `The model file says that ${spec.name} has ${columns.length} values a row, but it gave [${dims.join(",")}].`,
    expected: `${columns.length} values a row`,
    got: `[${dims.join(",")}]`,
    hint: 'Set Outputs to "tensor": the shape is then taken as it comes.',
    fatal: true,
  });
}
