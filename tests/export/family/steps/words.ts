// Steps and sources of kinds that work on text and documents.

import type { FieldSteps } from "./step.ts";

const TEXTS = {
  "texts/a.txt":
    "Der Sturm verzögert das Schiff. 3 Tage!\n\nSiehe https://example.org/a?b=1 oder frage a@example.org.\n",
  "texts/b.txt": "The shipment is late.\nIt is the storm, again: 12.5 hours.\n",
  "texts/c.txt": "  <p>Fine &amp; dry</p>  ",
};

const MAILS = {
  "mails/a.eml": "From: a@example.org\nSubject: late\nDate: Thu, 22 Aug 2002 18:26:25 +0700\n\nIt is late.\n",
  "mails/b.eml": "From: b@example.org\nSubject: again\nContent-Type: text/html\n\n<p>Late <b>again</b></p>\n",
};

export const words: FieldSteps = {
  sources: {
    "eml-files": {
      params: { path: "mails" },
      columns: new Map([
        ["path", "text"],
        ["subject", "text"],
        ["text", "text"],
      ]),
    },
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
  files: { ...TEXTS, ...MAILS },
  inputs: ["texts", "mails"],
};
