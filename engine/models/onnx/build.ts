// How to make an ONNX file from a description of its graph. Equal descriptions give equal bytes.

import type { Dim, NumberArray } from "../../frames/types.ts";
import { attributeInit, tensorInit, valueInfoInit } from "./build-parts.ts";
import type { OnnxDtype } from "./dtypes.ts";
import { writeModelProto, type GraphInit } from "./proto.ts";

/** A tensor that goes in or comes out; a text in `shape` names an open dimension, `shape: null` leaves it unsaid. */
export interface TensorInfo {
  readonly name: string;
  readonly dtype: OnnxDtype;
  readonly shape: readonly Dim[] | null;
}

/** A list of dictionaries, as exporters of scikit-learn declare class probabilities (ZipMap). */
export interface SequenceOfMapInfo {
  readonly name: string;
  readonly sequenceOfMap: { readonly key: "int64" | "string"; readonly value: OnnxDtype };
}

export type ValueInfo = TensorInfo | SequenceOfMapInfo;

/** A constant tensor: half floats as bits in a `Uint16Array`, bools 0/1 in a `Uint8Array`, int4 two to a byte. */
export interface OnnxTensor {
  readonly dtype: OnnxDtype;
  readonly shape: readonly number[];
  readonly data: NumberArray | readonly string[];
}

export interface StoredInitializer extends OnnxTensor {
  readonly name: string;
}

/** A constant whose bytes stand in another file beside the model. */
export interface ExternalInitializer {
  readonly name: string;
  readonly dtype: OnnxDtype;
  readonly shape: readonly number[];
  readonly external: { readonly location: string; readonly offset?: number; readonly length?: number };
}

export type Initializer = StoredInitializer | ExternalInitializer;

export type AttributeValue =
  | { readonly int: number | bigint }
  | { readonly ints: readonly (number | bigint)[] | Int32Array | BigInt64Array }
  | { readonly float: number }
  | { readonly floats: readonly number[] | Float32Array | Float64Array }
  | { readonly string: string }
  | { readonly strings: readonly string[] }
  | { readonly tensor: OnnxTensor }
  /** A tensor of float64, as the `…_as_tensor` attributes of tree ensembles want it. */
  | { readonly doubles: readonly number[] | Float64Array }
  | { readonly graph: OnnxGraph };

export interface OnnxNode {
  readonly op: string;
  /** Operator set, e.g. `ai.onnx.ml`; the standard one unless given. */
  readonly domain?: string;
  /** Names of tensors; an empty one leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

export interface OnnxGraph {
  readonly name?: string;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers?: readonly Initializer[];
}

export interface OnnxModel extends OnnxGraph {
  readonly producer?: string;
  /** Version of the standard operator set, or of each set by its domain ("" or "ai.onnx" = standard). */
  readonly opset?: number | Readonly<Record<string, number>>;
  readonly irVersion?: number;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly doc?: string;
}

/** Versions that every runtime of the last years opens. */
const DEFAULT_OPSETS: Readonly<Record<string, number>> = { "": 17, "ai.onnx.ml": 3, "com.microsoft": 1 };

/** The IR version of the ONNX release that brought an operator set: 10 came with opset 21 (int4), 9 with 19. */
function irVersionFor(opset: number): number {
  return opset > 20 ? 10 : opset > 18 ? 9 : 8;
}

/**
 * The bytes of a model. Operator sets that nodes use and `opset` does not name get a default version.
 * @example onnxModel({ inputs: [{ name: "x", dtype: "float32", shape: ["N", 4] }], outputs: […], nodes: […] })
 */
export function onnxModel(model: OnnxModel): Uint8Array {
  const opsets = opsetsOf(model);
  return writeModelProto({
    irVersion: BigInt(model.irVersion ?? irVersionFor(opsets.get("") ?? 0)),
    producerName: model.producer ?? "millrace",
    docString: model.doc,
    opsetImport: [...opsets].map(([domain, version]) => ({ domain, version: BigInt(version) })),
    graph: graphInit(model),
    metadataProps: Object.entries(model.metadata ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => ({ key, value })),
  });
}

/** A graph as a message; subgraphs of If, Loop and Scan are made the same way. */
function graphInit(graph: OnnxGraph): GraphInit {
  return {
    name: graph.name ?? "graph",
    input: graph.inputs.map(valueInfoInit),
    output: graph.outputs.map(valueInfoInit),
    initializer: (graph.initializers ?? []).map((initializer) => tensorInit(initializer)),
    node: graph.nodes.map((node) => ({
      opType: node.op,
      domain: node.domain ?? "",
      name: node.name ?? "",
      input: [...node.inputs],
      output: [...node.outputs],
      attribute: Object.entries(node.attributes ?? {}).map(([name, value]) =>
        attributeInit(name, value, graphInit),
      ),
    })),
  };
}

function opsetsOf(model: OnnxModel): Map<string, number> {
  const given = typeof model.opset === "number" ? { "": model.opset } : (model.opset ?? {});
  const opsets = new Map([["", given["ai.onnx"] ?? given[""] ?? DEFAULT_OPSETS[""]]]);
  for (const [domain, version] of Object.entries(given))
    if (domain !== "ai.onnx") opsets.set(domain, version);
  for (const { domain = "" } of model.nodes)
    if (!opsets.has(domain))
      opsets.set(domain, Object.hasOwn(DEFAULT_OPSETS, domain) ? DEFAULT_OPSETS[domain] : 1);
  return opsets;
}
