// Scratch files: what is put in comes out, nothing is left behind, and a disk without room is said.

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskScratch, scratchError } from "./scratch.ts";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "millrace-scratch-test-"))));
afterEach(() => rm(folder, { recursive: true }));

test("gives back what was put in, in any order", async () => {
  const file = await diskScratch(folder).open();
  const values = [
    { words: ["a", null, "ü"], numbers: Float64Array.of(1, NaN, -0) },
    [1n, true, { deep: [Uint8Array.of(255)] }],
    new BigInt64Array(10_000).fill(-7n),
  ];
  const places = [];
  for (const value of values) places.push(await file.put(value));
  expect(await file.get(places[2])).toEqual(values[2]);
  expect(await file.get(places[0])).toEqual(values[0]);
  expect(await file.get(places[1])).toEqual(values[1]);
  await file.close();
});

test.skipIf(process.platform === "win32")(
  "has no name that a killed process could leave behind",
  async () => {
    const file = await diskScratch(folder).open();
    await file.put("text");
    expect(await readdir(folder)).toEqual([]);
    await file.close();
  },
);

test("says which folder cannot be written into", async () => {
  await expect(diskScratch(join(folder, "none")).open()).rejects.toMatchObject({
    code: "SCRATCH_FAILED",
    details: { file: join(folder, "none"), hint: expect.stringContaining("TMPDIR") as string },
  });
});

test.each(["ENOSPC", "EDQUOT"])("says that there is no room where the system says %s", (code) => {
  const error = scratchError(Object.assign(new Error("write"), { code }), "/tmp/x");
  expect(error).toMatchObject({ code: "SCRATCH_FULL", details: { fatal: true, file: "/tmp/x" } });
  expect(error.details.hint).toContain("memoryMb");
});
