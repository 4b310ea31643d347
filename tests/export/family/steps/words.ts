// Steps and sources of kinds that work on text and documents.

import { letterLanguages } from "../../../models/text.ts";
import { onColumn, type FieldSteps } from "./step.ts";
import { tables } from "./tables.ts";

const TEXTS = {
  "texts/a.txt":
    "Der Sturm verzögert das Schiff. 3 Tage!\n\nSiehe https://example.org/a?b=1 oder frage a@example.org.\n",
  "texts/b.txt": "The shipment is late.\nIt is the storm, again: 12.5 hours.\n",
  "texts/c.txt": "  <p>Fine &amp; dry</p>  ",
};

export const words: FieldSteps = {
  sources: {
    // Some of its columns are text.
    generate: tables.sources.generate,
    "text-files": {
      params: { path: "texts", rows: "line", encoding: "utf-8" },
      columns: new Map([
        ["path", "text"],
        ["text", "text"],
        ["number", "number int32"],
      ]),
    },
  },
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
  files: { ...TEXTS, "language.onnx": letterLanguages() },
  inputs: ["texts"],
};
