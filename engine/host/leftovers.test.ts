// Leftovers: what is gone is what a process that is gone has left, and nothing else.

import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { diskFiles } from "./files.ts";
import { removeLeftovers } from "./leftovers.ts";

test("what a killed process has left goes; what others own stays", async () => {
  const folder = await mkdtemp(join(tmpdir(), "millrace-leftovers-test-"));
  try {
    const own = basename(diskFiles(folder).temporaryFolder!());
    const { pid: dead } = spawnSync(process.execPath, ["--version"]);
    const ofDead = own.replace(`-${process.pid}-`, `-${dead}-`);
    const kept = [own, ofDead.replace("millrace-", "millrace-elsewhere-"), `${ofDead}.csv`, "other"];
    for (const name of [ofDead, ...kept]) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, "rows.tmp"), "rows");
    }
    await removeLeftovers(folder);
    expect((await readdir(folder)).sort()).toEqual([...kept].sort());
    await removeLeftovers(join(folder, "none"));
  } finally {
    await rm(folder, { recursive: true });
  }
});
