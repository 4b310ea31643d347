import { expect, test } from "vitest";
import type { KindDescription } from "../../bridge/shapes.ts";
import { folderReaderOf, readerOf } from "./reader-of.ts";

function kind(
  name: string,
  category: string,
  control: string,
  extensions: readonly string[],
  orFile = false,
) {
  const anyModel = control === "model";
  const param = { name: "path", title: "Path", help: "", control, extensions, orFile, anyModel };
  return [name, { kind: name, category, params: [param] } as unknown as KindDescription] as const;
}

const KINDS = new Map([
  kind("csv", "sources", "file", ["csv"]),
  kind("pictures", "sources", "folder", ["jpg", "PNG"], true),
  kind("mails", "sources", "folder", ["eml"], true),
  kind("plain-folder", "sources", "folder", []),
  kind("model", "models", "model", ["onnx"]),
  kind("write-pictures", "actions", "folder", ["jpg"]),
]);

test.each([
  ["rows.CSV", "csv"],
  ["photo.jpg", "pictures"],
  ["a.png", "pictures"],
  ["letter.eml", "mails"],
  ["m.onnx", "model"],
  ["a.doc", undefined],
])("the file %s is read by %s", (name, expected) => {
  expect(readerOf(KINDS, name)?.kind.kind).toBe(expected);
});

test.each([
  [["a.jpg", "b.png", "c.eml"], "pictures"],
  [["a.jpg", "b.eml", "c.eml"], "mails"],
  [["readme"], "pictures"],
  [[], "pictures"],
])("a folder with %j is read by %s", (inside, expected) => {
  expect(folderReaderOf(KINDS, inside)?.kind.kind).toBe(expected);
});

test("without a kind that reads folders nothing reads one", () => {
  expect(folderReaderOf(new Map([kind("csv", "sources", "file", ["csv"])]), ["a.csv"])).toBeNull();
});
