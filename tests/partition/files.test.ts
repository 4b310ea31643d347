// Do sources of files give in parts what they give as a whole, with the same row ids, and do actions of parts keep out of each other's way?

import { expect, test } from "vitest";
import { rowId } from "../../engine/frames/lineage.ts";
import { runNode } from "../../engine/sdk/harness.ts";
import type { AnyNode, NodeContext } from "../../engine/sdk/node-definition.ts";
import { folderOfPart } from "../../nodes/_shared/output-folder.ts";
import emlFiles from "../../nodes/sources/eml-files/eml-files.ts";
import pdfPages from "../../nodes/sources/pdf-pages/pdf-pages.ts";
import textFiles from "../../nodes/sources/text-files/text-files.ts";
import { makePdf } from "../support/make-pdf.ts";
import { memoryFiles } from "../support/memory-files.ts";

const mail = (subject: string) => `Subject: ${subject}\nFrom: a@example.org\n\nbody\n`;
const postmark = "From a@example.org Mon Jan  6 10:00:00 2025\n";
const files = memoryFiles({
  "in/a.txt": "one\ntwo\n\nthree",
  "in/b.txt": "",
  "in/c.txt": new Uint8Array(3),
  "in/d.txt": "four\nfive",
  "in/a.eml": mail("a"),
  "in/b.eml": "no mail at all",
  "in/c.mbox": `${postmark}${mail("c1")}\n${postmark}${mail("c2")}`,
  "in/d.eml": mail("d"),
  "in/a.pdf": makePdf([{ lines: ["p1"] }, { lines: ["p2"] }, { lines: ["p3"] }]),
  "in/b.pdf": "no PDF",
  "in/c.pdf": makePdf([{ lines: ["p4"] }]),
});
const folder = { ...files, stat: async (path: string) => (path === "in" ? inFolder : files.stat(path)) };
const inFolder = { size: 0, modifiedMs: 0, isFolder: true };

async function rowsOf(node: AnyNode, params: object, partition?: { index: number; count: number }) {
  const given = (node.params.parse)({ path: "in", ...params });
  const host = { files: folder };
  const signal = new AbortController().signal;
  const ctx = { params: given, host, signal } as unknown as NodeContext<object>;
  const part = partition && (await node.partition!(ctx as never, partition));
  const { outputs, failed } = await runNode(node, {
    params: { path: "in", ...params },
    inputs: {},
    host,
    part,
  });
  const rows = (outputs.out ?? []).flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => ({ id: rowId(frame.lineage, row), ...frame.row(row) })),
  );
  return { rows, failed };
}

test.each<[string, AnyNode, object, rows: number, failed: number]>([
  ["texts, a row a file", textFiles, {}, 3, 1],
  ["texts, a row a line", textFiles, { rows: "line" }, 5, 1],
  ["mails", emlFiles, {}, 4, 1],
  ["pages of PDF files", pdfPages, { give: "text" }, 4, 1],
  ["some pages of them", pdfPages, { give: "text", pages: "2-" }, 2, 1],
])("%s", async (_, node, params, rows, failures) => {
  const whole = await rowsOf(node, params);
  expect([whole.rows.length, whole.failed.length]).toEqual([rows, failures]);
  for (const count of [1, 2, 3, 7]) {
    const parts = [];
    for (let index = 0; index < count; index++) parts.push(await rowsOf(node, params, { index, count }));
    expect(parts.flatMap((part) => part.rows)).toEqual(whole.rows);
    expect(parts.flatMap((part) => part.failed)).toEqual(whole.failed);
  }
});

test.each([
  ["out", "out/part.02-of-12"],
  ["out/", "out/part.02-of-12"],
  ["v1.0", "v1.0/part.02-of-12"],
  [".", "./part.02-of-12"],
])("a part that writes into the folder %s writes into %s", (path, own) => {
  expect(folderOfPart(path, { index: 1, count: 12 })).toBe(own);
});
