// What a model file says of itself, for planning: read without a session, refused with the reason when it cannot run.

import type { Files, ModelFacts } from "../../sdk/services.ts";
import { besideModel, externalFileProblems, externalFiles } from "./external-data.ts";
import { inputSpecs, outputSpecs } from "./facts.ts";
import { firstSteps } from "./first-steps.ts";
import { whatIs } from "./kind-of-file.ts";
import { problemError } from "./problem.ts";
import { droppedOutputs, refusals } from "./refuse.ts";
import { scanModel, type ModelScan } from "./scan.ts";

/** Batch, height, width, and colours. */
const PICTURE_RANK = 4;

/** The facts of the model at `path`. Throws `MODEL_…` errors for what is no usable model, `FILE_…` for no file. */
export async function describeModel(files: Files, path: string, signal?: AbortSignal): Promise<ModelFacts> {
  const bytes = await files.readAll(path, signal);
  const scan = scanUsable(bytes, path);
  const [missing] = await externalFileProblems(files, path, scan);
  if (missing) throw problemError(missing, path);
  const inputs = inputSpecs(scan);
  const steps = firstSteps(
    bytes,
    inputs.filter(({ shape }) => shape.length === PICTURE_RANK).map(({ name }) => name),
  );
  return {
    path,
    inputs,
    outputs: outputSpecs(scan),
    dropped: droppedOutputs(scan),
    ...(scan.external.length > 0 && {
      external: externalFiles(scan).map(({ location }) => besideModel(path, location)),
    }),
    opset: scan.opsets[""] ?? 0,
    producer: [scan.producer, scan.producerVersion].filter(Boolean).join(" "),
    metadata: Object.fromEntries(Object.entries(scan.metadata).sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(Object.keys(steps).length > 0 && { firstSteps: steps }),
  };
}

/** The scan of a model that may be opened; throws the first reason why it must not be. */
export function scanUsable(bytes: Uint8Array, path: string): ModelScan {
  const scan = scanModel(bytes);
  const problem = whatIs(bytes, scan).problem ?? refusals(scan)[0];
  if (problem) throw problemError(problem, path);
  return scan;
}
