// What is worth knowing about a model that can run: things that surprise people later.

import type { Dim } from "../../frames/types.ts";
import type { ModelProblem } from "./problem.ts";
import { quantizationOf } from "./quantization.ts";
import { droppedOutputs, riskyOperators } from "./refuse.ts";
import type { ModelScan } from "./scan.ts";

/** The first opset whose operators the runtime promises to have. */
const OLDEST_SUPPORTED_OPSET = 7;

/** Remarks on a model; none of them keeps it from running. */
export function modelWarnings(scan: ModelScan): ModelProblem[] {
  return [
    ...batchWarnings(scan),
    ...shapeWarnings(scan),
    ...outputWarnings(scan),
    ...riskWarnings(scan),
    ...ageWarnings(scan),
  ];
}

/** The batch size a file fixes in the first dimension of all its inputs, null when it is open or they disagree. */
export function fixedBatch(scan: ModelScan): number | null {
  const sizes = new Set<Dim | undefined>(
    scan.inputs.map((input) => (input.kind === "tensor" ? input.shape?.[0] : undefined)),
  );
  const [size] = sizes;
  return sizes.size === 1 && typeof size === "number" ? size : null;
}

function batchWarnings(scan: ModelScan): ModelProblem[] {
  const warnings: ModelProblem[] = [];
  const size = fixedBatch(scan);
  if (size !== null) {
    warnings.push({
      code: "MODEL_BATCH_FIXED",
      message: `The model takes exactly ${size} ${size === 1 ? "row" : "rows"} a run, which is slow for many rows.`,
      hint: "Export it with a dynamic batch dimension, or let the onnx node free it (freeBatch) where it is of one row.",
      got: `first dimension ${size}`,
    });
  }
  if (quantizationOf(scan) === "dynamic") {
    warnings.push({
      code: "MODEL_BATCH_COUPLED",
      message: "The model is quantized dynamically: a row may answer differently alone and in a batch.",
      hint: "Millrace compares both on the first rows and fixes the batch size when they differ.",
    });
  }
  return warnings;
}

function shapeWarnings(scan: ModelScan): ModelProblem[] {
  return scan.inputs
    .filter((input) => input.kind === "tensor" && input.shape === null)
    .map(({ name }) => ({
      code: "MODEL_SHAPE_UNKNOWN",
      message: `The model does not say the shape of its input "${name}".`,
      hint: "A wrong shape is only noticed when the model runs; export it with shapes.",
    }));
}

function outputWarnings(scan: ModelScan): ModelProblem[] {
  return droppedOutputs(scan).map((name) => {
    const isZipMap = scan.zipMaps.some(({ output }) => output === name);
    return {
      code: "MODEL_OUTPUT_DROPPED",
      message: isZipMap
        ? `The output "${name}" is a list of dictionaries; Millrace reads the tensor it is made of instead.`
        : `The output "${name}" is no tensor and is left out.`,
      hint: isZipMap
        ? "Nothing to do; the columns are in the order of the classes."
        : "Export the model with a tensor in its place.",
    };
  });
}

function riskWarnings(scan: ModelScan): ModelProblem[] {
  const operators = riskyOperators(scan);
  if (operators.length === 0) return [];
  return [
    {
      code: "MODEL_RISKY",
      message: `The model has operators that can take memory out of proportion to their input: ${operators.join(", ")}.`,
      hint: "Millrace first runs it in a process of its own, under a memory ceiling.",
      got: operators.join(", "),
    },
  ];
}

function ageWarnings({ opsets }: ModelScan): ModelProblem[] {
  const opset = opsets[""] ?? OLDEST_SUPPORTED_OPSET;
  if (opset >= OLDEST_SUPPORTED_OPSET) return [];
  return [
    {
      code: "MODEL_OPSET_OLD",
      message: `The model is written for opset ${opset}; some of its operators may no longer be there.`,
      hint: "Export it again for an opset between 13 and 21.",
      expected: `opset ${OLDEST_SUPPORTED_OPSET} or newer`,
      got: String(opset),
    },
  ];
}
