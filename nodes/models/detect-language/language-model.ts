// Is a model one that tells languages by groups of letters, and what does its file say about itself?

import * as z from "zod/mini";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { ModelFacts } from "../../../engine/sdk/services.ts";
import { formatSpec } from "../../_shared/model-input.ts";
import { ngramCounter, type KnownNgrams } from "./ngrams.ts";

export interface LanguageModel {
  readonly input: string;
  readonly output: string;
  readonly ngrams: KnownNgrams;
  /** What the scores of a text stand for, in their order. */
  readonly languages: readonly string[];
}

const Languages = z.array(z.string());
/** `{ "1": ["e", "n"], "2": ["en"] }`: the groups by their length. */
const Ngrams = z.record(z.string().check(z.regex(/^[1-9]$/)), z.array(z.string()));

const HINT =
  "Take a model whose metadata has `labels` (a JSON list of languages) and `ngrams` (a JSON object of letter groups by length), such as language.onnx of the playbook mail-triage.";

/** Throws where the model is none of these. */
export function languageModel({ path, inputs, outputs, metadata }: ModelFacts): LanguageModel {
  const languages = metadataOf(path, metadata, "labels", Languages);
  const ngrams: KnownNgrams = new Map(
    Object.entries(metadataOf(path, metadata, "ngrams", Ngrams)).map(([length, groups]) => [
      Number(length),
      groups,
    ]),
  );
  const { size } = ngramCounter(ngrams);
  const input = inputs.find(({ dtype, shape }) => dtype === "float32" && shape.at(-1) === size);
  const output = outputs.find(({ dtype, shape }) => dtype === "float32" && shape.at(-1) === languages.length);
  if (inputs.length === 1 && input && output)
    return { input: input.name, output: output.name, ngrams, languages };
  throw new MillraceError("MODEL_INPUT_MISMATCH", {
    message:
      "The model does not take the letter groups, or does not give the languages, that its own metadata names.",
    file: path,
    expected: `one input float32[N,${size}] and an output float32[N,${languages.length}]`,
    got: [...inputs, ...outputs].map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", "),
    hint: HINT,
  });
}

function metadataOf<T>(
  file: string,
  metadata: ModelFacts["metadata"],
  key: string,
  schema: z.ZodMiniType<T>,
): T {
  const text = Object.hasOwn(metadata, key) ? metadata[key] : null;
  const read = text === null ? null : schema.safeParse(parsed(text));
  if (read?.success) return read.data;
  throw new MillraceError("MODEL_METADATA", {
    message: `The model does not say what this node has to know: "${key}" is ${read ? "not readable" : "missing"} in its metadata.`,
    file,
    expected: `${key} in the model's metadata`,
    got: text === null ? "nothing" : text.slice(0, 40),
    hint: HINT,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
