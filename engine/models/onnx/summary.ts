// What a scan says about a model, as plain JSON for people and programs.

import type { TensorSpec } from "../../sdk/services.ts";
import { externalFiles, type ExternalFile } from "./external-data.ts";
import { inputSpecs, outputSpecs } from "./facts.ts";
import { quantizationOf, type Quantization } from "./quantization.ts";
import { droppedOutputs, riskyOperators } from "./refuse.ts";
import type { ModelScan, WeightCount } from "./scan.ts";
import { valueText, type ScannedValue } from "./scan-values.ts";

export interface DeclaredValue {
  readonly name: string;
  /** As the file declares it: `float32[N,16]`, `sequence of map to float32`. */
  readonly type: string;
}

export interface ModelSummary {
  readonly irVersion: number;
  /** By the full name of the set; the standard one is `ai.onnx`. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly producer: string;
  readonly modelVersion: number;
  readonly graph: string;
  readonly doc: string;
  readonly declaredInputs: readonly DeclaredValue[];
  readonly declaredOutputs: readonly DeclaredValue[];
  /** What can be fed and read, in which ZipMap outputs are tensors and all open dimensions have names. */
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly dropped: readonly string[];
  /** The most used first. */
  readonly operators: Readonly<Record<string, number>>;
  readonly functions: readonly string[];
  readonly parameters: {
    readonly count: number;
    readonly bytes: number;
    readonly byDtype: Readonly<Record<string, WeightCount>>;
  };
  readonly metadata: Readonly<Record<string, string>>;
  readonly external: readonly ExternalFile[];
  readonly quantization: Quantization;
  readonly risky: readonly string[];
}

export function summarize(scan: ModelScan): ModelSummary {
  const counts = Object.values(scan.weights);
  return {
    irVersion: scan.irVersion,
    opsets: Object.fromEntries(
      sorted(scan.opsets).map(([domain, version]) => [domain || "ai.onnx", version]),
    ),
    producer: [scan.producer, scan.producerVersion].filter(Boolean).join(" "),
    modelVersion: scan.modelVersion,
    graph: scan.graphName,
    doc: scan.doc,
    declaredInputs: scan.inputs.map(declared),
    declaredOutputs: scan.outputs.map(declared),
    inputs: inputSpecs(scan),
    outputs: outputSpecs(scan),
    dropped: droppedOutputs(scan),
    operators: Object.fromEntries(sorted(scan.operators).sort(([, a], [, b]) => b - a)),
    functions: scan.functions,
    parameters: {
      count: counts.reduce((sum, { elements }) => sum + elements, 0),
      bytes: counts.reduce((sum, { bytes }) => sum + bytes, 0),
      byDtype: Object.fromEntries(sorted(scan.weights)),
    },
    metadata: Object.fromEntries(sorted(scan.metadata)),
    external: externalFiles(scan),
    quantization: quantizationOf(scan),
    risky: riskyOperators(scan),
  };
}

function declared(value: ScannedValue): DeclaredValue {
  return { name: value.name, type: valueText(value) };
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
