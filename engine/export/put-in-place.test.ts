import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { filesBelow } from "./files-below.ts";
import { FACTS } from "./places.ts";
import { putInPlace } from "./put-in-place.ts";

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
  putInPlace(staged("first", { "a.txt": "1", "gone.txt": "1" }), folder);
  writeFileSync(join(folder, "mine.txt"), "mine");
  // To this no file can be renamed: it ends behind "b.txt", which is new.
  rmSync(join(folder, "gone.txt"));
  rmSync(join(folder, "a.txt"));
  mkdirSync(join(folder, "c.txt", "inside"), { recursive: true });
  const second = { "b.txt": "2", "c.txt": "2" };
  writeFacts(folder, ["a.txt", "gone.txt", FACTS, "c.txt"]);
  expect(() => putInPlace(staged("second", second), folder)).toThrow(/rename/);
  rmSync(join(folder, "c.txt"), { recursive: true });
  putInPlace(staged("third", second), folder);
  expect(filesBelow(folder).toSorted()).toEqual(["b.txt", "c.txt", "mine.txt", FACTS]);
  expect(readFileSync(join(folder, "b.txt"), "utf8")).toBe("2");
  expect(JSON.parse(readFileSync(join(folder, FACTS), "utf8"))).toEqual({
    files: ["b.txt", "c.txt", FACTS],
  });
});

function writeFacts(folder: string, files: readonly string[]): void {
  writeFileSync(join(folder, FACTS), JSON.stringify({ files }));
}
