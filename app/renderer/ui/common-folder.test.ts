import { expect, test } from "vitest";
import { commonFolder } from "./common-folder.ts";

test.each([
  ["one file", ["/home/a/out/b.csv"], "/home/a/out"],
  ["several in a folder", ["/home/a/out/b.csv", "/home/a/out/c.csv"], "/home/a/out"],
  ["several in folders of one", ["/home/a/out/b.csv", "/home/a/other/c.csv"], "/home/a"],
  ["names that begin alike", ["/home/out1/b.csv", "/home/out2/c.csv"], "/home"],
  ["Windows", ["C:\\work\\out\\b.csv", "C:\\work\\out\\c.csv"], "C:\\work\\out"],
  ["nothing in common", ["/a/b.csv", "/c/d.csv"], null],
  ["no file", [], null],
])("%s", (_, paths, folder) => expect(commonFolder(paths)).toBe(folder));
