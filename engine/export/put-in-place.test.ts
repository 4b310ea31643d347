import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { filesBelow } from "./files-below.ts";
import { FACTS } from "./places.ts";
import { checkTarget, putInPlace } from "./put-in-place.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "put-in-place-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A finished export in a folder of its own, with these files. */
function staged(name: string, contents: Readonly<Record<string, string>>): string {
  const files = [...Object.keys(contents), FACTS].toSorted();
  for (const [path, text] of Object.entries({ ...contents, [FACTS]: JSON.stringify({ files }) })) {
    mkdirSync(dirname(join(root, name, path)), { recursive: true });
    writeFileSync(join(root, name, path), text);
  }
  return join(root, name);
}

test("an export that ended in the middle of replacing another is finished by the next, and leaves what is nobody's", () => {
  const folder = join(root, "program");
  putInPlace(staged("first", { "a.txt": "1", "gone.txt": "1" }), folder, false);
  writeFileSync(join(folder, "mine.txt"), "mine");
  // Through a link that leads nowhere nothing can be written: it ends behind "b.txt", which is new.
  symlinkSync(join(root, "nowhere"), join(folder, "c"), "junction");
  const second = { "b.txt": "2", "c/c.txt": "2" };
  expect(() => putInPlace(staged("second", second), folder, true)).toThrow();
  expect(filesBelow(folder)).toContain("b.txt");
  rmSync(join(folder, "c"));
  putInPlace(staged("third", second), folder, true);
  expect(filesBelow(folder).toSorted()).toEqual(["b.txt", "c/c.txt", "mine.txt", FACTS]);
  expect(readFileSync(join(folder, "b.txt"), "utf8")).toBe("2");
  expect(JSON.parse(readFileSync(join(folder, FACTS), "utf8"))).toEqual({
    files: ["b.txt", "c/c.txt", FACTS],
  });
});

test("a folder that has come in the place of an exported file is nobody's, and is told before anything is replaced", () => {
  const folder = join(root, "program");
  putInPlace(staged("first", { "a.txt": "1", "b.txt": "1", "gone.txt": "1" }), folder, false);
  for (const name of ["b.txt", "gone.txt"]) {
    rmSync(join(folder, name));
    mkdirSync(join(folder, name, "mine"), { recursive: true });
  }
  const second = { "a.txt": "2", "b.txt": "2" };
  expect(() => putInPlace(staged("second", second), folder, true)).toThrow("not written by an export");
  expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("1");
  rmSync(join(folder, "b.txt"), { recursive: true });
  putInPlace(staged("third", second), folder, true);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(["b.txt", "gone.txt"]));
});

test("the later of two exports at once replaces the other only when it was told to", () => {
  const folder = join(root, "program");
  const [first, second] = ["1", "2"].map((text) => staged(text, { "a.txt": text }));
  putInPlace(first, folder, false);
  expect(() => putInPlace(second, folder, false)).toThrow("is not empty");
  expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("1");
  putInPlace(second, folder, true);
  expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("2");
});

test("what lies ready in the folder itself does not count as being there", () => {
  mkdirSync(join(root, "program"));
  putInPlace(staged("program/.part-1", { "a.txt": "1" }), join(root, "program"), false);
  expect(readdirSync(join(root, "program"))).toEqual(["a.txt", "runtime"]);
});

test("a folder that may not be read is told in words", ({ skip }) => {
  skip(process.getuid?.() === 0, "an administrator may read everything");
  const folder = join(root, "locked");
  mkdirSync(folder, { mode: 0 });
  expect(() => checkTarget(folder, false)).toThrow("is denied");
});

test("facts that name no path count for nothing", () => {
  const folder = join(root, "program");
  mkdirSync(join(folder, "runtime"), { recursive: true });
  writeFileSync(join(folder, FACTS), JSON.stringify({ files: [FACTS, "a\0", "../b", "/c", 7] }));
  putInPlace(staged("first", { "a.txt": "1" }), folder, true);
  expect(filesBelow(folder).toSorted()).toEqual(["a.txt", FACTS]);
});
