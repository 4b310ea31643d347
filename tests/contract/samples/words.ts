// Samples of kinds that work on text and documents.

import type { Sample } from "../samples.ts";

const texts = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`texts/${i}.txt`, `First line of ${i}.\n\nThe second.\n`]),
  );

const MAIL =
  "From: a@example.org\nTo: b@example.org\nSubject: late\nDate: Thu, 22 Aug 2002 18:26:25 +0700\n\nIt is late.\n";
const mails = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`mails/${i}.eml`, MAIL]));

export const wordSamples: Readonly<Record<string, Sample>> = {
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
};
