// stdin: what is piped in becomes rows; what stands in its place where nothing is.

import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { standardInput } from "../../../engine/host/standard-input.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { HostServices, StandardInput } from "../../../engine/sdk/services.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import stdin from "./stdin.ts";

/** A pipe that gives the text in pieces of so many bytes. */
function piped(text: string, pieceBytes = 1000): StandardInput {
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / pieceBytes);
  const pieces = Array.from({ length: count }, (_, i) =>
    bytes.subarray(i * pieceBytes, (i + 1) * pieceBytes),
  );
  const stream = Readable.from(pieces);
  return standardInput(() => stream);
}

async function read(params: Record<string, unknown>, host: Partial<HostServices>) {
  const run = await runNode(stdin, { params, host: { files: memoryFiles(), ...host } });
  const frames = run.outputs.out ?? [];
  return {
    ...run,
    rows: frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row))),
  };
}

const CSV = "\ufeffid;word\n1;a\n3;y;z\n2;b\n";
const LINES = '{"id":1,"word":"a"}\nno\n{"id":2,"word":"b"}\n';
const ROWS = [
  { id: 1, word: "a" },
  { id: 2, word: "b" },
];

describe("piped rows", () => {
  test.each([
    ["csv", CSV, "ROW_CELLS", 3],
    ["jsonl", LINES, "JSON_LINE_INVALID", 2],
  ])("of %s, however they come", async (format, text, code, row) => {
    for (const pieceBytes of [1, 7, 1000]) {
      const { rows, failed } = await read({ format }, { input: piped(text, pieceBytes) });
      expect(rows).toEqual(ROWS);
      expect(failed).toMatchObject([{ row, code }]);
    }
  });

  test.each([
    ["csv", `id,word\n${"1,a\n".repeat(200_000)}`],
    ["jsonl", '{"id":1,"word":"a"}\n'.repeat(200_000)],
  ])("of %s that are more than what is looked at", async (format, text) => {
    const { rows } = await read({ format }, { input: piped(text, 65_536) });
    expect([rows.length, rows.at(-1)]).toEqual([200_000, { id: 1, word: "a" }]);
  });

  test.each(["csv", "jsonl"])("that are none are refused (%s)", async (format) => {
    await expect(read({ format }, { input: piped("") })).rejects.toMatchObject({
      code: "FILE_EMPTY",
      details: { file: "standard input", hint: expect.stringContaining("before the pipe") as unknown },
    });
  });

  test("that are a header alone are told as such, and not as a file's", async () => {
    const { issues } = await read({}, { input: piped("id,word\n") });
    expect(issues).toMatchObject([
      {
        code: "FILE_NO_ROWS",
        message: expect.stringMatching(/^Standard input has a header/) as unknown,
        hint: expect.stringContaining("before the pipe") as unknown,
      },
    ]);
    expect(issues[0].path).toBeUndefined();
  });

  test("come before a sample", async () => {
    const files = memoryFiles({ "sample.csv": "id;word\n7;sample\n" });
    expect((await read({ sample: "sample.csv" }, { files, input: piped(CSV) })).rows).toEqual(ROWS);
  });
});

describe("where nothing is piped in", () => {
  test("a terminal is refused, and says what to do", async () => {
    const input = { ...piped(CSV), isTerminal: true };
    await expect(read({}, { input })).rejects.toMatchObject({
      code: "STDIN_NOTHING",
      details: { got: "a terminal", hint: expect.stringContaining("millrace run FLOW < FILE") as unknown },
    });
  });

  test.each([
    ["csv", CSV],
    ["jsonl", LINES],
  ])("the sample stands in (%s)", async (format, text) => {
    const files = memoryFiles({ sample: text });
    const { rows, issues } = await read({ format, sample: "sample" }, { files });
    expect(rows).toEqual(ROWS);
    expect(issues.map(({ code }) => code)).toContain("STDIN_SAMPLE");
    expect(files.openReaders()).toBe(0);
  });

  test("without a sample the columns are open, and a run is refused", async () => {
    const params = stdin.params.parse({});
    const { outputs, issues } = stdin.schema({ params, inputs: {}, wires: {}, facts: { format: "unknown" } });
    expect(outputs.out).toEqual({ fields: [], open: true });
    expect(issues).toMatchObject([{ code: "STDIN_NO_SAMPLE", severity: "warning" }]);
    // The editor and an export, which have no standard input, are told what they can take in its place.
    await expect(read({}, {})).rejects.toMatchObject({
      code: "STDIN_NOTHING",
      details: { hint: expect.stringContaining("(sample)") as unknown },
    });
  });

  test("a sample that is not there is said", async () => {
    await expect(read({ sample: "gone.csv" }, {})).rejects.toMatchObject({ code: "FILE_MISSING" });
  });
});
