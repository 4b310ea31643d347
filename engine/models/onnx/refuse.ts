// Which models are refused before they reach the runtime, and which need a trial under a memory ceiling first.

import { isTensorDtype } from "./dtypes.ts";
import { externalPathProblems } from "./external-data.ts";
import type { ModelProblem } from "./problem.ts";
import type { ModelScan } from "./scan.ts";
import { valueText, type ScannedValue } from "./scan-values.ts";

// What onnxruntime 1.30 opens, found by trying each version.
const MAX_IR_VERSION = 13;
const MAX_OPSETS: Readonly<Record<string, number>> = {
  "": 26,
  "ai.onnx.ml": 5,
  "ai.onnx.training": 1,
  "ai.onnx.preview": 1,
  "ai.onnx.preview.training": 1,
  "com.microsoft": 1,
  "com.microsoft.nchwc": 1,
  "com.microsoft.experimental": 1,
  "org.pytorch.aten": 1,
};
/** Operator sets of one machine's optimiser, in files saved by a session. They have no version limit. */
const INTERNAL_DOMAINS = ["com.ms.internal.nhwc", "com.microsoft.dml"];

/** Operators whose output can be of any size whatever the size of what goes in, or that run any number of times. */
const RISKY = new Set([
  ...[
    "AffineGrid",
    "BlackmanWindow",
    "CenterCropPad",
    "Col2Im",
    "ConstantOfShape",
    "Expand",
    "HammingWindow",
    "HannWindow",
  ],
  ...[
    "Loop",
    "MaxUnpool",
    "MelWeightMatrix",
    "OneHot",
    "Pad",
    "RandomNormal",
    "RandomUniform",
    "Range",
    "Resize",
    "Scan",
  ],
  ...["Tile", "Upsample", "com.microsoft:BeamSearch", "com.microsoft:GreedySearch", "com.microsoft:Sampling"],
]);

/** Why a model cannot be run, as far as its file tells; empty when nothing speaks against it. */
export function refusals(scan: ModelScan): ModelProblem[] {
  return [
    ...versionProblems(scan),
    ...domainProblems(scan),
    ...nameProblems(scan),
    ...scan.inputs.flatMap(inputProblem),
    ...scan.inputs.flatMap(emptyProblem),
    ...outputProblems(scan),
    ...externalPathProblems(scan),
  ];
}

/** Operators of the model that may eat memory out of proportion, in a use at least that no constant bounds: run it under a ceiling first. */
export function riskyOperators(scan: ModelScan): string[] {
  return Object.keys(scan.operators)
    .filter((operator) => RISKY.has(operator) && scan.operators[operator] > (scan.bounded.get(operator) ?? 0))
    .sort();
}

/** Outputs that Millrace leaves out: sequences, maps and the like. Those of a ZipMap come back as tensors. */
export function droppedOutputs(scan: ModelScan): string[] {
  return scan.outputs.filter(({ kind }) => kind !== "tensor").map(({ name }) => name);
}

function versionProblems({ irVersion, opsets }: ModelScan): ModelProblem[] {
  const problems: ModelProblem[] = [];
  const refuse = (what: string, newest: number, got: string) =>
    problems.push({
      code: "MODEL_OPSET_UNSUPPORTED",
      message: `The model is written for ${what} ${got}, newer than this runtime knows.`,
      expected: `${what} ${newest} or older`,
      got,
      hint: "Export the model again for an older version (e.g. opset_version=17), or convert it with onnx.version_converter.",
    });
  if (irVersion > MAX_IR_VERSION) refuse("IR version", MAX_IR_VERSION, String(irVersion));
  for (const [domain, version] of Object.entries(opsets)) {
    if (!Object.hasOwn(MAX_OPSETS, domain)) continue;
    const newest = MAX_OPSETS[domain];
    if (version > newest) refuse(domain === "" ? "opset" : `opset ${domain}`, newest, String(version));
  }
  return problems;
}

