// Files that rows are added to, and files that follow each other: what is in them, and what is refused.

import { link, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { Clock } from "../../../engine/sdk/services.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { quickClock } from "../../../tests/support/quick-clock.ts";
import writeCsv from "../../actions/write-csv/write-csv.ts";
import { RowFile, type RowFormat } from "./row-file.ts";
import writeJsonl from "../../actions/write-jsonl/write-jsonl.ts";

const schema = { fields: [field("id", "float64"), field("word", "text")] };
type Row = { readonly id: number; readonly word: string };
const row = (id: number): Row => ({ id, word: `w${id}` });

let folder = "";
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "millrace-row-file-"))));
afterEach(() => rm(folder, { recursive: true }));

const read = (name: string) => readFile(join(folder, name), "utf8");
const names = async () => (await readdir(folder)).toSorted();

interface Written {
  readonly kind?: typeof writeCsv | typeof writeJsonl;
  readonly frames?: readonly (readonly Row[])[];
  readonly clock?: Clock;
  readonly dryRun?: boolean;
}

function write(
  params: Record<string, unknown>,
  { kind = writeCsv, frames = [[row(1)]], ...more }: Written = {},
) {
  return runNode(kind, {
    params: { path: "out.csv", ...params },
    inputs: { in: frames.map((rows) => frameOf(schema, rows)) },
    host: { files: diskFiles(folder), clock: more.clock ?? quickClock() },
    dryRun: more.dryRun,
  });
}

