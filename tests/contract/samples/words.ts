// Samples of kinds that work on text and documents.

import { letterLanguages } from "../../models/text.ts";
import type { Sample } from "../samples.ts";

export const wordSamples: Readonly<Record<string, Sample>> = {
  "detect-language": {
    params: { column: "key", model: "language.onnx" },
    files: { "language.onnx": letterLanguages() },
    also: [{ column: "word", model: "language.onnx", top: 2, minScore: 0.6, label: "lang", score: "sure" }],
  },
};
