import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { diskFiles } from "../../host/files.ts";
import { ComparedWriter } from "./compared-writer.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-compared-"));
afterAll(() => rmSync(folder, { recursive: true }));

const files = diskFiles(folder);
const bytes = (text: string) => new TextEncoder().encode(text);

/** A writer of a file that has `there` already, and something behind that does not count. */
function writerBehind(there: string): ComparedWriter {
  writeFileSync(join(folder, "out.part"), `${there}torn`);
  const behind = { bytes: there.length, sum: crc32(bytes(there)) };
  const rest = files.create("out", { behind, sum: crc32 });
  return new ComparedWriter(rest, behind, () => files.open("out.part"));
}

test.each([[1], [2], [3], [5], [20]])(
  "what is there is compared, the rest is written, in pieces of %i bytes",
  async (size) => {
    const whole = "abcdefghijklmnop";
    const writer = writerBehind("abcdefg");
    let told = 0;
    for (let at = 0; at < whole.length; at += size)
      await writer.write(bytes(whole.slice(at, at + size)), () => told++);
    expect(writer.bytesWritten).toBe(whole.length);
    expect(writer.mark()).toEqual({ bytes: whole.length, sum: crc32(bytes(whole)) });
    await writer.commit();
    expect(told).toBe(Math.ceil(whole.length / size));
    expect(readFileSync(join(folder, "out"), "utf8")).toBe(whole);
  },
);

test("as long as it compares, no more counts as written than is there", async () => {
  const writer = writerBehind("abcdefg");
  await writer.write(bytes("ab"));
  expect(writer.mark()).toEqual({ bytes: 7, sum: crc32(bytes("abcdefg")) });
  await writer.abandon();
});

test("the first byte that is another one is told, and nothing is put in place", async () => {
  rmSync(join(folder, "out"), { force: true });
  const writer = writerBehind("abcdefg");
  await writer.write(bytes("abc"));
  await expect(writer.write(bytes("dXf"))).rejects.toMatchObject({
    code: "REPLAY_DIFFERS",
    message: expect.stringContaining("byte 4") as string,
  });
  await expect(writer.commit()).rejects.toMatchObject({ code: "REPLAY_DIFFERS" });
  await writer.abandon();
  expect(() => readFileSync(join(folder, "out"))).toThrow("ENOENT");
});

test("an output that comes out shorter is another one", async () => {
  const writer = writerBehind("abcdefg");
  await writer.write(bytes("abc"));
  await expect(writer.commit()).rejects.toMatchObject({ code: "REPLAY_DIFFERS" });
  await writer.abandon();
});
