// Which input and output of a model say how strange a row is, and the scores it gives.

import { elementCount } from "../../../engine/frames/dims.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { ModelFacts, ModelSession, TensorSpec } from "../../../engine/sdk/services.ts";
import { formatSpec, rowShape } from "../../_shared/model-input.ts";
import { floatsOf } from "../../_shared/open-model.ts";
import type { AnomalyParams } from "./params.ts";
import type { Rows } from "./rows.ts";

export interface AnomalyModel {
  readonly input: TensorSpec;
  readonly output: TensorSpec;
}

/** How many numbers a row of the input has; null where the file leaves it open. */
export function inputWidth({ input }: AnomalyModel): number | null {
  const row = rowShape(input);
  return row && !input.anyRank ? elementCount(row) : null;
}

/** What the model is used by, or why it cannot be. */
export function planAnomalyModel(facts: ModelFacts, params: AnomalyParams): AnomalyModel | NodeIssue {
  const [input, ...others] = facts.inputs;
  const float = input?.dtype === "float32" || input?.dtype === "float64";
  if (!input || others.length > 0 || !float || (!input.anyRank && rowShape(input) === null))
    return unfit("It has to take one input of numbers, a row each.", "one input float32[N, …]", facts.inputs);
  const output = params.way === "score" ? scoreOutput(facts, params) : sameOutput(facts, input);
  if (output) return { input, output };
  return params.way === "score"
    ? unfit(
        "No output has one number for each row.",
        params.scoreOutput === ""
          ? "an output float32[N] or float32[N,1]"
          : `an output "${params.scoreOutput}" of one number a row`,
        facts.outputs,
      )
    : unfit(
        "No output has the shape of its input, so it is no autoencoder.",
        `an output ${formatSpec(input)}`,
        facts.outputs,
      );
}

function isFloat({ dtype }: TensorSpec): boolean {
  return dtype.startsWith("float");
}

/** scikit-learn's exporters give a label of whole numbers and the scores as floats. */
function scoreOutput({ outputs }: ModelFacts, { scoreOutput: name }: AnomalyParams): TensorSpec | null {
  const fitting = outputs.filter((spec) => {
    const row = rowShape(spec);
    const count = row && elementCount(row);
    return isFloat(spec) && (count === 1 || (count === null && row !== null && row.length <= 1));
  });
  if (name !== "") return fitting.find((spec) => spec.name === name) ?? null;
  return fitting.find((spec) => /score/iu.test(spec.name)) ?? fitting[0] ?? null;
}

function sameOutput({ outputs }: ModelFacts, input: TensorSpec): TensorSpec | null {
  const wanted = rowShape(input);
  return (
    outputs.find((spec) => {
      const row = rowShape(spec);
      if (!isFloat(spec) || !row || !wanted) return false;
      return (
        row.length === wanted.length &&
        row.every((dim, i) => typeof dim === "string" || typeof wanted[i] === "string" || dim === wanted[i])
      );
    }) ?? null
  );
}

function unfit(message: string, expected: string, specs: readonly TensorSpec[]): NodeIssue {
  return {
    code: "MODEL_NO_ANOMALY",
    severity: "error",
    path: "params.model",
    message: `The model does not say how strange a row is. ${message}`,
    expected,
    got: specs.map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", "),
    hint: "Choose another way or another model; ONNX model and Formula work with any.",
  };
}

/** The higher, the stranger. */
export async function modelScores(
  session: ModelSession,
  { input, output }: AnomalyModel,
  { data, width }: Rows,
  { way, higher }: AnomalyParams,
): Promise<Float64Array> {
  const rows = data.length / width;
  const known = (rowShape(input) ?? []).reduce<number>(
    (product, dim) => product * (typeof dim === "number" ? dim : 1),
    1,
  );
  const row = input.anyRank
    ? [width]
    : (rowShape(input) ?? []).map((dim) => (typeof dim === "number" ? dim : width / known));
  const dtype = input.dtype === "float64" ? "float64" : "float32";
  const given = dtype === "float64" ? data : Float32Array.from(data);
  const answers = await session.run({ [input.name]: { dtype, dims: [rows, ...row], data: given } });
  const values = floatsOf(answers[output.name]);
  if (way === "score") return Float64Array.from(values, (value) => (higher === "normal" ? -value : value));
  return Float64Array.from({ length: rows }, (_, at) => {
    let sum = 0;
    for (let i = at * width; i < (at + 1) * width; i++) sum += (values[i] - given[i]) ** 2;
    return sum / width;
  });
}
