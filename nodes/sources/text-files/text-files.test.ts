// text-files on real folders: which files, which rows, which encodings, and what becomes of files that are no text or too long.

import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { diskFiles } from "../../../engine/host/files.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { errorFrames } from "../../../tests/support/error-frames.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import textFiles from "./text-files.ts";

let root: string;
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), "text-files-"))));
afterEach(() => rm(root, { recursive: true }));

async function put(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
}

async function read(params: Record<string, unknown> = {}, files: Files = diskFiles(root)) {
  const result = await runNode(textFiles, { params: { path: "texts", ...params }, host: { files } });
  const frames = result.outputs.out ?? [];
  const rows = frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row)));
  return {
    ...result,
    frames,
    rows,
    paths: rows.map(({ path }) => path),
    texts: rows.map(({ text }) => text),
  };
}

describe("files", () => {
  beforeEach(() => put({ "texts/b.txt": "B", "texts/a.MD": "A", "texts/c.csv": "C", "texts/in/d.txt": "D" }));

  test("each text is a row with its path", async () => {
    const { rows, frames, schemas } = await read();
    expect(rows).toEqual([
      { path: "texts/a.MD", text: "A", encoding: "utf-8" },
      { path: "texts/b.txt", text: "B", encoding: "utf-8" },
    ]);
    expect(frames[0].schema).toEqual(schemas.out);
    expect(frames[0].lineage).toMatchObject({ unit: "file", from: 1, to: 3 });
  });

  test.each([
    [{ recursive: true }, ["texts/a.MD", "texts/b.txt", "texts/in/d.txt"]],
    [{ glob: "*" }, ["texts/a.MD", "texts/b.txt", "texts/c.csv"]],
    [{ glob: "*.{txt,csv}, !b.*" }, ["texts/c.csv"]],
    [{ glob: "in/**", recursive: true }, ["texts/in/d.txt"]],
    [{ path: "texts/" }, ["texts/a.MD", "texts/b.txt"]],
    [{ path: "texts/c.csv" }, ["texts/c.csv"]],
  ])("%j reads %j", async (params, expected) => {
    expect((await read(params)).paths).toEqual(expected);
  });

  test("oldest first", async () => {
    await utimes(join(root, "texts/b.txt"), 1000, 1000);
    expect((await read({ sort: "modified" })).paths).toEqual(["texts/b.txt", "texts/a.MD"]);
  });

  test.each(["name", "modified"])(
    "links to files are read as files, and one that leads nowhere is a failed row (by %s)",
    async (sort) => {
      await symlink(join(root, "texts/c.csv"), join(root, "texts/linked.txt"));
      await symlink("lost.txt", join(root, "texts/lost.txt"));
      const { paths, texts, failed } = await read({ sort });
      expect(paths).toContain("texts/linked.txt");
      expect(texts.toSorted()).toEqual(["A", "B", "C"]);
      expect(failed).toMatchObject([{ code: "FILE_LINK_LOOP" }]);
      expect(failed[0].cause).toContain("texts/lost.txt");
    },
  );

  test("a folder without such files is said while editing, one that is not there is refused", async () => {
    expect((await read({ glob: "*.rst" })).issues).toMatchObject([
      { code: "FILES_NONE", severity: "warning" },
    ]);
    await expect(read({ path: "nowhere" })).rejects.toMatchObject({ code: "FILE_MISSING" });
  });
});

describe("pieces of files", () => {
  const TEXT = "one\r\ntwo\n\n \nthree\rfour\f\nfive\f\fsix\n";

  test.each([
    ["line", ["one", "two", "three", "four\f", "five\f\fsix"], [1, 2, 5, 6, 7]],
    ["paragraph", ["one\ntwo", "three\nfour\f\nfive\f\fsix"], [1, 5]],
    ["page", ["one\ntwo\n\n \nthree\nfour", "\nfive", "six"], [1, 6, 7]],
  ])("a row a %s", async (rows, texts, lines) => {
    const files = memoryFiles({ "texts/a.txt": TEXT });
    const found = await read({ path: "texts/a.txt", rows }, files);
    expect(found.texts).toEqual(texts);
    expect(found.rows.map(({ line }) => line)).toEqual(lines);
    expect(found.rows.map(({ number }) => number)).toEqual(texts.map((_, i) => i + 1));
    expect(files.openReaders()).toBe(0);
  });

  test("blank lines are rows where they are wanted", async () => {
    await put({ "texts/a.txt": "a\n\nb\n" });
    expect((await read({ rows: "line", skipEmpty: false })).texts).toEqual(["a", "", "b"]);
  });

  test("the same pieces however the file is read", async () => {
    const text = `${"ä€😀\r\n".repeat(2_000)}end`;
    for (const readBytes of [7, 4096, Infinity]) {
      const files = memoryFiles({ "a.txt": text }, { readBytes });
      const { texts } = await read({ path: "a.txt", rows: "line" }, files);
      expect(texts.length).toBe(2_001);
      expect(new Set(texts)).toEqual(new Set(["ä€😀", "end"]));
    }
  });

  test("a line that is too long is a failed row, and the others go on", async () => {
    const long = "x".repeat(3_000_000);
    await put({ "texts/a.txt": `first\n${long}\nlast\n` });
    const { failed, texts } = await read({ rows: "line", maxMegabytes: 1 });
    expect(texts).toEqual(["first", "last"]);
    expect(failed).toMatchObject([{ row: 2, code: "TEXT_TOO_LONG", column: "text" }]);
    expect(failed[0].cause).toContain("begins in line 2 is 2.9 MB");
  });

  test.each(["paragraph", "page"])("a %s that is too long is one failed row", async (rows) => {
    const filler = `${"y".repeat(99)}\n`.repeat(300);
    const files = memoryFiles({ "a.txt": `a\n\n\f${filler}\n\n\fb\n` });
    const { failed, texts } = await read({ path: "a.txt", rows, maxMegabytes: 0.01 }, files);
    expect(failed).toMatchObject([{ code: "TEXT_TOO_LONG" }]);
    expect(texts.map((text) => (text as string).trim())).toEqual(["a", "b"]);
  });

  test("a line of 100 MB is told without being held", async () => {
    const size = 100 * 1024 * 1024;
    const files: Files = {
      ...memoryFiles(),
      stat: async () => ({ size, modifiedMs: 0, isFolder: false }),
      open: async () => ({
        size,
        read: async (into, position) => {
          const length = Math.min(into.length, size - position);
          into.fill(120, 0, length);
          return length;
        },
        close: async () => {},
      }),
      readAll: async () => {
        throw new Error("A file that large must not be read at once.");
      },
    };
    const { failed } = await read({ path: "a.txt", rows: "line" }, files);
    expect(failed).toMatchObject([{ code: "TEXT_TOO_LONG" }]);
    expect(failed[0].cause).toContain("100.0 MB");
    expect((await read({ path: "a.txt" }, files)).failed).toMatchObject([{ code: "TEXT_TOO_LONG", row: 1 }]);
  });
});

