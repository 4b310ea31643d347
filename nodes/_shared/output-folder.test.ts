import { expect, test } from "vitest";
import { memoryFiles } from "../../tests/support/memory-files.ts";
import { OutputFolder } from "./output-folder.ts";

test("files get names of their own below the folder, never beside it", async () => {
  const files = memoryFiles();
  const folder = new OutputFolder(files, "out/");
  const bytes = Uint8Array.of(1);
  const names = [];
  for (const name of ["a.png", "a.png", "../../b.png", "dogs/c.png"])
    names.push(await folder.write(name, bytes));
  expect(names).toEqual(["a.png", "a-2.png", "_/_/b.png", "dogs/c.png"]);
  expect([...files.contents.keys()]).toEqual(names.map((name) => `out/${name}`));
});
