// What a file says of its inputs and outputs: ValueInfoProto and TypeProto as plain data.

import type { Dim } from "../../frames/types.ts";
import { dtypeOfNumber, type OnnxDtype } from "./dtypes.ts";
import type { WireCursor } from "./wire.ts";
import { RANGE, VARINT, WireDamage } from "./wire.ts";

/** Null as a dtype: a number the standard does not have. Null as a shape: not even the rank is said. */
export interface TensorValue {
  readonly kind: "tensor";
  readonly dtype: OnnxDtype | null;
  readonly dtypeNumber: number;
  /** Open dimensions without a name are "". */
  readonly shape: readonly Dim[] | null;
}

/** Everything that is no tensor: `text` says what, in words. */
export interface OtherValue {
  readonly kind: "sequence" | "map" | "optional" | "sparse tensor" | "undeclared";
  readonly text: string;
}

export type ValueType = TensorValue | OtherValue;
export type ScannedValue = ValueType & { readonly name: string };

/** Deepest nesting of messages; protobuf's own readers stop at 100 too. */
export const MAX_DEPTH = 100;

const UNDECLARED: OtherValue = { kind: "undeclared", text: "no type" };

/** A ValueInfoProto. */
export function scanValue(cursor: WireCursor): ScannedValue {
  let name = "";
  let type: ValueType = UNDECLARED;
  while (cursor.next()) {
    if (cursor.wire !== RANGE) continue;
    if (cursor.field === 1) name = cursor.text();
    else if (cursor.field === 2) type = scanType(cursor.inside(), 0);
  }
  return { name, ...type };
}

function scanType(cursor: WireCursor, depth: number): ValueType {
  let type: ValueType = UNDECLARED;
  while (cursor.next()) {
    if (cursor.wire !== RANGE) continue;
    if (depth > MAX_DEPTH) throw new WireDamage(cursor.from, "types nested too deeply");
    if (cursor.field === 1) type = scanTensorType(cursor.inside());
    else if (cursor.field === 4)
      type = { kind: "sequence", text: `sequence of ${elementText(cursor.inside(), 1, depth)}` };
    else if (cursor.field === 5)
      type = { kind: "map", text: `map to ${elementText(cursor.inside(), 2, depth)}` };
    else if (cursor.field === 8)
      type = { kind: "sparse tensor", text: `sparse ${valueText(scanTensorType(cursor.inside()))}` };
    else if (cursor.field === 9)
      type = { kind: "optional", text: `optional ${elementText(cursor.inside(), 1, depth)}` };
  }
  return type;
}

function elementText(cursor: WireCursor, field: number, depth: number): string {
  let text = UNDECLARED.text;
  while (cursor.next()) {
    if (cursor.field === field && cursor.wire === RANGE)
      text = valueText(scanType(cursor.inside(), depth + 1));
  }
  return text;
}

function scanTensorType(cursor: WireCursor): TensorValue {
  let dtypeNumber = 0;
  let shape: Dim[] | null = null;
  while (cursor.next()) {
    if (cursor.field === 1 && cursor.wire === VARINT) dtypeNumber = cursor.value;
    else if (cursor.field === 2 && cursor.wire === RANGE) shape = scanShape(cursor.inside());
  }
  return { kind: "tensor", dtype: dtypeOfNumber(dtypeNumber), dtypeNumber, shape };
}

function scanShape(cursor: WireCursor): Dim[] {
  const shape: Dim[] = [];
  while (cursor.next()) if (cursor.field === 1 && cursor.wire === RANGE) shape.push(scanDim(cursor.inside()));
  return shape;
}

function scanDim(cursor: WireCursor): Dim {
  let dim: Dim = "";
  while (cursor.next()) {
    // Some exporters write -1 where they mean an open dimension; the runtime reads it so, too.
    if (cursor.field === 1 && cursor.wire === VARINT) dim = cursor.value < 0 ? "" : cursor.value;
    else if (cursor.field === 2 && cursor.wire === RANGE) dim = cursor.text();
  }
  return dim;
}

/** A type in a few words: `float32[N,16]`, `int4[?,2]`, `sequence of map to float32`. */
export function valueText(type: ValueType): string {
  if (type.kind !== "tensor") return type.text;
  const dtype = type.dtype ?? `type ${type.dtypeNumber}`;
  return type.shape ? `${dtype}[${type.shape.map((dim) => (dim === "" ? "?" : dim)).join(",")}]` : dtype;
}