function domainProblems({ operators, functions }: ModelScan): ModelProblem[] {
  const unknown = Object.keys(operators).filter((operator) => {
    const colon = operator.lastIndexOf(":");
    const domain = operator.slice(0, Math.max(colon, 0));
    return (
      !Object.hasOwn(MAX_OPSETS, domain) &&
      !INTERNAL_DOMAINS.includes(domain) &&
      !functions.includes(operator)
    );
  });
  if (unknown.length === 0) return [];
  return [
    {
      code: "MODEL_OP_UNKNOWN",
      message: `The model uses operators of its own: ${unknown.join(", ")}.`,
      expected: "operators of the ONNX standard or of onnxruntime",
      got: unknown.join(", "),
      hint: "Export the model without custom operators; Millrace loads no operator libraries.",
    },
  ];
}

/** Names that no input or output can be handed over by: JavaScript keeps the one for itself, the other is none. */
const KEPT_NAMES: ReadonlySet<string> = new Set(["__proto__", ""]);

function nameProblems({ inputs, outputs }: ModelScan): ModelProblem[] {
  const all = [
    ...inputs.map(({ name }) => ({ name, code: "MODEL_INPUT_UNSUPPORTED", what: "input" })),
    ...outputs.map(({ name }) => ({ name, code: "MODEL_OUTPUT_UNSUPPORTED", what: "output" })),
  ];
  return all
    .filter(({ name }) => KEPT_NAMES.has(name))
    .map(({ name, code, what }) => ({
      code,
      message: `An ${what} of the model ${name === "" ? "has no name" : `is called "${name}"`}, by which it cannot be used.`,
      expected: "a name of its own",
      got: JSON.stringify(name),
      hint: `Export the model again with another name for the ${what}.`,
    }));
}

/** An input with a dimension of 0 takes no values: no rows could ever feed it. */
function emptyProblem(value: ScannedValue): ModelProblem[] {
  if (value.kind !== "tensor" || !value.shape?.includes(0)) return [];
  return [
    {
      code: "MODEL_INPUT_UNSUPPORTED",
      message: `The model's input "${value.name}" is ${valueText(value)}: a dimension of 0 has no room for any value.`,
      expected: "dimensions of 1 or more, or open ones",
      got: valueText(value),
      hint: "Export the model with the sizes it is meant for, or with open (dynamic) dimensions.",
    },
  ];
}

function inputProblem(value: ScannedValue): ModelProblem[] {
  if (isReadable(value)) return [];
  return [
    {
      code: "MODEL_INPUT_UNSUPPORTED",
      message: `The model's input "${value.name}" is ${valueText(value)}, which cannot be given to it.`,
      expected: "a tensor of numbers, bool or text",
      got: valueText(value),
      hint: "Export the model with plain tensors as inputs, e.g. with a Cast from float32 at its start.",
    },
  ];
}

function outputProblems(scan: ModelScan): ModelProblem[] {
  const zipMaps = new Set(scan.zipMaps.map(({ output }) => output));
  const bad = scan.outputs.filter(
    (value) => (value.kind === "tensor" || value.kind === "undeclared") && !isReadable(value),
  );
  const problems = bad.map((value) =>
    outputProblem(
      `The model's output "${value.name}" is ${valueText(value)}, which cannot be read.`,
      valueText(value),
    ),
  );
  const anyReadable = scan.outputs.some((value) => isReadable(value) || zipMaps.has(value.name));
  if (problems.length > 0 || anyReadable) return problems;
  const got = scan.outputs.map((value) => `${value.name}: ${valueText(value)}`).join(", ");
  return [outputProblem("The model has no output that can be read.", got || "no outputs")];
}

function outputProblem(message: string, got: string): ModelProblem {
  return {
    code: "MODEL_OUTPUT_UNSUPPORTED",
    message,
    expected: "a tensor of numbers, bool or text",
    got,
    hint: "Export the model with plain tensors as outputs, e.g. with a Cast to float32 at its end.",
  };
}

/** Whether a value can pass between JavaScript and the runtime; int4 outputs abort the process when they are read. */
function isReadable(value: ScannedValue): boolean {
  return value.kind === "tensor" && value.dtype !== null && isTensorDtype(value.dtype);
}
