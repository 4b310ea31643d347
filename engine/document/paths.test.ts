// Are paths in the file relative, with `/`, and the same on every system?

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAbsolutePath, resolvePath, toRelativePath } from "./paths.ts";

test.each([
  ["/flows", "/flows/data/x.csv", "data/x.csv"],
  ["/flows/", "/flows/x.csv", "x.csv"],
  ["/flows/a/b", "/flows/data/x.csv", "../../data/x.csv"],
  ["/flows", "/flowsheet/x.csv", "../flowsheet/x.csv"],
  ["/flows", "/flows", "."],
  ["/", "/x.csv", "x.csv"],
  ["/flows/a", "/flows/b/../c/./x.csv", "../c/x.csv"],
  ["/flows", "/Flows/x.csv", "../Flows/x.csv"],
  ["/flows", "/flows/a\\b.csv", "a\\b.csv"],
  ["C:\\flows", "C:\\flows\\data\\x.csv", "data/x.csv"],
  ["C:\\Flows\\a", "c:/flows/data/x.csv", "../data/x.csv"],
  ["C:\\flows", "D:\\data\\x.csv", "D:/data/x.csv"],
  ["\\\\server\\share\\flows", "\\\\server\\share\\data\\x.csv", "../data/x.csv"],
  ["C:\\flows", "\\\\server\\share\\x.csv", "//server/share/x.csv"],
  ["/flows", "data/x.csv", "data/x.csv"],
])("from %s, %s is written %s", (folder, path, written) => {
  expect(toRelativePath(folder, path)).toBe(written);
});

test.each([
  ["/flows", "data/x.csv", "/flows/data/x.csv"],
  ["/flows/a", "../x.csv", "/flows/x.csv"],
  ["/flows", "../../../x.csv", "/x.csv"],
  ["/flows", "/data/x.csv", "/data/x.csv"],
  ["/flows", "a\\b.csv", "/flows/a\\b.csv"],
  ["/flows", ".", "/flows"],
  ["C:\\flows", "data\\x.csv", "C:/flows/data/x.csv"],
  ["C:\\flows", "..\\..\\x.csv", "C:/x.csv"],
  ["C:\\flows", "D:\\x.csv", "D:/x.csv"],
  ["\\\\server\\share\\flows", "x.csv", "//server/share/flows/x.csv"],
  ["flows", "../../x.csv", "../x.csv"],
])("in %s, %s means %s", (folder, path, absolute) => {
  expect(resolvePath(folder, path)).toBe(absolute);
});

test.each([
  ["/a", true],
  ["C:\\a", true],
  ["c:/a", true],
  ["\\\\server\\share", true],
  ["a/b", false],
  ["./a", false],
  ["C:a", false],
])("%s is absolute: %s", (path, absolute) => {
  expect(isAbsolutePath(path)).toBe(absolute);
});

describe.each(["/", "C:/", "//server/share/"])("below %s", (root) => {
  const names = fc.array(fc.constantFrom("a", "b", "data files", "é.csv"), { maxLength: 5 });
  test("the way there and back ends where it began", () => {
    fc.assert(
      fc.property(names, names, (folder, path) => {
        const absolute = root + path.join("/");
        const written = toRelativePath(root + folder.join("/"), absolute);
        expect(resolvePath(root + folder.join("/"), written)).toBe(absolute);
        expect(isAbsolutePath(written)).toBe(false);
      }),
    );
  });
});
