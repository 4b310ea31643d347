// How does a text go into the model: as tokens, as hashed words, or as it is? Its inputs say, and what it says of itself.

import * as z from "zod/mini";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { ModelFacts, TensorSpec } from "../../../engine/sdk/services.ts";
import { formatSpec } from "../../_shared/model-input.ts";
import type { HashRules } from "../../_shared/text/hashed-words.ts";
import { wantedInputs } from "../../_shared/text/run-tokens.ts";
import type { TokenInputs } from "../../_shared/text/token-batches.ts";

export type Reading =
  | { readonly by: "tokens"; readonly inputs: TokenInputs }
  | { readonly by: "hashes"; readonly input: TensorSpec; readonly rules: HashRules }
  | { readonly by: "text"; readonly input: TensorSpec };

export interface ReadingParams {
  readonly reads: "auto" | "tokens" | "hashes" | "text";
  readonly tokenizer: string;
  readonly hashing: Omit<HashRules, "buckets"> | null;
}

/** What a model's metadata says under `hashing`; the length of a row is that of its input. */
export const Hashing = z.object({
  pairs: z.union([z.literal(1), z.literal(2)]),
  weights: z.enum(["binary", "count", "log"]),
  unit: z.boolean(),
});

export function readingOf(facts: ModelFacts, params: ReadingParams): Reading {
  const hashing = params.hashing ?? hashingIn(facts.metadata);
  const by = params.reads === "auto" ? guessed(facts, params, hashing) : params.reads;
  if (by === "tokens") return { by, inputs: wantedInputs(facts) };
  const [input] = facts.inputs;
  if (by === "text") {
    const fits = facts.inputs.length === 1 && input.dtype === "string" && input.shape.length <= 2;
    if (fits) return { by, input };
    throw mismatch(facts, "one input of text, string[N] or string[N,1]");
  }
  const width = input?.shape[1];
  const isRow = facts.inputs.length === 1 && input.dtype === "float32" && input.shape.length === 2;
  if (!isRow || typeof width !== "number")
    throw mismatch(facts, "one input of hashed words, float32[N,buckets]");
  if (hashing) return { by, input, rules: { buckets: width, ...hashing } };
  throw new MillraceError("MODEL_METADATA", {
    message: "Neither the model nor the node says how the words are hashed.",
    file: facts.path,
    expected:
      '`hashing` in the model\'s metadata or in the node, such as {"pairs":1,"weights":"log","unit":true}',
    got: "nothing",
    hint: "Set Hashing as the model was trained, or make the words a column before and use an ONNX model node.",
  });
}

function guessed({ inputs }: ModelFacts, { tokenizer }: ReadingParams, hashing: unknown): Reading["by"] {
  if (tokenizer !== "") return "tokens";
  if (inputs.some(({ dtype }) => dtype === "string")) return "text";
  return hashing || inputs.every(({ dtype }) => dtype === "float32") ? "hashes" : "tokens";
}

function hashingIn(metadata: ModelFacts["metadata"]): z.output<typeof Hashing> | null {
  if (!Object.hasOwn(metadata, "hashing")) return null;
  try {
    return Hashing.parse(JSON.parse(metadata.hashing));
  } catch {
    return null;
  }
}

function mismatch({ path, inputs }: ModelFacts, expected: string): MillraceError {
  return new MillraceError("MODEL_INPUT_MISMATCH", {
    message: "The model does not take text in that way.",
    file: path,
    expected,
    got: inputs.map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", ") || "no input",
    hint: "Choose another way in which the text goes in, or another model.",
  });
}
