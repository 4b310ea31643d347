// Samples of kinds that work on text and documents.

import { hashedSpam, letterLanguages, tokenTable } from "../../models/text.ts";
import { wordPieces } from "../../models/tokenizers.ts";
import { makePdf } from "../../support/make-pdf.ts";
import { tableFrames } from "../sample-frames.ts";
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

const pdfOf = (count: number) => Array.from({ length: count }, (_, i) => ({ lines: [`Page ${i + 1}`] }));

export const wordSamples: Readonly<Record<string, Sample>> = {
  // sources
  "eml-files": {
    params: { path: "mails", frameRows: 2 },
    files: { ...mails(3), "mails/none.eml": "This is no mail.\n" },
    long: { params: { path: "mails", frameRows: 1 }, files: mails(40) },
  },
  "pdf-pages": {
    params: { path: "pdfs", dpi: 30, frameRows: 2 },
    files: { "pdfs/a.pdf": makePdf(pdfOf(3)), "pdfs/b.pdf": "no PDF", "pdfs/c.pdf": makePdf(pdfOf(1)) },
    also: [{ path: "pdfs", give: "text", pages: "2-" }],
    long: { params: { path: "long.pdf", dpi: 10, frameRows: 1 }, files: { "long.pdf": makePdf(pdfOf(40)) } },
  },
  "text-files": {
    params: { path: "texts", frameRows: 2 },
    files: { ...texts(3), "texts/x.txt": Uint8Array.of(1, 0, 2) },
    also: [{ path: "texts", rows: "line", frameRows: 2 }],
    long: { params: { path: "texts", frameRows: 1 }, files: texts(40) },
  },

  // prepare
  "hash-text": {
    params: { column: "word", buckets: 8 },
    also: [
      { column: "key", buckets: 5, terms: "char-word", shortest: 2, longest: 3, norm: "none", output: "v" },
    ],
  },
  "text-clean": {
    params: { column: "word", letters: "upper", punctuation: true },
    also: [{ column: "word", accents: true, output: "word" }],
  },
  "tf-idf": { params: { column: "word", vocabulary: ["green", "red"], idf: [1.5, 1.25] } },

  // models
  "nearest-neighbours": {
    params: { column: "scores", referenceColumn: "scores", keep: ["word", "n"], k: 2 },
    inputs: () => ({ in: tableFrames(), reference: tableFrames() }),
    also: [{ column: "scores", against: "own", limit: 0.999, keep: ["word"] }],
  },
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
