import { expect, test } from "vitest";
import type { KindDescription, ParamDescription } from "../../bridge/shapes.ts";
import { knownEndings, readersOf } from "./readers.ts";

function kind(name: string, category: string, control: ParamDescription["control"], extensions?: string[]) {
  const params = [{ name: "path", control, extensions, required: true }];
  return [name, { kind: name, category, params } as unknown as KindDescription] as const;
}
const KINDS = new Map([
  kind("table", "sources", "file", ["csv", "tsv"]),
  kind("other-table", "sources", "file", ["csv"]),
  kind("pictures", "sources", "folder"),
  kind("model", "models", "model", ["onnx"]),
  kind("write", "actions", "file", ["csv"]),
]);

test.each([
  ["a.csv", false, ["table", "other-table"]],
  ["A.CSV", false, ["table", "other-table"]],
  ["net.v2.onnx", false, ["model"]],
  ["notes.md", false, []],
  ["csv", false, ["table", "other-table"]],
  ["photos", true, ["pictures"]],
])("%s (folder: %s) is read by %j", (name, isFolder, names) =>
  expect(readersOf(KINDS, name, isFolder).map(({ kind: { kind: own } }) => own)).toEqual(names),
);

test("endings of what is written are not read", () =>
  expect(knownEndings(KINDS)).toEqual(["csv", "tsv", "onnx"]));
