// Files that a person chose for a workflow or dropped on it: how they are named, and where they are kept.

import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { hostUnderTest } from "../../tests/support/host-under-test.ts";

const at = hostUnderTest();
const { open, path } = at;

test("a chosen file is named relative to the workflow where both belong together", async () => {
  const { session } = await open();
  const allow = async (name: string) =>
    (await at.window.handlers["file.allow"]({ session, path: name })).path;
  expect(await allow(path("work/data/x.csv"))).toBe("data/x.csv");
  expect(await allow(path("models/m.onnx"))).toBe("../models/m.onnx");
  expect(await allow("/somewhere/else.csv")).toBe("/somewhere/else.csv");
  expect(await at.window.handlers["file.allow"]({ session, path: at.folder })).toEqual({
    path: "..",
    isFolder: true,
  });
});

test("files dropped on a workflow are kept beside it, each under a name of its own, the same one once", async () => {
  const { session } = await open();
  const drop = async (name: string, text: string) =>
    (await at.window.handlers["file.import"]({ session, name, bytes: new TextEncoder().encode(text) })).path;
  expect(await drop("a.csv", "1")).toBe("data/a.csv");
  expect(await drop("a.csv", "2")).toBe("data/a-2.csv");
  expect(await drop("a.csv", "2")).toBe("data/a-2.csv");
  expect(await drop("../../../evil:.csv", "3")).toBe("data/evil_.csv");
  expect(await readFile(path("work/data/a-2.csv"), "utf8")).toBe("2");
  expect((await readdir(path("work/data"))).toSorted()).toEqual(["a-2.csv", "a.csv", "evil_.csv"]);
});

test("a dropped folder is kept whole, under a name of its own, the same one once, and leads nowhere else", async () => {
  const { session } = await open();
  const drop = async (name: string, files: Record<string, string>) => {
    const list = Object.entries(files).map(([path, text]) => ({
      path,
      bytes: new TextEncoder().encode(text),
    }));
    return (await at.window.handlers["file.importFolder"]({ session, name, files: list })).path;
  };
  const pictures = { "a.png": "1", "deeper/b.png": "2" };
  expect(await drop("pics", pictures)).toBe("data/pics");
  expect(await drop("pics", pictures)).toBe("data/pics");
  expect(await drop("pics", { ...pictures, "c.png": "3" })).toBe("data/pics-2");
  expect(await drop("../..", { "../../evil.png": "4" })).toBe("data/file");
  expect((await readdir(path("work/data"), { recursive: true })).toSorted()).toEqual([
    "file",
    "file/evil.png",
    "pics",
    "pics-2",
    "pics-2/a.png",
    "pics-2/c.png",
    "pics-2/deeper",
    "pics-2/deeper/b.png",
    "pics/a.png",
    "pics/deeper",
    "pics/deeper/b.png",
  ]);
});
