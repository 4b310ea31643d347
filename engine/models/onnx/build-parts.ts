// How the parts of a graph become protobuf messages: types, tensors, attributes.

import type { AttributeValue, Initializer, OnnxGraph, OnnxTensor, ValueInfo } from "./build.ts";
import { elementTypeNumber, storedBytes } from "./dtypes.ts";
import {
  AttributeType,
  DataLocation,
  type AttributeInit,
  type GraphInit,
  type TensorInit,
  type TypeInit,
} from "./proto.ts";

const utf8 = new TextEncoder();

export function valueInfoInit(value: ValueInfo): { name: string; type: TypeInit } {
  return { name: value.name, type: typeInit(value) };
}

function typeInit(value: ValueInfo): TypeInit {
  if ("sequenceOfMap" in value) {
    const { key, value: element } = value.sequenceOfMap;
    const map: TypeInit = {
      value: {
        case: "mapType",
        value: {
          keyType: elementTypeNumber(key),
          valueType: { value: { case: "tensorType", value: { elemType: elementTypeNumber(element) } } },
        },
      },
    };
    return { value: { case: "sequenceType", value: { elemType: map } } };
  }
  const dim = value.shape?.map((size) =>
    typeof size === "string"
      ? { value: size === "" ? { case: undefined } : { case: "dimParam" as const, value: size } }
      : { value: { case: "dimValue" as const, value: BigInt(size) } },
  );
  const shape = dim && { dim };
  return { value: { case: "tensorType", value: { elemType: elementTypeNumber(value.dtype), shape } } };
}

/** A constant as a message: its elements as little-endian bytes, text as UTF-8, or a note of where they stand. */
export function tensorInit(tensor: OnnxTensor | Initializer): TensorInit {
  const head = {
    name: "name" in tensor ? tensor.name : "",
    dims: tensor.shape.map(BigInt),
    dataType: elementTypeNumber(tensor.dtype),
  };
  if ("external" in tensor) {
    const externalData = Object.entries(tensor.external).map(([key, value]) => ({
      key,
      value: String(value),
    }));
    return { ...head, dataLocation: DataLocation.EXTERNAL, externalData };
  }
  checkSize(head.name, tensor);
  if (isStrings(tensor.data)) return { ...head, stringData: tensor.data.map((text) => utf8.encode(text)) };
  const { buffer, byteOffset, byteLength } = tensor.data;
  return { ...head, rawData: new Uint8Array(buffer, byteOffset, byteLength).slice() };
}

function checkSize(name: string, { dtype, shape, data }: OnnxTensor): void {
  const elements = shape.reduce((product, size) => product * size, 1);
  const want = dtype === "string" ? elements : storedBytes(dtype, elements);
  const got = isStrings(data) ? data.length : data.byteLength;
  if ((dtype === "string") !== isStrings(data) || want !== got) {
    const unit = dtype === "string" ? "texts" : "bytes";
    throw new Error(
      `The constant "${name}" ${dtype}[${shape.join(",")}] takes ${want} ${unit}, ${got} were given.`,
    );
  }
}

function isStrings(data: OnnxTensor["data"]): data is readonly string[] {
  return Array.isArray(data);
}

/** An attribute of a node as a message; `toGraph` makes the subgraphs (it lives where graphs are made). */
export function attributeInit(
  name: string,
  value: AttributeValue,
  toGraph: (graph: OnnxGraph) => GraphInit,
): AttributeInit {
  if ("int" in value) return { name, type: AttributeType.INT, i: BigInt(value.int) };
  if ("ints" in value)
    return { name, type: AttributeType.INTS, ints: Array.from<number | bigint, bigint>(value.ints, BigInt) };
  if ("float" in value) return { name, type: AttributeType.FLOAT, f: value.float };
  if ("floats" in value) return { name, type: AttributeType.FLOATS, floats: Array.from(value.floats) };
  if ("string" in value) return { name, type: AttributeType.STRING, s: utf8.encode(value.string) };
  if ("strings" in value)
    return { name, type: AttributeType.STRINGS, strings: value.strings.map((text) => utf8.encode(text)) };
  if ("graph" in value) return { name, type: AttributeType.GRAPH, g: toGraph(value.graph) };
  if ("tensor" in value) return { name, type: AttributeType.TENSOR, t: tensorInit(value.tensor) };
  const data = Float64Array.from(value.doubles);
  return {
    name,
    type: AttributeType.TENSOR,
    t: tensorInit({ dtype: "float64", shape: [data.length], data }),
  };
}
