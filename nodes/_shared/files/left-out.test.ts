// What a source says of files in its folder that it does not read.

import { expect, test } from "vitest";
import type { AnyNode } from "../../../engine/sdk/node-definition.ts";
import { withServices } from "../../../tests/contract/run-sample.ts";
import audioFiles from "../../sources/audio-files/audio-files.ts";
import emlFiles from "../../sources/eml-files/eml-files.ts";
import imageFolder from "../../sources/image-folder/image-folder.ts";
import pdfPages from "../../sources/pdf-pages/pdf-pages.ts";
import textFiles from "../../sources/text-files/text-files.ts";

const files = {
  "all/notes.txt": "words",
  "all/labels.csv": "a,b",
  "all/LICENCE": "words",
  "all/phone.m4a": "x",
  "all/scan.pdf": "x",
  "all/scan-2.PDF": "x",
};

async function told(kind: unknown, params: Record<string, unknown> = {}): Promise<string[]> {
  const { schema, probe, params: declared } = kind as AnyNode;
  return withServices({ files }, async (host) => {
    const given = declared.parse({ path: "all", ...params });
    const facts = await probe!({ params: given, host, signal: new AbortController().signal });
    const { issues = [] } = schema({ params: given, inputs: {}, wires: {}, facts });
    return issues
      .filter(({ code, severity }) => code === "FILES_LEFT_OUT" && severity === "info")
      .map(({ message }) => message);
  });
}

test.each([
  [
    "text-files",
    textFiles,
    "3 files are left out: phone.m4a (M4A cannot be read; turn it into WAV or FLAC), scan-2.PDF (PDF: PDF pages reads such), scan.pdf (PDF: PDF pages reads such).",
  ],
  ["pdf-pages", pdfPages, "1 file is left out: phone.m4a (M4A cannot be read; turn it into WAV or FLAC)."],
  ["audio-files", audioFiles, expect.stringContaining("3 files are left out: phone.m4a (M4A cannot")],
  ["eml-files", emlFiles, expect.stringContaining("3 files are left out: ")],
  ["image-folder", imageFolder, expect.stringContaining("3 files are left out: ")],
])(
  "%s names recordings and documents that it passes over, and not what stands beside them",
  async (_, kind, message) => {
    expect(await told(kind)).toEqual([message]);
  },
);

test("whoever sets a pattern, or names one file, is told nothing", async () => {
  expect(await told(textFiles, { glob: "*.txt" })).toEqual([]);
  expect(await told(imageFolder, { glob: "*.png" })).toEqual([]);
  expect(await told(textFiles, { path: "all/notes.txt" })).toEqual([]);
});
