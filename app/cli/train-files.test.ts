// The files of a training come to their places together, and over nothing that nobody gave away.

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeTogether } from "./train-files.ts";

let folder = "";
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "millrace-train-files-"))));
afterEach(() => rm(folder, { recursive: true }));

const place = (name: string) => join(folder, name);
const files = () =>
  ["m.onnx", "m.card.md"].map((name) => [place(name), new TextEncoder().encode("new")] as const);

test("what another training has put there meanwhile stays, and nothing is left beside it", async () => {
  await writeFile(place("m.card.md"), "theirs");
  await expect(writeTogether(files(), { force: false })).rejects.toMatchObject({ code: "USAGE_EXISTS" });
  expect(await readdir(folder)).toEqual(["m.card.md"]);
  expect(await readFile(place("m.card.md"), "utf8")).toBe("theirs");
});

test("with force it is written over", async () => {
  await writeFile(place("m.card.md"), "theirs");
  await writeTogether(files(), { force: true });
  expect(await readFile(place("m.card.md"), "utf8")).toBe("new");
  expect((await readdir(folder)).toSorted()).toEqual(["m.card.md", "m.onnx"]);
});
