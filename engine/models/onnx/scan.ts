// What an ONNX file holds, read without the runtime, a library, or a copy of its weights.

import { boundedUses, MAY_BE_BOUNDED } from "./bounded-uses.ts";
import { scanFunction, scanGraph } from "./scan-graph.ts";
import { scanEntry, standardDomain } from "./scan-parts.ts";
import type { ScannedValue } from "./scan-values.ts";
import { RANGE, VARINT, WireCursor, WireDamage } from "./wire.ts";

/** Constants of one element type. `bytes` is what they take in memory; 0 for text. */
export interface WeightCount {
  tensors: number;
  elements: number;
  bytes: number;
}

/** A piece of another file that a constant is stored in. */
export interface ExternalPiece {
  readonly tensor: string;
  /** As written in the file: relative to the model's folder, if it is right. */
  readonly location: string;
  readonly offset: number;
  /** Bytes; null = to the end of the file. */
  readonly length: number | null;
}

/** A node of the main graph that turns class scores `[N, classes]` into a list of dictionaries. */
export interface ZipMap {
  readonly input: string;
  readonly output: string;
  readonly classes: number;
  /** What the classes are called, in the order of the scores. */
  readonly labels: readonly string[];
}

export interface ModelScan {
  /** 0 when the file does not say. */
  irVersion: number;
  /** Version of each operator set by its domain; the standard one is "". */
  opsets: Record<string, number>;
  producer: string;
  producerVersion: string;
  modelVersion: number;
  doc: string;
  hasGraph: boolean;
  graphName: string;
  /** Without those that have an initializer: the runtime does not take a feed for them. */
  inputs: ScannedValue[];
  outputs: ScannedValue[];
  /** How often each operator is used, subgraphs and functions included: `Gemm`, `ai.onnx.ml:ZipMap`. */
  operators: Record<string, number>;
  /** Uses of operators that could make an output of any size, where constants bound it. */
  bounded: ReadonlyMap<string, number>;
  /** Functions the file defines itself, named like operators. */
  functions: string[];
  /** Initializers and constants by element type; `type 99` for numbers the standard does not have. */
  weights: Record<string, WeightCount>;
  external: ExternalPiece[];
  zipMaps: ZipMap[];
  metadata: Record<string, string>;
  /** Where the bytes stop making sense; what was read before stays. */
  damage: { readonly at: number; readonly what: string } | null;
}

/** Reads the structure of a model. Never throws: bytes that are no model give a scan with `damage` or without a graph. */
export function scanModel(bytes: Uint8Array): ModelScan {
  const scan = emptyScan();
  const initializers = new Set<string>();
  try {
    const cursor = new WireCursor(bytes);
    while (cursor.next()) scanModelField(cursor, scan, initializers);
  } catch (error) {
    if (!(error instanceof WireDamage)) throw error;
    scan.damage = { at: error.at, what: error.message };
  }
  scan.inputs = scan.inputs.filter((input) => !initializers.has(input.name));
  if (MAY_BE_BOUNDED.some((operator) => operator in scan.operators)) scan.bounded = boundedUses(bytes);
  return scan;
}

function scanModelField(cursor: WireCursor, scan: ModelScan, initializers: Set<string>): void {
  const { field, wire } = cursor;
  if (wire === VARINT) {
    if (field === 1) scan.irVersion = cursor.value;
    else if (field === 5) scan.modelVersion = cursor.value;
  } else if (wire === RANGE) {
    if (field === 2) scan.producer = cursor.text();
    else if (field === 3) scan.producerVersion = cursor.text();
    else if (field === 6) scan.doc = cursor.text();
    else if (field === 7) {
      scan.hasGraph = true;
      scanGraph(cursor.inside(), scan, { depth: 0, initializers });
    } else if (field === 8) scanOpset(cursor.inside(), scan);
    else if (field === 14) scanEntry(cursor.inside(), scan.metadata);
    else if (field === 25) scanFunction(cursor.inside(), scan);
  }
}

/** An OperatorSetIdProto. A set named twice keeps its higher version. */
function scanOpset(cursor: WireCursor, scan: ModelScan): void {
  let domain = "";
  let version = 0;
  while (cursor.next()) {
    if (cursor.field === 1 && cursor.wire === RANGE) domain = cursor.text();
    else if (cursor.field === 2 && cursor.wire === VARINT) version = cursor.value;
  }
  const known = standardDomain(domain);
  scan.opsets[known] = Math.max(version, scan.opsets[known] ?? 0);
}

function emptyScan(): ModelScan {
  return {
    irVersion: 0,
    // Keys come from the file: without a prototype, `__proto__` is a name like any other.
    opsets: Object.create(null) as Record<string, number>,
    producer: "",
    producerVersion: "",
    modelVersion: 0,
    doc: "",
    hasGraph: false,
    graphName: "",
    inputs: [],
    outputs: [],
    operators: Object.create(null) as Record<string, number>,
    bounded: new Map(),
    functions: [],
    weights: Object.create(null) as Record<string, WeightCount>,
    external: [],
    zipMaps: [],
    metadata: Object.create(null) as Record<string, string>,
    damage: null,
  };
}
