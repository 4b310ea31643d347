// What a model of voice activity takes and gives: Silero's files by their inputs, others as the params say.

import type { Dim } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { ModelFacts, Tensor, TensorSpec } from "../../../engine/sdk/services.ts";
import { formatSpec } from "../../_shared/model-input.ts";

/** A state that the model gives back and gets again with the next window. */
export interface CarriedState {
  readonly input: string;
  readonly output: string;
  /** Of one recording. */
  readonly shape: readonly number[];
}

export interface VadModel {
  readonly sound: string;
  readonly probability: string;
  readonly states: readonly CarriedState[];
  /** The input that wants to be told the sampling rate; null where there is none. */
  readonly rateInput: TensorSpec | null;
  readonly rate: number;
  /** Samples that are judged at once, and those before them that the model sees too. */
  readonly window: number;
  readonly context: number;
}

export interface VadWishes {
  readonly rate: number;
  readonly window: number | null;
  readonly context: number | null;
  /** Model output to model input. */
  readonly state: Readonly<Record<string, string>>;
}

/** Names of states in the files of Silero: version 5 and 6, and the older ones. */
const KNOWN_STATES: readonly (readonly [output: string, input: string])[] = [
  ["stateN", "state"],
  ["hn", "h"],
  ["cn", "c"],
];

/** Version 4 and before take longer windows and no context. */
const OLD_WINDOW = 1536;

export interface PlannedModel {
  readonly model: VadModel | null;
  readonly issues: readonly NodeIssue[];
}

export function planVadModel(facts: ModelFacts, wishes: VadWishes): PlannedModel {
  const pairs = Object.keys(wishes.state).length > 0 ? Object.entries(wishes.state) : knownPairs(facts);
  const missing = pairs.find(([output, input]) => !has(facts.outputs, output) || !has(facts.inputs, input));
  if (missing) return { model: null, issues: [stateIssue(facts, missing)] };
  const states = pairs.map(([output, input]) => ({
    output,
    input,
    shape: oneRecording(find(facts.inputs, input)),
  }));
  const taken = new Set(pairs.flat());
  const rateInput = facts.inputs.find(({ name, dtype }) => !taken.has(name) && dtype === "int64") ?? null;
  const sounds = facts.inputs.filter(({ name }) => !taken.has(name) && name !== rateInput?.name);
  const answers = facts.outputs.filter(({ name }) => !taken.has(name));
  const [sound] = sounds;
  if (sounds.length !== 1 || answers.length === 0 || !takesSound(sound))
    return { model: null, issues: [unknownIssue(facts)] };
  const old = states.some(({ input }) => input === "h") && states.some(({ input }) => input === "c");
  // Silero judges 32 ms, at 8 kHz as at 16.
  const usual = wishes.rate === 8000 ? 256 : 512;
  return {
    model: {
      sound: sound.name,
      probability: answers[0].name,
      states,
      rateInput,
      rate: wishes.rate,
      window: wishes.window ?? (old ? OLD_WINDOW : usual),
      context: wishes.context ?? (old || states.length === 0 ? 0 : usual / 8),
    },
    issues: old ? [oldIssue()] : [],
  };
}

/** What the first window of a recording gets. */
export function freshStates({ states }: VadModel): Record<string, Tensor> {
  return Object.fromEntries(
    states.map(({ input, shape }): [string, Tensor] => {
      const size = shape.reduce((product, dim) => product * dim, 1);
      return [input, { dtype: "float32", dims: shape, data: new Float32Array(size) }];
    }),
  );
}

export function rateTensor({ rateInput, rate }: VadModel): Tensor | null {
  if (!rateInput) return null;
  const dims = rateInput.shape.length === 0 ? [] : [1];
  return { dtype: "int64", dims, data: BigInt64Array.of(BigInt(rate)) };
}

export function noModel(facts: ModelFacts): MillraceError {
  return new MillraceError("MODEL_NOT_VAD", { ...details(facts), file: facts.path, fatal: true });
}

function knownPairs({ inputs, outputs }: ModelFacts): (readonly [string, string])[] {
  return KNOWN_STATES.filter(([output, input]) => has(outputs, output) && has(inputs, input));
}

/** Sizes that are open stand for the number of recordings, which is one here. */
function oneRecording({ shape }: TensorSpec): number[] {
  return shape.map((dim: Dim) => (typeof dim === "number" ? dim : 1));
}

function takesSound({ dtype, shape, anyRank }: TensorSpec): boolean {
  return dtype === "float32" && (anyRank === true || shape.length === 2);
}

function has(specs: readonly TensorSpec[], name: string): boolean {
  return specs.some((spec) => spec.name === name);
}

function find(specs: readonly TensorSpec[], name: string): TensorSpec {
  return specs.find((spec) => spec.name === name)!;
}

function details({ inputs, outputs }: ModelFacts) {
  const list = (specs: readonly TensorSpec[]) =>
    specs.map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", ");
  return {
    message: "The model does not look like one of voice activity.",
    expected: "one input of samples float32[1,n], states that come back as outputs, and a probability",
    got: `inputs ${list(inputs)}; outputs ${list(outputs)}`,
    hint: "Choose Silero VAD 5 or 6, or say in States which output goes back into which input.",
  };
}

function unknownIssue(facts: ModelFacts): NodeIssue {
  return { code: "MODEL_NOT_VAD", severity: "error", path: "params.model", ...details(facts) };
}

function stateIssue({ inputs, outputs }: ModelFacts, [output, input]: readonly [string, string]): NodeIssue {
  const names = (specs: readonly TensorSpec[]) => specs.map(({ name }) => name).join(", ");
  return {
    code: "MODEL_STATE_UNKNOWN",
    severity: "error",
    path: "params.state",
    message: `The model has no output "${output}" that could go back into an input "${input}".`,
    expected: `an output of ${names(outputs)}, and an input of ${names(inputs)}`,
    got: `${output}: ${input}`,
    hint: "Name an output first and then the input that it goes back into.",
  };
}

function oldIssue(): NodeIssue {
  return {
    code: "MODEL_VAD_OLD",
    severity: "warning",
    path: "params.model",
    message: "This is version 4 of Silero VAD or an older one, which takes steady tones for speech.",
    expected: "version 5 or 6",
    got: "states h and c",
    hint: "Use a newer file, such as silero_vad_16k_op15.onnx.",
  };
}
