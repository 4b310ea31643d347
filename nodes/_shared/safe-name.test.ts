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
  [".txt", "_.txt"],
  ["...txt", "_.txt"],
  ["\u0000\u001f", "__"],
  ["Größe 図.png", "Größe 図.png"],
  [`${"x".repeat(300)}.png`, `${"x".repeat(196)}.png`],
  [`${"図".repeat(100)}.png`, `${"図".repeat(65)}.png`],
  [`a.${"y".repeat(300)}`, `a.${"y".repeat(198)}`],
  ["\ud800.png", "\ufffd.png"],
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

test("no name is longer than a disk takes, with a number and .part behind it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 90, maxLength: 400 }), (text) => {
      expect(new TextEncoder().encode(safeName(text)).length).toBeLessThan(240);
    }),
  );
});

test("many rows with one name cost no more than rows with many", () => {
  const names = new FreeNames();
  let last = "";
  for (let i = 0; i < 100_000; i++) last = names.take("crop.png");
  expect(last).toBe("crop-100000.png");
  expect(names.take("Cafe\u0301.png")).toBe("Cafe\u0301.png");
  expect(names.take("caf\u00e9.png")).toBe("caf\u00e9-2.png");
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
