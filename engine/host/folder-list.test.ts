// Are links in a folder followed, each folder once, and is what leads to nothing in the list?

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { listFiles } from "./folder-list.ts";

type Link = { readonly to: string };

/** `data` with these files and links below it, and `other` with those beside it. */
function folder(data: Record<string, string | Link>, other: Record<string, string | Link> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "millrace-list-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const put = (name: string, content: string | Link) => {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof content === "string") writeFileSync(path, content);
    else symlinkSync(content.to, path);
  };
  for (const [name, content] of Object.entries(data)) put(`data/${name}`, content);
  for (const [name, content] of Object.entries(other)) put(`other/${name}`, content);
  return join(root, "data");
}

const OTHER = { "x.csv": "x", "in/y.csv": "y" };

test.each([false, true])("links to files stand among the files (recursive: %s)", async (recursive) => {
  const data = folder({ "b.csv": "b", "a.csv": { to: "../other/x.csv" }, "c.csv": { to: "b.csv" } }, OTHER);
  expect(await listFiles(data, recursive)).toEqual(["a.csv", "b.csv", "c.csv"]);
});

test("a link to nothing, or to itself, is in the list: who reads it says what is wrong", async () => {
  const data = folder({ "gone.csv": { to: "nowhere.csv" }, "self.csv": { to: "self.csv" } });
  expect(await listFiles(data, false)).toEqual(["gone.csv", "self.csv"]);
});

test("links to folders are followed where folders inside are wanted, and what they hold is linked further", async () => {
  const data = folder({ "a.csv": "a", day: { to: "../other" } }, { ...OTHER, "z.csv": { to: "x.csv" } });
  expect(await listFiles(data, false)).toEqual(["a.csv"]);
  expect(await listFiles(data, true)).toEqual(["a.csv", "day/in/y.csv", "day/x.csv", "day/z.csv"]);
});

test("a folder is gone through once: by its own name, else by the first of its links", async () => {
  const data = folder(
    { "new/a.csv": "a", latest: { to: "new" }, two: { to: "../other/in" }, one: { to: "../other" } },
    OTHER,
  );
  expect(await listFiles(data, true)).toEqual(["new/a.csv", "one/in/y.csv", "one/x.csv"]);
});

test.each([".", "..", "../..", "/"])("a circle through a link to %j comes to an end", async (to) => {
  const data = folder({ "in/a.csv": "a", "in/round": { to: to === "." ? "../in" : to } });
  expect(await listFiles(data, true)).toEqual(["in/a.csv"]);
});

test("two folders that are linked and lead to each other come to an end", async () => {
  const data = folder({ go: { to: "../other" } }, { "x.csv": "x", back: { to: "../data" } });
  expect(await listFiles(data, true)).toEqual(["go/x.csv"]);
});

test.each([false, true])("a volume of Kubernetes has each file once (recursive: %s)", async (recursive) => {
  const data = folder({
    "..2026_01_02/a.csv": "a",
    "..data": { to: "..2026_01_02" },
    "a.csv": { to: "..data/a.csv" },
  });
  expect(await listFiles(data, recursive)).toEqual(["a.csv"]);
});
