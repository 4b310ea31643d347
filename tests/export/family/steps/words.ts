// Steps and sources of kinds that work on text and documents.

import { letterLanguages } from "../../../models/text.ts";
import { onColumn, type FieldSteps } from "./step.ts";
import { tables } from "./tables.ts";

export const words: FieldSteps = {
  // Some of its columns are text.
  sources: { generate: tables.sources.generate },
  steps: {
    "detect-language": onColumn("text", (column, choose, id) => ({
      params: {
        column,
        model: "language.onnx",
        label: `${id}_l`,
        score: `${id}_s`,
        minScore: choose.of([0, 0.6]),
      },
      adds: { [`${id}_l`]: "text", [`${id}_s`]: "number float32" },
    })),
  },
  files: { "language.onnx": letterLanguages() },
  inputs: [],
};
