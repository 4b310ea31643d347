// Samples of kinds that work on text and documents.

import { letterLanguages } from "../../models/text.ts";
import type { Sample } from "../samples.ts";

const texts = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`texts/${i}.txt`, `First line of ${i}.\n\nThe second.\n`]),
  );

export const wordSamples: Readonly<Record<string, Sample>> = {
  // sources
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
};
