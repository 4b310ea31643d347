// Two writers of one file: neither puts a mixture in place.

import { execFileSync } from "node:child_process";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DiskWriter } from "./file-writer.ts";
import { checkTarget } from "./output-target.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-writer-"));
});
afterAll(() => rm(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

test("the later of two writers wins whole, and the earlier one is told", async () => {
  const path = join(folder, "out.csv");
  const [first, second] = [new DiskWriter(path), new DiskWriter(path)];
  await first.open();
  await first.write(bytes("first, long enough to show behind the other\n"));
  await second.open();
  await second.write(bytes("second\n"));
  await expect(first.commit()).rejects.toMatchObject({ code: "OUTPUT_TAKEN", details: { file: path } });
  await second.commit();
  expect(await readFile(path, "utf8")).toBe("second\n");
  expect(await readdir(folder)).toEqual(["out.csv"]);
});

test("a writer that is still at work does not reach what another has put in place", async () => {
  const path = join(folder, "late.csv");
  const [first, second] = [new DiskWriter(path), new DiskWriter(path)];
  await first.open();
  await second.open();
  await second.write(bytes("second\n"));
  await second.commit();
  await first.write(bytes("first\n"));
  await expect(first.commit()).rejects.toMatchObject({ code: "OUTPUT_TAKEN" });
  expect(await readFile(path, "utf8")).toBe("second\n");
});

test("a folder that is removed meanwhile is told as such", async () => {
  const inside = join(folder, "gone");
  await mkdir(inside);
  const writer = new DiskWriter(join(inside, "out.csv"));
  await writer.open();
  await writer.write(bytes("lost\n"));
  await rm(inside, { recursive: true });
  await expect(writer.commit()).rejects.toMatchObject({
    code: "FOLDER_GONE",
    message: expect.stringContaining("gone") as unknown,
  });
});

test("what a killed run left beside the name is replaced", async () => {
  const path = join(folder, "again.csv");
  await writeFile(`${path}.part`, "left over\n");
  const writer = new DiskWriter(path);
  await writer.write(bytes("new\n"));
  await writer.commit();
  expect(await readFile(path, "utf8")).toBe("new\n");
});

test.skipIf(process.platform === "win32")("a pipe is refused and stays a pipe", async () => {
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  await expect(new DiskWriter(path).open()).rejects.toMatchObject({ code: "OUTPUT_NOT_FILE" });
  expect((await stat(path)).isFIFO()).toBe(true);
  expect(await readdir(folder)).not.toContain("pipe.part");
});

test("writing goes on behind the caller, who waits only while much is unwritten", async () => {
  const path = join(folder, "behind.csv");
  const writer = new DiskWriter(path);
  await writer.open();
  const megabyte = new Uint8Array(2 ** 20).fill(97);
  // In one turn nothing can have reached the disk yet.
  const answers = Array.from({ length: 5 }, () => writer.write(megabyte));
  expect(answers.map((answer) => answer instanceof Promise)).toEqual([false, false, false, false, true]);
  await answers[4];
  await writer.commit();
  expect((await stat(path)).size).toBe(5 * 2 ** 20);
});

test.skipIf(process.platform === "win32")(
  "a file has the rights of the one whose place it takes, while it grows too",
  async () => {
    const path = join(folder, "private.csv");
    const rights = async (name: string) => (await stat(name)).mode & 0o777;
    await writeFile(path, "old\n");
    for (const mode of [0o600, 0o664]) {
      await chmod(path, mode);
      const writer = new DiskWriter(path);
      await writer.write(bytes("new\n"));
      await writer.synced();
      expect(await rights(`${path}.part`)).toBe(mode);
      await writer.commit();
      expect(await rights(path)).toBe(mode);
    }
  },
);

test.skipIf(process.platform === "win32")(
  "links that lead to themselves are told before anything is written, in words of their own",
  async () => {
    await symlink("b.csv", join(folder, "a.csv"));
    await symlink("a.csv", join(folder, "b.csv"));
    await symlink(".", join(folder, "loop"));
    await symlink("nowhere", join(folder, "nowhere"));
    for (const path of ["a.csv", "nowhere", join("nowhere", "out.csv")])
      await expect(checkTarget(join(folder, path)), path).rejects.toMatchObject({
        code: "FILE_LINK_LOOP",
        details: { hint: "Remove the link, or choose another place." },
      });
    await checkTarget(join(folder, "loop", "loop", "out.csv"));
  },
);

test.skipIf(process.platform === "win32")(
  "where the name is a link, the file that it leads to is written, and the link stays",
  async () => {
    const elsewhere = join(folder, "elsewhere");
    await mkdir(elsewhere);
    for (const [name, isThere] of [
      ["there.csv", true],
      ["not-yet.csv", false],
    ] as const) {
      const [link, real] = [join(folder, name), join(elsewhere, `real-${name}`)];
      if (isThere) await writeFile(real, "old\n");
      await symlink(join("elsewhere", `real-${name}`), link);
      const writer = new DiskWriter(link);
      await writer.write(bytes("new\n"));
      await writer.commit();
      expect(await readFile(real, "utf8")).toBe("new\n");
      expect(await readlink(link)).toBe(join("elsewhere", `real-${name}`));
    }
    expect((await readdir(elsewhere)).toSorted()).toEqual(["real-not-yet.csv", "real-there.csv"]);
  },
);
