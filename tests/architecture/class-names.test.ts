// A class name of the editor's style sheets belongs to one part of it: two parts that use the same name draw over each other.

import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { expect, test } from "vitest";

/** A rule that begins with the class alone; what stands inside of another class means that one. */
const OWN_RULE = /^\.(mr-[a-z0-9-]+)(?=[^\n]*[{,]$)/gm;
const FOLDER = "app/renderer";

test("no two parts of the editor style the same class", () => {
  const owners = new Map<string, Set<string>>();
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".css"))) {
    const [part] = file.split(sep);
    for (const [, name] of readFileSync(join(FOLDER, file), "utf8").matchAll(OWN_RULE))
      owners.set(name, (owners.get(name) ?? new Set()).add(part));
  }
  expect(owners.size).toBeGreaterThan(100);
  expect([...owners].filter(([, parts]) => parts.size > 1)).toEqual([]);
});