describe("adding to a file", () => {
  test("begins one that is not there, and goes on behind one that is", async () => {
    await write({ existing: "append" });
    await write({ existing: "append" }, { frames: [[row(2)], [row(3)]] });
    expect(await read("out.csv")).toBe("id,word\n1,w1\n2,w2\n3,w3\n");
    expect(await names()).toEqual(["out.csv"]);
  });

  test("a last line without its end gets one, a mark at the beginning and CR LF are no other columns", async () => {
    await writeFile(join(folder, "out.csv"), "\ufeffid,word\r\n1,w1");
    await write({ existing: "append", lineEnd: "crlf" }, { frames: [[row(2)]] });
    expect(await read("out.csv")).toBe("\ufeffid,word\r\n1,w1\r\n2,w2\r\n");
  });

  test("no rows change nothing", async () => {
    await write({ existing: "append" });
    await write({ existing: "append" }, { frames: [[]] });
    expect(await read("out.csv")).toBe("id,word\n1,w1\n");
  });

  test.each([
    ["other columns", "id,other\n1,2\n", "id,other"],
    ["another order", "word,id\na,1\n", "word,id"],
    ["another delimiter", "id;word\n1;a\n", "id;word"],
    ["no header", "1,w1\n", "1,w1"],
  ])("%s are refused before anything is written, also in a dry run", async (_, content, got) => {
    await writeFile(join(folder, "out.csv"), content);
    for (const dryRun of [false, true])
      await expect(write({ existing: "append" }, { dryRun })).rejects.toMatchObject({
        code: "OUTPUT_COLUMNS_DIFFER",
        details: { file: "out.csv", expected: "id,word", got },
      });
    expect(await read("out.csv")).toBe(content);
    expect(await names()).toEqual(["out.csv"]);
  });

  test("names in quotes that need none are the same columns", async () => {
    await writeFile(join(folder, "out.csv"), '"id","word"\n"1","w1"\n');
    await write({ existing: "append" }, { frames: [[row(2)]] });
    expect(await read("out.csv")).toBe('"id","word"\n"1","w1"\n2,w2\n');
  });

  test.each([
    ["CR LF", "lf", "id,word\r\n1,w1\r\n", "2,w2\r\n"],
    ["LF", "crlf", "id,word\n1,w1\n", "2,w2\n"],
    ["CR LF without the last", "lf", "id,word\r\n1,w1", "\r\n2,w2\r\n"],
    ["CR LF around a cell with LF", "lf", 'id,word\r\n1,"a\nb"\r\n', "2,w2\r\n"],
    ["nothing but one line without an end", "crlf", "id,word", "\r\n2,w2\r\n"],
  ])("rows end as those of the file do: %s, lineEnd %s", async (_, lineEnd, content, added) => {
    await writeFile(join(folder, "out.csv"), content);
    await write({ existing: "append", lineEnd }, { frames: [[row(2)]] });
    expect(await read("out.csv")).toBe(content + added);
  });

  test("a file with a second name: that is told, and the other name keeps what it had", async () => {
    await writeFile(join(folder, "out.csv"), "id,word\n1,w1\n");
    await link(join(folder, "out.csv"), join(folder, "other.csv"));
    const { warnings } = await write({ existing: "append" }, { frames: [[row(2)]] });
    expect(warnings).toEqual([expect.stringMatching(/^OUTPUT_LINKED: "out.csv" has 2 names/)]);
    expect(await read("out.csv")).toBe("id,word\n1,w1\n2,w2\n");
    expect(await read("other.csv")).toBe("id,word\n1,w1\n");
    expect((await write({ existing: "append" }, { frames: [[row(3)]] })).warnings).toEqual([]);
  });

  test("a file that ends within a quote would swallow the rows: nothing is added", async () => {
    const content = 'id,word\n1,"5"" disk"\n2,4" disk\n3,"cut\n4,w';
    await writeFile(join(folder, "out.csv"), content);
    await expect(write({ existing: "append" })).rejects.toMatchObject({ code: "OUTPUT_QUOTE_OPEN" });
    expect(await read("out.csv")).toBe(content);
    await writeFile(join(folder, "out.csv"), `${content}"\n`);
    await write({ existing: "append" });
    expect(await read("out.csv")).toBe(`${content}"\n1,w1\n`);
  });

  test("JSON lines go on behind those with the same keys, in any order", async () => {
    await writeFile(join(folder, "out.jsonl"), '{"word":"w0","id":0}');
    await write({ path: "out.jsonl", existing: "append" }, { kind: writeJsonl });
    expect(await read("out.jsonl")).toBe('{"word":"w0","id":0}\n{"id":1,"word":"w1"}\n');
    await writeFile(join(folder, "out.jsonl"), '{"id":0}\n');
    await expect(
      write({ path: "out.jsonl", existing: "append" }, { kind: writeJsonl }),
    ).rejects.toMatchObject({
      code: "OUTPUT_COLUMNS_DIFFER",
    });
  });

  test("what somebody else has written meanwhile is not lost: nothing is added, and that is said", async () => {
    await write({ existing: "append" });
    const theirs = async () => {
      await writeFile(join(folder, "out.csv"), "id,word\n9,theirs\n");
      await utimes(join(folder, "out.csv"), 1, 1);
    };
    const changed = runNode(writeCsv, {
      params: { path: "out.csv", existing: "append" },
      inputs: { in: [frameOf(schema, [row(2)])] },
      host: { files: besideOther(theirs), clock: quickClock() },
    });
    await expect(changed).rejects.toMatchObject({ code: "OUTPUT_CHANGED" });
    expect(await read("out.csv")).toBe("id,word\n9,theirs\n");
  });

  test("of two runs that add to one file, the first is told that the second was quicker, and adds nothing", async () => {
    await write({ existing: "append" });
    const first = runNode(writeCsv, {
      params: { path: "out.csv", existing: "append" },
      inputs: { in: [frameOf(schema, [row(2)]), frameOf(schema, [row(3)])] },
      host: {
        files: besideOther(() => write({ existing: "append" }, { frames: [[row(8)]] })),
        clock: quickClock(),
      },
    });
    await expect(first).rejects.toMatchObject({ code: "OUTPUT_CHANGED" });
    expect(await read("out.csv")).toBe("id,word\n1,w1\n8,w8\n");
  });
});

