import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import writeText from "./write-text.ts";

const schema = { fields: [field("path", "text"), field("text", "text"), field("score", "float64")] };
const ROWS = [
  { path: "in/a.txt", text: "Grüße", score: 0.5 },
  { path: "../b", text: null, score: 1 },
  { path: "in/a.txt", text: "again", score: null },
];

async function write(params: Record<string, unknown>, dryRun = false) {
  const files = memoryFiles();
  const frame = frameOf(schema, ROWS);
  const given = { folder: "out/", ...params };
  const inputs = { in: [frame.slice(0, 2), frame.slice(2, 3)] };
  const result = await runNode(writeText, { params: given, inputs, host: { files }, dryRun });
  const written = Object.fromEntries([...files.contents.keys()].map((path) => [path, files.text(path)]));
  return { ...result, written };
}

test("a file for each row, with names that are safe and given once", async () => {
  expect((await write({ name: "{path}.md", text: "# {path}\n{text} ({score}) {{x}}" })).written).toEqual({
    "out/in/a.txt.md": "# in/a.txt\nGrüße (0.5) {x}",
    "out/_/b.md": "# ../b\n (1) {x}",
    "out/in/a.txt-2.md": "# in/a.txt\nagain () {x}",
  });
});

test("files are called by the number of the row unless a name is given", async () => {
  expect(Object.keys((await write({})).written)).toEqual(["out/0.txt", "out/1.txt", "out/2.txt"]);
});

test("one file for all rows takes its place when it is whole", async () => {
  const { written, effects } = await write({ files: "all", name: "all.txt", text: "{row}: {text}" });
  expect(written).toEqual({ "out/all.txt": "0: Grüße\n1: \n2: again\n" });
  expect(effects.map(({ summary }) => summary)).toEqual([
    "write 2 rows to out/all.txt",
    "write 1 rows to out/all.txt",
  ]);
});

test("a file for all rows may lie in a folder of its own, and has its braces once", async () => {
  const { written } = await write({ files: "all", name: "sub/{{all}}.txt", text: "{score}" });
  expect(written).toEqual({ "out/sub/{all}.txt": "0.5\n1\n\n" });
});

test("a file for all rows is there, empty, where no rows have come", async () => {
  const files = memoryFiles();
  const params = { folder: "out", files: "all", name: "all.txt" };
  await runNode(writeText, { params, inputs: { in: [frameOf(schema, [])] }, host: { files } });
  expect([...files.contents.keys()]).toEqual(["out/all.txt"]);
});

test("a dry run says what it would write, and writes nothing", async () => {
  const { written, effects } = await write({}, true);
  expect(written).toEqual({});
  expect(effects).toMatchObject([{ summary: "write 2 files into out", rows: 2 }, { rows: 1 }]);
});

test.each([
  [{ text: "{nothing}" }, "COLUMN_UNKNOWN"],
  [{ name: "{nothing}.txt" }, "COLUMN_UNKNOWN"],
  [{ text: "{text" }, "PARAM_INVALID"],
  [{ files: "all", name: "{path}.txt" }, "PARAM_INVALID"],
])("%j is an issue: %s", async (params, code) => {
  expect((await write(params)).issues).toMatchObject([{ code, severity: "error" }]);
});
