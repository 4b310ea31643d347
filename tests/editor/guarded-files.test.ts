// Only what is allowed is read and written, wherever links lead.

import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { guardedFiles } from "../../app/engine-process/guarded-files.ts";
import { diskFiles } from "../../engine/host/files.ts";
import type { Files } from "../../engine/sdk/services.ts";

let root: string;
let files: Files;
const bytes = new TextEncoder().encode("x");

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "millrace-guard-")));
  for (const folder of ["flow/data", "secret", "flow-2"])
    await mkdir(join(root, folder), { recursive: true });
  for (const file of ["flow/data/a.csv", "secret/b.csv", "flow-2/c.csv", "chosen.csv"])
    await writeFile(join(root, file), file);
  await symlink(join(root, "secret"), join(root, "flow/folder-link"));
  await symlink(join(root, "secret/b.csv"), join(root, "flow/link.csv"));
  await symlink(join(root, "secret/new.csv"), join(root, "flow/dangling.csv"));
  await symlink(join(root, "flow/data"), join(root, "flow/inside"));
  const allowed = [join(root, "flow"), join(root, "chosen.csv")];
  files = guardedFiles(diskFiles(join(root, "flow")), () => allowed);
});
afterAll(() => rm(root, { recursive: true }));

const REFUSED = { code: "FILE_NOT_ALLOWED" };

test.each(["data/a.csv", "inside/a.csv", "./data/../data/a.csv", "../chosen.csv"])(
  "%s is read",
  async (path) => {
    expect((await files.readAll(path)).length).toBeGreaterThan(0);
  },
);

test.each(["../secret/b.csv", "link.csv", "folder-link/b.csv", "../flow-2/c.csv", "/etc/passwd", ".."])(
  "%s is refused",
  async (path) => {
    await expect(files.stat(path)).rejects.toMatchObject(REFUSED);
    await expect(files.readAll(path)).rejects.toMatchObject(REFUSED);
    await expect(files.open(path)).rejects.toMatchObject(REFUSED);
    await expect(files.list(path)).rejects.toMatchObject(REFUSED);
    await expect(files.checkOutput!(path)).rejects.toMatchObject(REFUSED);
    await expect(files.checkOutputFolder!(path)).rejects.toMatchObject(REFUSED);
    await expect(files.makeFolder(`${path}/new`)).rejects.toMatchObject(REFUSED);
  },
);

test.each(["../secret/out.csv", "folder-link/out.csv", "dangling.csv", "../out.csv"])(
  "nothing is written to %s",
  async (path) => {
    const writer = files.create(path);
    await expect(writer.open()).rejects.toMatchObject(REFUSED);
    await expect(Promise.resolve(writer.write(bytes))).rejects.toMatchObject(REFUSED);
    await expect(writer.commit()).rejects.toMatchObject(REFUSED);
    await writer.abandon();
    expect(await readdir(join(root, "secret"))).toEqual(["b.csv"]);
    expect(await readdir(root)).toEqual(["chosen.csv", "flow", "flow-2", "secret"]);
  },
);

test("a file that was chosen is written, with what grows beside it", async () => {
  for (const path of ["../chosen.csv", "../chosen.csv.failed.jsonl"]) {
    const writer = files.create(path);
    await writer.write(bytes);
    await writer.commit();
    expect(await readFile(join(root, "flow", path), "utf8")).toBe("x");
  }
});

test("a `.part` that is a link elsewhere is refused", async () => {
  await symlink(join(root, "secret/b.csv"), join(root, "flow/out.csv.part"));
  await expect(files.create("out.csv").open()).rejects.toMatchObject(REFUSED);
  expect(await readFile(join(root, "secret/b.csv"), "utf8")).toBe("secret/b.csv");
});

test("a lock lies beside the file that is allowed: a chosen one is locked in parts too, and a lock that is a link elsewhere is not followed", async () => {
  const lock = await files.lock!("../chosen.csv", "t");
  expect(await readdir(root)).toContain("chosen.csv.t.lock");
  lock.release();
  await symlink(join(root, "secret/held"), join(root, "flow/data/a.csv.lock"));
  await expect(files.lock!("inside/a.csv")).rejects.toMatchObject(REFUSED);
  await expect(files.lock!("link.csv")).rejects.toMatchObject(REFUSED);
});
