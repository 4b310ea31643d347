// Steps and sources of kinds that work on text and documents.

import type { FieldSteps } from "./step.ts";

const TEXTS = {
  "texts/a.txt":
    "Der Sturm verzögert das Schiff. 3 Tage!\n\nSiehe https://example.org/a?b=1 oder frage a@example.org.\n",
  "texts/b.txt": "The shipment is late.\nIt is the storm, again: 12.5 hours.\n",
  "texts/c.txt": "  <p>Fine &amp; dry</p>  ",
};

export const words: FieldSteps = {
  sources: {
    "text-files": {
      params: { path: "texts", rows: "line", encoding: "utf-8" },
      columns: new Map([
        ["path", "text"],
        ["text", "text"],
        ["number", "number int32"],
      ]),
    },
  },
  steps: {},
  files: TEXTS,
  inputs: ["texts"],
};
