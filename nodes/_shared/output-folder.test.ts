import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diskFiles } from "../../engine/host/files.ts";
import { memoryFiles } from "../../tests/support/memory-files.ts";
import { OutputFolder } from "./output-folder.ts";

test("files get names of their own below the folder, never beside it", async () => {
  const files = memoryFiles();
  const folder = new OutputFolder(files, "out/");
  const bytes = Uint8Array.of(1);
  const names = [];
  for (const name of ["a.png", "a.png", "../../b.png", "dogs/c.png"])
    names.push(await folder.write(name, bytes));
  expect(names).toEqual(["a.png", "a-2.png", "_/_/b.png", "dogs/c.png"]);
  expect([...files.contents.keys()]).toEqual(names.map((name) => `out/${name}`));
});

test.skipIf(process.platform === "win32")("a link in the folder leads no file out of it", async () => {
  const root = await mkdtemp(join(tmpdir(), "millrace-folder-"));
  try {
    await mkdir(join(root, "out/real"), { recursive: true });
    await mkdir(join(root, "outside"));
    await symlink("../outside", join(root, "out/link"));
    await symlink("real", join(root, "out/within"));
    const folder = new OutputFolder(diskFiles(root), "out");
    const bytes = Uint8Array.of(1);
    for (const name of ["link/x.txt", "link/deep/x.txt"])
      await expect(folder.write(name, bytes)).rejects.toMatchObject({ code: "OUTPUT_OUTSIDE" });
    await folder.write("within/x.txt", bytes);
    expect(await readdir(join(root, "outside"))).toEqual([]);
    expect(await readdir(join(root, "out/real"))).toEqual(["x.txt"]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
