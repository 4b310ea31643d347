// How the structure of an ONNX file is read and written as objects: the one door to the protobuf library.
// Importing it costs about 60 ms, so the run path (scan.ts, describe.ts) stays away from it.

import { create, fromBinary, toBinary, type MessageInitShape } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType as AttributeType,
  ModelProtoSchema,
  ValueInfoProtoSchema,
  TensorProto_DataLocation as DataLocation,
  type AttributeProtoSchema,
  type GraphProto,
  type GraphProtoSchema,
  type ModelProto,
  type TensorProtoSchema,
  type TypeProtoSchema,
  type ValueInfoProto,
} from "onnx-buf";

export { AttributeType, DataLocation };
export type { GraphProto, ValueInfoProto };

/** What a message may be made from: plain objects with any of its fields. */
export type AttributeInit = Exclude<MessageInitShape<typeof AttributeProtoSchema>, { $typeName: string }>;
export type GraphInit = Exclude<MessageInitShape<typeof GraphProtoSchema>, { $typeName: string }>;
export type ModelInit = Exclude<MessageInitShape<typeof ModelProtoSchema>, { $typeName: string }>;
export type TensorInit = Exclude<MessageInitShape<typeof TensorProtoSchema>, { $typeName: string }>;
export type TypeInit = Exclude<MessageInitShape<typeof TypeProtoSchema>, { $typeName: string }>;

/** The model in the bytes; weights are views of them. Throws on bytes that are no protobuf message. */
export function readModelProto(bytes: Uint8Array): ModelProto {
  return fromBinary(ModelProtoSchema, bytes);
}

/** The bytes of a model: fields in the order of their numbers, so equal models give equal bytes. */
export function writeModelProto(model: ModelProto | ModelInit): Uint8Array {
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, model));
}

/** An output whose type is left to the runtime to find out. */
export function untypedValue(name: string): ValueInfoProto {
  return create(ValueInfoProtoSchema, { name });
}
