// How rows are cut out of tensors, repeated to fill a batch, and joined again.

import { allocate, type NumberArray } from "../frames/types.ts";
import { MillraceError } from "../sdk/errors.ts";
import type { FillRow } from "../frames/column.ts";
import { MadeTensor } from "../frames/made-tensor.ts";
import type { Tensor } from "../sdk/services.ts";
import type { Results } from "./ort-session.ts";

type NumberTensor = Exclude<Tensor, { readonly dtype: "string" }>;

/** Rows `from` (inclusive) to `to` (exclusive), over the same memory; rows that are made when they are used stay so. */
export function sliceRows(tensor: Tensor, from: number, to: number): Tensor {
  const [rows, ...rest] = tensor.dims;
  if (from === 0 && to === rows) return tensor;
  if (tensor.dtype !== "string" && tensor.fill) return laterRows(tensor, tensor.fill, from, to, to - from);
  const stride = tensor.data.length / rows;
  const dims = [to - from, ...rest];
  if (tensor.dtype === "string")
    return { dtype: "string", dims, data: tensor.data.slice(from * stride, to * stride) };
  return { dtype: tensor.dtype, dims, data: tensor.data.subarray(from * stride, to * stride) };
}

/** Rows that are made by `fill`, written into `into` or into new memory. */
export function fillRows(
  { dtype, dims }: Pick<NumberTensor, "dtype" | "dims">,
  fill: FillRow,
  into?: NumberArray,
): NumberTensor {
  const stride = dims.slice(1).reduce((product, dim) => product * dim, 1);
  const values = dims[0] * stride;
  const memory = into ?? allocate(dtype, values);
  for (let row = 0; row < dims[0]; row++) fill(row, memory, row * stride);
  return { dtype, dims, data: memory.subarray(0, values) };
}

/** Some of the rows, made when somebody uses them: by whom it is known where. Behind the last one it is repeated, up to `size`. */
function laterRows(
  { dtype, dims }: NumberTensor,
  fill: FillRow,
  from: number,
  to: number,
  size: number,
): Tensor {
  const cut: FillRow = (row, out, offset) => fill(Math.min(from + row, to - 1), out, offset);
  return new MadeTensor(dtype, [size, ...dims.slice(1)], cut);
}

/** The rows at the given places, in new memory. */
export function pickRows(tensor: Tensor, rows: readonly number[]): Tensor {
  return joinTensors(rows.map((row) => sliceRows(tensor, row, row + 1)));
}

/** The tensor with its last row repeated until there are `rows` of them. */
export function padRows(tensor: Tensor, rows: number): Tensor {
  const have = tensor.dims[0];
  if (have >= rows) return tensor;
  if (tensor.dtype !== "string" && tensor.fill) return laterRows(tensor, tensor.fill, 0, have, rows);
  return pickRows(
    tensor,
    Array.from({ length: rows }, (_, row) => Math.min(row, have - 1)),
  );
}

/** Tensors that differ only in their first dimension as one. */
export function joinTensors(parts: readonly Tensor[]): Tensor {
  const [first] = parts;
  if (parts.length === 1) return first;
  const dims = [parts.reduce((rows, part) => rows + part.dims[0], 0), ...first.dims.slice(1)];
  if (first.dtype === "string")
    return { dtype: "string", dims, data: parts.flatMap((part) => strings(part)) };
  const data = allocate(
    first.dtype,
    parts.reduce((length, part) => length + part.data.length, 0),
  );
  const bytes = new Uint8Array(data.buffer);
  let at = 0;
  for (const part of parts) {
    if (part.dtype === "string") continue;
    const { buffer, byteOffset, byteLength } = part.data;
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return { dtype: first.dtype, dims, data };
}

/** What several runs answered as the answer of one; `sizes[i]` is how many rows of part i count. */
export function joinResults(parts: readonly Results[], sizes: readonly number[], file: string): Results {
  const joined: Record<string, Tensor> = {};
  for (const name of Object.keys(parts[0])) {
    const tensors = parts.map((part, i) => {
      const tensor = part[name];
      // A padded run answers more rows than count.
      if (tensor.dims.length === 0 || tensor.dims[0] < sizes[i])
        throw notByRows(name, tensor, sizes[i], file);
      return sliceRows(tensor, 0, sizes[i]);
    });
    const odd = tensors.find(({ dims }) => dims.slice(1).join() !== tensors[0].dims.slice(1).join());
    if (odd) throw notByRows(name, odd, odd.dims[0], file);
    joined[name] = joinTensors(tensors);
  }
  return joined;
}

function strings(tensor: Tensor): readonly string[] {
  return tensor.dtype === "string" ? tensor.data : [];
}

function notByRows(name: string, { dims }: Tensor, rows: number, file: string): MillraceError {
  return new MillraceError("MODEL_OUTPUT_SHAPE", {
    message: `The model's output "${name}" does not have one entry for each row, so runs of it cannot be joined.`,
    expected: `[${rows}, …], alike in every run`,
    got: `[${dims.join(",")}]`,
    hint: "Run the model on one batch at a time (limit the frame to the model's batch), or leave this output out.",
    file,
  });
}
