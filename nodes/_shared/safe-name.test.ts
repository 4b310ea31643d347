import fc from "fast-check";
import { expect, test } from "vitest";
import { FreeNames, safeName, safePath, stemOf } from "./safe-name.ts";

test.each([
  ["a photo.jpg", "a photo.jpg"],
  ["../../etc/passwd", ".._.._etc_passwd".replace(/^\.+/, "_")],
  ['a<b>:"c"|d?*.png', "a_b___c__d__.png"],
  ["con.txt", "_con.txt"],
  ["ends with dot.", "ends with dot_"],
  ["", "_"],
  ["\u0000\u001f", "__"],
  ["Größe 図.png", "Größe 図.png"],
])("the name %j becomes %j", (text, name) => {
  expect(safeName(text)).toBe(name);
});

test.each([
  ["dogs/rex.jpg", "dogs/rex.jpg"],
  ["/abs/a", "abs/a"],
  ["../up", "_/up"],
  ["a\\b", "a/b"],
  ["//", "_"],
])("the path %j becomes %j", (text, path) => {
  expect(safePath(text)).toBe(path);
});

test("no text leads out of a folder", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const path = safePath(text);
      expect(path.split("/").every((part) => part !== "" && part !== "." && part !== "..")).toBe(true);
      expect(safeName(text)).not.toMatch(/[/\\]/);
    }),
  );
});

test.each([
  ["pictures/a.b.jpg", "a.b"],
  [".hidden", ".hidden"],
  ["plain", "plain"],
])("the stem of %j is %j", (path, stem) => {
  expect(stemOf(path)).toBe(stem);
});

test("a name is given once, whatever its capitals", () => {
  const names = new FreeNames();
  expect(["a.png", "A.png", "a.png", "a-2.png", "d.x/b", "d.x/b"].map((name) => names.take(name))).toEqual([
    "a.png",
    "A-2.png",
    "a-3.png",
    "a-2-2.png",
    "d.x/b",
    "d.x/b-2",
  ]);
});
