// How do texts go through a model of tokens, and what is said when they are too long for it or of another tokenizer?

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeContext } from "../../../engine/sdk/node-definition.ts";
import type { ModelFacts, ModelSession, Tensor } from "../../../engine/sdk/services.ts";
import { tokenBatches, tokenInputs, type TokenBatch, type TokenInputs } from "./token-batches.ts";
import type { TextTokenizer } from "./tokenizer.ts";

export interface TokenModel {
  readonly session: ModelSession;
  readonly tokenizer: TextTokenizer;
  readonly inputs: TokenInputs;
  /** Tokens that a text may have. */
  readonly maxTokens: number;
}

/** What most models of text were trained with, where neither tokenizer nor model says a number. */
export const USUAL_TOKENS = 512;

/** The inputs of the model, or an error that says which it has. */
export function wantedInputs({ path, inputs }: Pick<ModelFacts, "path" | "inputs">): TokenInputs {
  const found = tokenInputs(inputs);
  if (typeof found !== "string") return found;
  throw new MillraceError("MODEL_INPUT_MISMATCH", {
    message: `The model does not take tokens. ${found}`,
    file: path,
    expected: "an input int64[N,tokens], and maybe an attention mask and token types",
    got: inputs.map(({ name }) => name).join(", "),
    hint: "Export the model with input_ids and attention_mask, or choose another way in which the text goes in.",
  });
}

/** `wanted` is what the node is set to, 0 = as the tokenizer says. A model with a fixed width takes no more than that. */
export function tokenLimit(wanted: number, { maxTokens }: TextTokenizer, { width }: TokenInputs): number {
  return Math.min(wanted || maxTokens || USUAL_TOKENS, width ?? Infinity);
}

/** The tokens of all texts; says once that some were cut. */
export function tokensOf(
  texts: readonly string[],
  { tokenizer, maxTokens }: TokenModel,
  ctx: Pick<NodeContext, "warn">,
): (readonly number[])[] {
  return texts.map((text) => {
    const { ids, cut } = tokenizer.encode(text, maxTokens);
    if (cut > 0)
      ctx.warn(
        "TEXT_CUT",
        `A text has ${ids.length + cut} tokens or more, and the model reads ${maxTokens}: the rest is not looked at (others may be as long).`,
      );
    return ids;
  });
}

/** Runs the model on all of them and hands out what it answered, batch by batch. */
export async function runTokens(
  tokens: readonly (readonly number[])[],
  { session, inputs, tokenizer }: TokenModel,
  take: (batch: TokenBatch, answers: Readonly<Record<string, Tensor>>) => void,
): Promise<void> {
  for (const batch of tokenBatches(tokens, inputs, tokenizer.padId)) {
    try {
      take(batch, await session.run(batch.feeds));
    } catch (thrown) {
      throw isBeyondTable(thrown) ? misfit(batch, inputs, tokenizer, thrown) : thrown;
    }
  }
}

/** Whether the model has refused a number for which it has no row. */
export function isBeyondTable(thrown: unknown): boolean {
  return thrown instanceof MillraceError && thrown.code === "MODEL_INDEX_OUTSIDE";
}

function misfit(batch: TokenBatch, { ids }: TokenInputs, { vocabulary }: TextTokenizer, cause: unknown) {
  const highest = Array.from(batch.feeds[ids.name].data as ArrayLike<bigint | number>, Number);
  return new MillraceError("TOKENIZER_MISFIT", {
    message: "The tokenizer gives numbers that the model has no entry for: it belongs to another model.",
    expected: "numbers of the model's own tokenizer",
    got: `numbers up to ${Math.max(...highest)}, of a tokenizer with ${vocabulary} tokens`,
    hint: "Take the tokenizer.json that came with the model.",
    cause,
    fatal: true,
  });
}
