// How a model's edges are changed: its batch dimension freed or fixed, a tensor of its middle made an output.
// Loads the protobuf library: import it when it is needed.

import {
  readModelProto,
  untypedValue,
  writeModelProto,
  type GraphProto,
  type ValueInfoProto,
} from "./proto.ts";

export interface BatchChange {
  readonly bytes: Uint8Array;
  /** Why the model may fail or answer wrongly with another batch size; empty when nothing speaks against it. */
  readonly unsafe: readonly string[];
}

/** Operators that take a shape as their second input, and how the standard names them. */
const SHAPED: ReadonlySet<string> = new Set(["Reshape", "Expand"]);

/**
 * The model with the batch dimension fixed (a number) or freed (a name) in its inputs and outputs. The batch is the
 * first dimension of the first input; tensors with another first dimension stay as they are.
 */
export function setBatch(bytes: Uint8Array, batch: number | string): BatchChange {
  const model = readModelProto(bytes);
  const graph = model.graph;
  const old = graph && batchOf(graph);
  if (!graph || old === undefined)
    return { bytes, unsafe: ["The model has no input with a batch dimension."] };
  const value =
    typeof batch === "number"
      ? { case: "dimValue" as const, value: BigInt(batch) }
      : { case: "dimParam" as const, value: batch };
  for (const info of [...realInputs(graph), ...graph.output]) {
    const dim = firstDim(info);
    if (dim && dimText(dim.value) === old) dim.value = value;
  }
  // Notes of the shapes inside the graph would contradict the new size; the runtime works them out again.
  graph.valueInfo = [];
  return { bytes: writeModelProto(model), unsafe: constantShapes(graph, old) };
}

/** The model with the tensor `name` as one more output; throws when no node makes it. */
export function exposeTensor(bytes: Uint8Array, name: string): Uint8Array {
  const model = readModelProto(bytes);
  const graph = model.graph;
  if (!graph?.node.some((node) => node.output.includes(name)))
    throw new Error(`No node of the model makes a tensor "${name}".`);
  if (graph.output.some((output) => output.name === name)) return bytes;
  const known = graph.valueInfo.find((info) => info.name === name);
  graph.output.push(known ?? untypedValue(name));
  return writeModelProto(model);
}

type DimValue = NonNullable<ReturnType<typeof firstDim>>["value"];

function firstDim(info: ValueInfoProto) {
  return info.type?.value.case === "tensorType" ? info.type.value.value.shape?.dim[0] : undefined;
}

function dimText({ case: kind, value }: DimValue): string {
  return kind === "dimValue" && value >= 0n ? String(value) : kind === "dimParam" ? `name ${value}` : "open";
}

function realInputs(graph: GraphProto): ValueInfoProto[] {
  const constants = new Set(graph.initializer.map(({ name }) => name));
  return graph.input.filter(({ name }) => !constants.has(name));
}

function batchOf(graph: GraphProto): string | undefined {
  const dims = realInputs(graph).flatMap((info) => firstDim(info) ?? []);
  return dims.length > 0 ? dimText(dims[0].value) : undefined;
}

/** Nodes that fold the old batch size into a shape of their own. A freed batch breaks them without a word. */
function constantShapes(graph: GraphProto, old: string): string[] {
  if (!/^\d+$/.test(old)) return [];
  const constants = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  for (const node of graph.node) {
    const tensor = node.opType === "Constant" && node.attribute.find(({ name }) => name === "value")?.t;
    if (tensor) constants.set(node.output[0], tensor);
  }
  return graph.node.flatMap((node) => {
    const shape = SHAPED.has(node.opType) ? constants.get(node.input[1]) : undefined;
    if (!shape) return [];
    const sizes = shape.int64Data.length > 0 ? shape.int64Data : int64s(shape.rawData);
    if (sizes.length === 0 || String(sizes[0]) !== old || (node.opType === "Expand" && old === "1"))
      return [];
    return [
      `${node.opType} "${node.name || node.output[0]}" makes the fixed shape [${sizes.join(",")}], whose first size is the old batch.`,
    ];
  });
}

function int64s(raw: Uint8Array): bigint[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: Math.floor(raw.length / 8) }, (_, i) => view.getBigInt64(8 * i, true));
}
