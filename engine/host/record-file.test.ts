import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { diskFiles } from "./files.ts";
import { RecordFile, readRecords } from "./record-file.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-records-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, "records");
const bytes = (text: string) => new TextEncoder().encode(text);
const FIRST = bytes("first\n");

async function made(...texts: readonly string[]): Promise<Buffer> {
  const file = await RecordFile.create(path, FIRST);
  for (const text of texts) await file.append(bytes(text));
  await file.synced();
  await file.close();
  return readFileSync(path);
}

async function read(): Promise<string[]> {
  const reader = await diskFiles(folder).open(path);
  const texts: string[] = [];
  try {
    for await (const record of readRecords(reader, FIRST.length))
      texts.push(new TextDecoder().decode(record.bytes));
  } finally {
    await reader.close();
  }
  return texts;
}

test("records come back as they were, wherever the file was torn: whole ones only", async () => {
  const whole = await made("a", "", "cc");
  expect(await read()).toEqual(["a", "", "cc"]);
  const ends = [FIRST.length, FIRST.length + 9, FIRST.length + 17, FIRST.length + 27];
  expect(whole.length).toBe(ends[3]);
  for (let length = FIRST.length; length <= whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    expect(await read(), `the first ${length} bytes`).toEqual(
      ["a", "", "cc"].slice(0, ends.filter((end) => end <= length).length - 1),
    );
  }
});

test("a record of which any bit is another one counts for nothing, nor what stands behind it", async () => {
  const whole = await made("a", "bb");
  const second = FIRST.length + 9;
  for (let at = second; at < whole.length; at++) {
    const changed = Buffer.from(whole);
    changed[at] ^= 1;
    writeFileSync(path, changed);
    expect(await read(), `byte ${at}`).toEqual(["a"]);
  }
});

test("who goes on writes behind what was kept", async () => {
  const whole = await made("a", "bb");
  writeFileSync(path, whole.subarray(0, whole.length - 1));
  const file = await RecordFile.goOn(path, FIRST.length + 9);
  await file.append(bytes("c"));
  await file.close();
  expect(await read()).toEqual(["a", "c"]);
});
