// What has to be known of a model before it is opened anywhere: what to open, what goes in and out, what to beware of.

import { MillraceError } from "../sdk/errors.ts";
import type { Provider } from "../sdk/providers.ts";
import type { Files, TensorSpec } from "../sdk/services.ts";
import { scanUsable } from "./onnx/describe.ts";
import { besideModel, externalFileProblems, externalFiles } from "./onnx/external-data.ts";
import { inputSpecs, outputSpecs } from "./onnx/facts.ts";
import { problemError } from "./onnx/problem.ts";
import { riskyOperators } from "./onnx/refuse.ts";
import { fixedBatch } from "./onnx/warnings.ts";
import type { ModelScan } from "./onnx/scan.ts";
import { stripZipMap } from "./onnx/strip-zip-map.ts";
import type { ModelSource } from "./ort-session.ts";

export interface PreparedModel {
  readonly path: string;
  readonly source: ModelSource;
  readonly inputs: readonly TensorSpec[];
  /** The outputs that are computed, in the order asked for. */
  readonly outputs: readonly TensorSpec[];
  /** Names to ask the runtime for; null = all there are, which is the shorter way. */
  readonly fetches: readonly string[] | null;
  /** What computes it; the processor as long as nobody has chosen. */
  readonly provider: Provider;
  /** Operators that may make memory out of nothing: such a model runs under a ceiling first. */
  readonly risky: readonly string[];
  /** Operators that quantize by what else is in the batch. */
  readonly coupling: readonly string[];
  /** Operators that add up in another order with more threads, so that last digits change. */
  readonly threaded: readonly string[];
  /** Bytes of the file and its weights. */
  readonly size: number;
  /** What came of the wish to free a batch that the file fixes at one row; null = nobody wished it, or it is open. */
  readonly freed: Freed | null;
}

export type Freed =
  | { readonly done: true }
  /** Why the model may fail or answer wrongly for several rows: it is left as it is. */
  | { readonly done: false; readonly reasons: readonly string[] };

export interface Wishes {
  /** Outputs to compute; null = all. */
  readonly outputs?: readonly string[] | null;
  readonly freeBatch?: boolean;
}

/** Larger models are opened by their path, so that their bytes are not held beside the session. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;

/** Name of a batch dimension that has been freed; not one that a file would use. */
const FREED_BATCH = "freed_batch";

/** Quantize activations with the smallest and largest value of the whole batch. */
const COUPLING = /^(com\.microsoft:)?Dynamic(QuantizeLinear|QuantizeMatMul|QuantizeLSTM)$/;

/** With several threads each adds up some of the trees (onnxruntime 1.30, tree_ensemble_common.h). */
const THREADED = /^ai\.onnx\.ml:TreeEnsemble(Regressor|Classifier)?$/;

/** Reads the model at `path` and checks it as far as that goes without opening it. */
export async function prepareModel(
  files: Files,
  path: string,
  { outputs: wanted = null, freeBatch = false }: Wishes = {},
  signal?: AbortSignal,
): Promise<PreparedModel> {
  const { bytes, scan, freed } = await readModel(files, path, freeBatch, signal);
  const [missing] = await externalFileProblems(files, path, scan);
  if (missing) throw problemError(missing, path);
  const available = outputSpecs(scan);
  const outputs = wanted?.length ? wanted.map((name) => find(available, name, path)) : available;
  const everything = new Set(outputs).size === scan.outputs.length;
  return {
    path,
    source: await sourceOf(files, path, bytes, scan, freed?.done === true, signal),
    inputs: inputSpecs(scan),
    outputs,
    fetches: everything ? null : outputs.map(({ name }) => name),
    provider: "cpu",
    risky: riskyOperators(scan),
    coupling: Object.keys(scan.operators).filter((operator) => COUPLING.test(operator)),
    threaded: Object.keys(scan.operators).filter((operator) => THREADED.test(operator)),
    size: bytes.length + externalFiles(scan).reduce((sum, { minSize }) => sum + minSize, 0),
    freed,
  };
}

/** The file's bytes, with its batch freed where that is wished and possible. */
async function readModel(files: Files, path: string, freeBatch: boolean, signal?: AbortSignal) {
  const bytes = await files.readAll(path, signal);
  const scan = scanUsable(bytes, path);
  if (!freeBatch || fixedBatch(scan) !== 1) return { bytes, scan, freed: null };
  // The protobuf library is loaded only for this.
  const { setBatch } = await import("./onnx/surgery.ts");
  const change = setBatch(bytes, FREED_BATCH);
  if (change.unsafe.length > 0)
    return { bytes, scan, freed: { done: false, reasons: change.unsafe } as const };
  return { bytes: change.bytes, scan: scanUsable(change.bytes, path), freed: { done: true } as const };
}

async function sourceOf(
  files: Files,
  path: string,
  bytes: Uint8Array,
  scan: ModelScan,
  changed: boolean,
  signal?: AbortSignal,
): Promise<ModelSource> {
  const beside = externalFiles(scan);
  if (scan.zipMaps.length === 0 && !changed) {
    // From bytes, the runtime would look for weights in the current folder; from a path, beside the file.
    if (beside.length > 0 || bytes.length > MAX_HELD_BYTES)
      return { kind: "path", path: files.resolve(path) };
    return { kind: "bytes", bytes, external: [] };
  }
  const external = [];
  for (const { location } of beside)
    external.push({ path: location, data: await files.readAll(besideModel(path, location), signal) });
  return { kind: "bytes", bytes: scan.zipMaps.length > 0 ? stripZipMap(bytes, scan) : bytes, external };
}

function find(outputs: readonly TensorSpec[], name: string, file: string): TensorSpec {
  const found = outputs.find((output) => output.name === name);
  if (found) return found;
  throw new MillraceError("MODEL_OUTPUT_UNKNOWN", {
    message: `The model has no output "${name}".`,
    expected: `one of ${outputs.map((output) => output.name).join(", ")}`,
    got: name,
    hint: "Choose one of the outputs the model has.",
    file,
  });
}
