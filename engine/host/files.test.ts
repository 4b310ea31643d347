// Is a file read whole whatever its size, and not at all when nobody wants it any more?

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { guardedFiles } from "../../app/engine-process/guarded-files.ts";
import { libraryFiles } from "../library/files.ts";
import { diskFiles } from "./files.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "millrace-files-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test.each([0, 1, 256 * 1024, 256 * 1024 + 1])("%i bytes come back as they are", async (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
  const path = folder();
  writeFileSync(join(path, "a.bin"), bytes);
  expect(Buffer.compare(await diskFiles(path).readAll("a.bin"), bytes)).toBe(0);
});

test.each([10, 300_000])("a file of %i bytes is not read once the signal is aborted", async (length) => {
  const path = folder();
  writeFileSync(join(path, "a.bin"), new Uint8Array(length));
  await expect(diskFiles(path).readAll("a.bin", AbortSignal.abort())).rejects.toThrow(/abort/i);
});

test("a file that is larger than allowed is refused before it is read, through the library too", async () => {
  const path = folder();
  writeFileSync(join(path, "a.bin"), new Uint8Array(1000));
  for (const files of [
    diskFiles(path),
    libraryFiles(diskFiles(path)),
    guardedFiles(diskFiles(path), () => [path]),
  ]) {
    expect(await files.readAll("a.bin", undefined, 1000)).toHaveLength(1000);
    await expect(files.readAll("a.bin", undefined, 999)).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
  }
});

test("a missing file says so", async () => {
  await expect(diskFiles(folder()).readAll("a.bin")).rejects.toMatchObject({ code: "FILE_MISSING" });
});

test("folders are made with those on the way to them, and being there is no trouble", async () => {
  const path = folder();
  const files = diskFiles(path);
  await files.makeFolder("a/b/c");
  await files.makeFolder("a/b/c");
  expect((await files.stat("a/b/c"))?.isFolder).toBe(true);
});

test("a folder cannot be made where a file is", async () => {
  const path = folder();
  writeFileSync(join(path, "a"), "");
  const files = diskFiles(path);
  await expect(files.makeFolder("a/b")).rejects.toThrow();
  await expect(files.checkOutputFolder!("a")).rejects.toThrow();
  await expect(files.checkOutputFolder!("a/b")).rejects.toThrow();
});

test("whether a folder can be written into is told without making it", async () => {
  const path = folder();
  const files = diskFiles(path);
  await files.checkOutputFolder!("new/deep");
  expect(await files.stat("new")).toBeNull();
  await expect(files.checkOutputFolder!("/proc/x")).rejects.toMatchObject({ code: "OUTPUT_NOT_FILE" });
});

test("a name that is no UTF-8 is told as that, and not as a file that is missing", async () => {
  const files = diskFiles(folder());
  // What the system lists in place of the byte of an é in Latin-1.
  const name = "caf\uFFFD.png";
  await expect(files.readAll(name)).rejects.toMatchObject({
    code: "FILE_NAME_UNREADABLE",
    details: { file: name },
  });
  await expect(files.open(name)).rejects.toMatchObject({ code: "FILE_NAME_UNREADABLE" });
  expect(await files.stat(name)).toBeNull();
});