describe("encodings", () => {
  const utf16 = (text: string, big: boolean, mark: boolean) => {
    const units = Uint16Array.from(mark ? `\ufeff${text}` : text, (sign) => sign.charCodeAt(0));
    const bytes = new Uint8Array(units.buffer);
    if (big) for (let i = 0; i < bytes.length; i += 2) [bytes[i], bytes[i + 1]] = [bytes[i + 1], bytes[i]];
    return bytes;
  };
  const GERMAN = "Grüße aus Köln, schöne Straße über dem Fluß. Die Lieferung verzögert sich.";
  const latin = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  // "Привет, как дела? Это обычный русский текст." in windows-1251.
  const RUSSIAN = "Привет, как дела? Это обычный русский текст, в котором есть слова.";
  const cyrillic = Uint8Array.from(RUSSIAN, (sign) => {
    const code = sign.charCodeAt(0);
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
  });
  // "日本語のテキストです。" repeated, in Shift_JIS.
  const JAPANESE = "日本語のテキストです。";
  const SJIS = [
    0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x82, 0xcc, 0x83, 0x65, 0x83, 0x4c, 0x83, 0x58, 0x83, 0x67, 0x82,
    0xc5, 0x82, 0xb7, 0x81, 0x42,
  ];

  test.each<[string, Uint8Array, string]>([
    ["UTF-8", new TextEncoder().encode(GERMAN), GERMAN],
    ["UTF-8 with a mark", new TextEncoder().encode(`\ufeff${GERMAN}`), GERMAN],
    ["UTF-16 LE with a mark", utf16(GERMAN, false, true), GERMAN],
    ["UTF-16 BE with a mark", utf16(GERMAN, true, true), GERMAN],
    ["UTF-16 LE without", utf16(GERMAN, false, false), GERMAN],
    ["UTF-16 BE without", utf16(GERMAN, true, false), GERMAN],
    ["Latin 1", latin(GERMAN), GERMAN],
    ["windows-1251", cyrillic, RUSSIAN],
    ["Shift_JIS", Uint8Array.from([...SJIS, ...SJIS, ...SJIS]), JAPANESE.repeat(3)],
    ["windows-1252", Uint8Array.of(...latin(GERMAN), 0x20, 0x93, 0x80, 0x94), `${GERMAN} “€”`],
    ["nothing", new Uint8Array(0), ""],
  ])("%s is told by its bytes, in whole files and in lines", async (_, bytes, expected) => {
    const files = memoryFiles({ "a.txt": bytes });
    expect((await read({ path: "a.txt" }, files)).texts).toEqual([expected]);
    expect((await read({ path: "a.txt", rows: "line" }, files)).texts).toEqual(expected ? [expected] : []);
  });

  test("a named encoding is used", async () => {
    const files = memoryFiles({ "a.txt": Uint8Array.of(0xe0) });
    expect((await read({ path: "a.txt", encoding: "windows-1251" }, files)).texts).toEqual(["а"]);
  });

  test.each([
    ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3), {}, "TEXT_BINARY"],
    ["UTF-32", Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0), {}, "ENCODING_UNKNOWN"],
    ["half a sign of UTF-16", Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x62), {}, "TEXT_ENCODING"],
    ["other bytes than its encoding has", latin("Grüße"), { encoding: "utf-8" }, "TEXT_ENCODING"],
  ])("%s fails its row and names the file; others are read", async (_, bytes, params, code) => {
    await put({ "texts/a.txt": bytes, "texts/b.txt": "good" });
    for (const rows of ["file", "line"]) {
      const { failed, texts } = await read({ ...params, rows });
      expect(failed).toMatchObject([{ row: 1, code, column: "text" }]);
      expect(failed[0].cause).toContain('"texts/a.txt"');
      expect(failed[0].hint).not.toBe("");
      expect(texts).toEqual(["good"]);
    }
  });

  test("failed rows arrive at the error port with the columns that were planned", async () => {
    await put({ "texts/a.txt": latin("Grüße") });
    const params = { path: "texts", rows: "line", encoding: "utf-8" };
    const { frames, planned } = await errorFrames(textFiles, params, diskFiles(root));
    expect(frames[0].schema).toEqual(planned);
    expect(frames[0].row(0)).toMatchObject({ path: "texts/a.txt", text: null, error_code: "TEXT_ENCODING" });
  });
});
