// What a file dialog shows of a folder.

import { mkdir, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { hostUnderTest } from "../../tests/support/host-under-test.ts";

const at = hostUnderTest();
const { open, path } = at;

test("files are listed by their names: folders first, hidden ones not at all", async () => {
  for (const name of ["b10.csv", "b2.CSV", ".hidden.csv", "x.txt"]) await writeFile(path(name), "");
  const list = (extensions: string[]) => at.window.handlers["file.list"]({ path: at.folder, extensions });
  const names = async (extensions: string[]) => (await list(extensions)).entries.map(({ name }) => name);
  expect(await names(["csv"])).toEqual(["work", "b2.CSV", "b10.csv"]);
  expect(await names([])).toContain("x.txt");
  expect(await list([])).toMatchObject({ parent: tmpdir(), missing: null });
  expect((await at.window.handlers["file.list"]({ path: "/", extensions: [] })).parent).toBeNull();
});

describe("the folder of a path", () => {
  const list = (path: string, session?: string) =>
    at.window.handlers["file.list"]({ path, extensions: [], session });

  test("begins at the workflow that names it, and is the nearest one that is there", async () => {
    const { session } = await open();
    await mkdir(path("work/data"));
    expect(await list("data", session)).toMatchObject({ path: path("work/data"), missing: null });
    expect(await list("data/2025/may", session)).toMatchObject({
      path: path("work/data"),
      parent: path("work"),
      missing: path("work/data/2025/may"),
    });
    expect(await list("../gone", session)).toMatchObject({ path: at.folder, missing: path("gone") });
  });

  test("that is a file is the one it lies in, also of a file that is not listed", async () => {
    await writeFile(path("work/.hidden.csv"), "");
    for (const name of ["flow.millrace.json", ".hidden.csv"])
      expect(await list(path(`work/${name}`))).toMatchObject({
        path: path("work"),
        missing: path(`work/${name}`),
        isFile: true,
      });
    expect(await list(path("work"))).toMatchObject({ isFile: false });
    expect(await list(path("work/nothing"))).toMatchObject({ isFile: false });
    expect(await list(path("work/flow.millrace.json/x"))).toMatchObject({ isFile: false });
  });

  test("may begin at the person's own", async () => {
    expect(await list("~")).toMatchObject({ path: homedir(), missing: null });
  });
});
