// The scores of texts, whatever way they go into the model.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeContext } from "../../../engine/sdk/node-definition.ts";
import type { ModelSession, Tensor } from "../../../engine/sdk/services.ts";
import { floatsOf } from "../../_shared/open-model.ts";
import { hashWords } from "../../_shared/text/hashed-words.ts";
import { runTokens, tokensOf, type TokenModel } from "../../_shared/text/run-tokens.ts";
import type { Reading } from "./reading.ts";

export interface TextScores {
  /** `width` numbers for each text, back to back. */
  readonly data: Float32Array;
  readonly width: number;
}

interface Runner {
  readonly session: ModelSession;
  readonly tokens: TokenModel | null;
}

export async function scoreTexts(
  texts: readonly string[],
  reading: Reading,
  output: string,
  { session, tokens }: Runner,
  ctx: Pick<NodeContext, "warn">,
): Promise<TextScores> {
  if (texts.length === 0) return { data: new Float32Array(0), width: 0 };
  if (reading.by !== "tokens") {
    const feed = reading.by === "hashes" ? hashedRows(texts, reading) : wholeTexts(texts, reading);
    const answers = await session.run({ [reading.input.name]: feed });
    return scoresOf(answers[output], texts.length);
  }
  if (!tokens) throw new Error("The schema lets no model of tokens pass without a tokenizer.");
  let scores: TextScores = { data: new Float32Array(0), width: 0 };
  await runTokens(tokensOf(texts, tokens, ctx), tokens, (batch, answers) => {
    const { data, width } = scoresOf(answers[output], batch.texts.length);
    if (scores.data.length === 0) scores = { data: new Float32Array(texts.length * width), width };
    batch.texts.forEach((text, i) =>
      scores.data.set(data.subarray(i * width, (i + 1) * width), text * width),
    );
  });
  return scores;
}

function hashedRows(texts: readonly string[], { rules }: Extract<Reading, { by: "hashes" }>): Tensor {
  const data = new Float32Array(texts.length * rules.buckets);
  texts.forEach((text, i) => hashWords(text, rules, data, i * rules.buckets));
  return { dtype: "float32", dims: [texts.length, rules.buckets], data };
}

function wholeTexts(texts: readonly string[], { input }: Extract<Reading, { by: "text" }>): Tensor {
  const dims = input.shape.length === 2 ? [texts.length, 1] : [texts.length];
  return { dtype: "string", dims, data: texts };
}

function scoresOf(tensor: Tensor, texts: number): TextScores {
  const data = floatsOf(tensor);
  if (tensor.dims[0] === texts) return { data, width: data.length / texts };
  throw new MillraceError("MODEL_OUTPUT_SHAPE", {
    message: "The model does not answer with one row of scores for each text.",
    expected: `${texts} rows`,
    got: `[${tensor.dims.join(",")}]`,
    hint: "Choose another output, or a model that classifies whole texts.",
    fatal: true,
  });
}