describe("files that follow each other", () => {
  test("rows are never cut, each file has its header, and all together are the whole", async () => {
    const cell = fc.record({ id: fc.integer({ min: 0, max: 999 }), word: fc.string({ maxLength: 40 }) });
    const frames = fc.array(fc.array(cell, { maxLength: 12 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        frames,
        fc.integer({ min: 10, max: 400 }),
        fc.constantFrom("csv", "jsonl"),
        async (given, bytes, ending) => {
          for (const name of await names()) await rm(join(folder, name));
          const kind = ending === "csv" ? writeCsv : writeJsonl;
          await write({ path: `whole.${ending}` }, { kind, frames: given });
          await write({ path: `out-{n}.${ending}`, rollMegabytes: bytes / 2 ** 20 }, { kind, frames: given });
          const header = ending === "csv" ? "id,word\n" : "";
          const parts = await Promise.all(
            (await names()).filter((name) => name.startsWith("out-")).map(read),
          );
          const bodies = parts.map((text) => text.slice(header.length));
          expect(header + bodies.join("")).toBe(await read(`whole.${ending}`));
          for (const [i, text] of parts.entries()) {
            expect(text.startsWith(header)).toBe(true);
            const isFull = Buffer.byteLength(text) > bytes;
            // Larger than it may be: only where one row is.
            if (isFull) expect(rowsIn(bodies[i], ending)).toBe(1);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test("names have numbers that sort; a later run goes on with the next, or is refused", async () => {
    const rolled = { path: "out-{n}.csv", rollMegabytes: 10 / 2 ** 20 };
    await write(rolled, { frames: [[row(1), row(2)]] });
    expect(await names()).toEqual(["out-0001.csv", "out-0002.csv"]);
    await expect(write(rolled)).rejects.toMatchObject({
      code: "OUTPUT_PARTS_THERE",
      details: { file: "out-0002.csv" },
    });
    await write({ ...rolled, existing: "append" }, { frames: [[row(3)]] });
    expect(await read("out-0003.csv")).toBe("id,word\n3,w3\n");
    expect(await read("out-0002.csv")).toBe("id,word\n2,w2\n");
  });

  test("files of a run that was ended: that is told, and that its rows would be there twice", async () => {
    const rolled = { path: "out-{n}.csv", rollMegabytes: 10 / 2 ** 20 };
    await write(rolled, { frames: [[row(1)]] });
    expect((await write({ ...rolled, existing: "append" }, { frames: [[]] })).warnings).toEqual([]);
    await writeFile(join(folder, "out-0002.csv.part"), "id,wo");
    await expect(write(rolled)).rejects.toMatchObject({
      code: "OUTPUT_PARTS_THERE",
      message: expect.stringContaining('has not come to its end, and left "out-0002.csv.part"') as string,
      details: {
        hint: expect.stringMatching(/^Remove them where that run has not come to its end/) as string,
      },
    });
    const { warnings } = await write({ ...rolled, existing: "append" }, { frames: [[row(2)]] });
    expect(warnings).toEqual([expect.stringMatching(/^OUTPUT_PARTS_BEGUN: "out-0002.csv.part"/)]);
  });

  test("the next file begins with the rows that come after so many minutes", async () => {
    const clock = quickClock();
    const frames = [[row(1)], [row(2)], [row(3)]];
    let asked = 0;
    // Each look at the clock is a minute later than the one before.
    const minutes = { ...clock, monotonic: () => 60_000 * asked++ };
    await write({ path: "o-{n}.csv", rollMinutes: 2 }, { frames, clock: minutes });
    expect(await names()).toEqual(["o-0001.csv", "o-0002.csv"]);
    expect(await read("o-0002.csv")).toBe("id,word\n3,w3\n");
  });

  test("without a row there is one file, with the header", async () => {
    await write({ path: "o-{n}.csv", rollMinutes: 1 }, { frames: [[]] });
    expect(await read("o-0001.csv")).toBe("id,word\n");
  });

  test("a file that is whole stays, the one that was begun is no file, where the run fails", async () => {
    const files = diskFiles(folder);
    let made = 0;
    const full = {
      ...files,
      create: (path: string) => (++made < 2 ? files.create(path) : files.create("gone/x.csv")),
    };
    const run = runNode(writeCsv, {
      params: { path: "o-{n}.csv", rollMegabytes: 10 / 2 ** 20 },
      inputs: { in: [frameOf(schema, [row(1), row(2)])] },
      host: { files: full, clock: quickClock() },
    });
    await expect(run).rejects.toMatchObject({ code: "FOLDER_MISSING" });
    expect(await names()).toEqual(["o-0001.csv"]);
  });

  test.each([["out.csv"], ["{n}/out.csv"], ["{n}-{n}.csv"]])(
    "a name that would not differ is an issue: %s",
    async (path) => {
      const { issues } = await write({ path, rollMegabytes: 1 });
      expect(issues).toMatchObject([{ code: "OUTPUT_NUMBER", path: "params.path" }]);
    },
  );

  test("a name with {n} is a plain name where one file is written, which is said", async () => {
    const { issues } = await write({ path: "a{n}.csv" });
    expect(issues).toMatchObject([{ code: "OUTPUT_NUMBER", severity: "warning", path: "params.path" }]);
    expect(await names()).toEqual(["a{n}.csv"]);
  });
});

function rowsIn(text: string, ending: string): number {
  if (ending === "jsonl") return text.split("\n").length - 1;
  return text.replaceAll(/"(?:[^"]|"")*"/g, "").split("\n").length - 1;
}

type Writer = ReturnType<ReturnType<typeof diskFiles>["create"]>;

/** A writer that does something after each write. */
function afterWrite(writer: Writer, then: () => Promise<unknown>): Writer {
  return {
    path: writer.path,
    get bytesWritten() {
      return writer.bytesWritten;
    },
    open: () => writer.open(),
    write: async (bytes, done) => {
      await writer.write(bytes, done);
      await then();
    },
    commit: () => writer.commit(),
    abandon: () => writer.abandon(),
  };
}

/** Files of a run beside which, once it has begun to write, something else happens to its end. */
function besideOther(other: () => Promise<unknown>) {
  const files = diskFiles(folder);
  let begun: Promise<unknown> | null = null;
  return { ...files, create: (path: string) => afterWrite(files.create(path), () => (begun ??= other())) };
}

describe("a file whose beginning could not be written", () => {
  const text = (words: string) => new TextEncoder().encode(words);
  const format: RowFormat = { header: () => text("id\n"), lineEnd: text("\n"), misfit: () => null };
  const rows = { bytes: text("2\n"), ends: [2], names: ["id"], written: () => {} };
  const failure = new MillraceError("FILE_FAILED", { message: "The disk does not answer.", hint: "Look." });

  test("that rows are added to keeps its rows, however often somebody tries again", async () => {
    const memory = memoryFiles({ "out.csv": "id\n1\n" });
    let opened = 0;
    const files = {
      ...memory,
      open(path: string) {
        // The third time it is opened to be copied.
        if (++opened === 3) throw failure;
        return memory.open(path);
      },
    };
    const settings = { path: "out.csv", existing: "append", rollMegabytes: 0, rollMinutes: 0 } as const;
    const file = await RowFile.open(settings, { files, clock: quickClock() }, format, {
      names: ["id"],
      warn: () => {},
    });
    await expect(file.write(rows)).rejects.toBe(failure);
    await expect((async () => file.write(rows))()).rejects.toBe(failure);
    await expect(file.commit(["id"])).rejects.toBe(failure);
    expect(memory.text("out.csv")).toBe("id\n1\n");
  });

  test("that follows others has no rows without a header", async () => {
    const memory = memoryFiles();
    let opened = 0;
    const files = {
      ...memory,
      create(path: string) {
        const writer = memory.create(path);
        return Object.assign(Object.create(writer) as typeof writer, {
          async open() {
            if (++opened === 1) throw failure;
          },
        });
      },
    };
    const settings = { path: "out-{n}.csv", existing: "replace", rollMegabytes: 1, rollMinutes: 0 } as const;
    const file = await RowFile.open(settings, { files, clock: quickClock() }, format, {
      names: ["id"],
      warn: () => {},
    });
    await expect(file.write(rows)).rejects.toBe(failure);
    await expect((async () => file.write(rows))()).rejects.toBe(failure);
    await expect(file.commit(["id"])).rejects.toBe(failure);
    expect(memory.text("out-0001.csv")).toBeUndefined();
  });
});
