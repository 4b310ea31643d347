// From a model's outputs to columns: as they are where one value stands in a row, cut apart where several do.

import { TensorColumn, type Column } from "../../../engine/frames/column.ts";
import type { NewColumn } from "../../../engine/frames/frame.ts";
import { allocate } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import type { PlannedOutput } from "../../_shared/model-outputs.ts";
import { unpackColumns } from "../../_shared/unpack-columns.ts";

/** The columns of all outputs for `length` rows. */
export function answerColumns(
  outputs: readonly PlannedOutput[],
  tensors: Readonly<Record<string, Tensor>>,
  length: number,
): NewColumn[] {
  const added: NewColumn[] = [];
  for (const output of outputs) {
    const tensor = tensors[output.spec.name];
    if (tensor.dims[0] !== length) throw rowsError(output, tensor, length);
    const { columns: names } = output;
    if (output.form === "tensor")
      added.push({ name: names[0], column: asTensor(tensor, length), nullable: false });
    else
      asValues(output, tensor, length).forEach((column, i) =>
        added.push({ name: names[i], column, nullable: false }),
      );
  }
  return added;
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
  if (length > 0 && tensor.data.length !== count * length) throw widthError(output, tensor);
  return unpackColumns(tensor.data, tensor.dtype, count, length);
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
    hint: 'Set Outputs to "Tensor columns" (tensor): the shape is then taken as it comes.',
    fatal: true,
  });
}
