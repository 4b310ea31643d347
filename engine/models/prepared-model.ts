// What has to be known of a model before it is opened anywhere: what to open, what goes in and out, what to beware of.

import { MillraceError } from "../sdk/errors.ts";
import type { Files, TensorSpec } from "../sdk/services.ts";
import { scanUsable } from "./onnx/describe.ts";
import { besideModel, externalFileProblems, externalFiles } from "./onnx/external-data.ts";
import { inputSpecs, outputSpecs } from "./onnx/facts.ts";
import { problemError } from "./onnx/problem.ts";
import { riskyOperators } from "./onnx/refuse.ts";
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
  /** Operators that may make memory out of nothing: such a model runs under a ceiling first. */
  readonly risky: readonly string[];
  /** Operators that quantize by what else is in the batch. */
  readonly coupling: readonly string[];
  /** Bytes of the file and its weights. */
  readonly size: number;
}

/** Larger models are opened by their path, so that their bytes are not held beside the session. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;

/** Quantize activations with the smallest and largest value of the whole batch. */
const COUPLING = /^(com\.microsoft:)?Dynamic(QuantizeLinear|QuantizeMatMul|QuantizeLSTM)$/;

/** Reads the model at `path` and checks it as far as that goes without opening it. */
export async function prepareModel(
  files: Files,
  path: string,
  wanted: readonly string[] | null,
  signal?: AbortSignal,
): Promise<PreparedModel> {
  const bytes = await files.readAll(path, signal);
  const scan = scanUsable(bytes, path);
  const [missing] = await externalFileProblems(files, path, scan);
  if (missing) throw problemError(missing, path);
  const available = outputSpecs(scan);
  const outputs = wanted?.length ? wanted.map((name) => find(available, name, path)) : available;
  const everything = new Set(outputs).size === scan.outputs.length;
  return {
    path,
    source: await sourceOf(files, path, bytes, scan, signal),
    inputs: inputSpecs(scan),
    outputs,
    fetches: everything ? null : outputs.map(({ name }) => name),
    risky: riskyOperators(scan),
    coupling: Object.keys(scan.operators).filter((operator) => COUPLING.test(operator)),
    size: bytes.length + externalFiles(scan).reduce((sum, { minSize }) => sum + minSize, 0),
  };
}

async function sourceOf(
  files: Files,
  path: string,
  bytes: Uint8Array,
  scan: ModelScan,
  signal?: AbortSignal,
): Promise<ModelSource> {
  const beside = externalFiles(scan);
  if (scan.zipMaps.length === 0) {
    // From bytes, the runtime would look for weights in the current folder; from a path, beside the file.
    if (beside.length > 0 || bytes.length > MAX_HELD_BYTES)
      return { kind: "path", path: files.resolve(path) };
    return { kind: "bytes", bytes, external: [] };
  }
  const external = [];
  for (const { location } of beside)
    external.push({ path: location, data: await files.readAll(besideModel(path, location), signal) });
  return { kind: "bytes", bytes: stripZipMap(bytes, scan), external };
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
