// The files of an export as folders in folders.

import { expect, test } from "vitest";
import { fileTree } from "./file-tree.ts";

test("folders hold what is below them, with its sum", () => {
  const tree = fileTree([
    { path: "runtime/chunks/b.js", size: 2 },
    { path: "pipeline.mjs", size: 1 },
    { path: "runtime/index.cjs", size: 4 },
    { path: "runtime/chunks/a.js", size: 8 },
    { path: "README.md", size: 16 },
  ]);
  expect(tree).toMatchObject({ count: 5, size: 31 });
  expect(tree.files.map(({ name }) => name)).toEqual(["README.md", "pipeline.mjs"]);
  const [runtime] = tree.folders;
  expect(runtime).toMatchObject({ name: "runtime", count: 3, size: 14, files: [{ name: "index.cjs" }] });
  expect(runtime.folders[0].files.map(({ name }) => name)).toEqual(["a.js", "b.js"]);
});

test("nothing is an empty folder", () => {
  expect(fileTree([])).toEqual({ name: "", folders: [], files: [], count: 0, size: 0 });
});
