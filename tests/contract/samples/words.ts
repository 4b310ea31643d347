// Samples of kinds that work on text and documents.

import { hashedSpam, letterLanguages, tokenTable } from "../../models/text.ts";
import { wordPieces } from "../../models/tokenizers.ts";
import type { Sample } from "../samples.ts";

const texts = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`texts/${i}.txt`, `First line of ${i}.\n\nThe second.\n`]),
  );

const MAIL =
  "From: a@example.org\nTo: b@example.org\nSubject: late\nDate: Thu, 22 Aug 2002 18:26:25 +0700\n\nIt is late.\n";
const mails = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`mails/${i}.eml`, MAIL]));

const HASHING = { pairs: 1, weights: "log", unit: true };
const TABLE = Array.from({ length: 11 }, (_, id) => [id / 8, 1 - id / 8, 0.5]);

export const wordSamples: Readonly<Record<string, Sample>> = {
  // sources
  "eml-files": {
    params: { path: "mails", frameRows: 2 },
    files: { ...mails(3), "mails/none.eml": "This is no mail.\n" },
    long: { params: { path: "mails", frameRows: 1 }, files: mails(40) },
  },
  "text-files": {
    params: { path: "texts", frameRows: 2 },
    files: { ...texts(3), "texts/x.txt": Uint8Array.of(1, 0, 2) },
    also: [{ path: "texts", rows: "line", frameRows: 2 }],
    long: { params: { path: "texts", frameRows: 1 }, files: texts(40) },
  },

  // models
  "detect-language": {
    params: { column: "key", model: "language.onnx" },
    files: { "language.onnx": letterLanguages() },
    also: [{ column: "word", model: "language.onnx", top: 2, minScore: 0.6, label: "lang", score: "sure" }],
  },
  "text-classifier": {
    params: { column: "key", model: "spam.onnx", each: true, top: 2 },
    files: {
      "spam.onnx": hashedSpam([1, 7, 30], HASHING),
      "tokens.onnx": tokenTable({ table: TABLE, output: "logits", gives: "sum" }),
      "tokenizer.json": wordPieces(),
    },
    also: [{ column: "word", model: "tokens.onnx", tokenizer: "tokenizer.json", labels: ["x", "y", "z"] }],
  },
  "text-embedder": {
    params: { column: "key", model: "tokens.onnx", tokenizer: "tokenizer.json" },
    files: {
      "tokens.onnx": tokenTable({ table: TABLE, output: "last_hidden_state", gives: "tokens" }),
      "tokenizer.json": wordPieces(),
    },
    also: [
      {
        column: "word",
        model: "tokens.onnx",
        tokenizer: "tokenizer.json",
        pooling: "first",
        prompt: "late ",
      },
    ],
  },
};
