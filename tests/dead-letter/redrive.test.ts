// What rows that are run again are, where they come from, and what is run beside them.

import sharp from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import { createCatalog } from "../../engine/catalog/catalog.ts";
import type { NodeDocument, WorkflowDocument } from "../../engine/document/types.ts";
import { planRedrive } from "../../app/engine-process/dead-letter/redrive.ts";
import { workflowMark } from "../../app/engine-process/dead-letter/workflow-mark.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { memoryFiles, type MemoryFiles } from "../support/memory-files.ts";
import { bareHost } from "../support/run-workflow.ts";
import { scripted } from "../support/test-nodes.ts";
import { drive, flowOf, nodeOf, written, type World } from "./drive.ts";
import { frail } from "./frail.ts";

const untitled = scripted("untitled", ({ frame, fail }) => {
  for (let row = 0; row < frame.length; row++)
    if (frame.column("path").get(row) === "pictures/b.png")
      fail(row, { code: "UNTITLED", cause: "It has no title." });
});

const catalog = createCatalog({
  ...nodeKinds,
  frail: async () => ({ default: frail }),
  untitled: async () => ({ default: untitled }),
});

let files: MemoryFiles;
let world: World;

beforeEach(() => {
  files = memoryFiles();
  world = { catalog, host: { ...bareHost(), files } };
});

const put = (path: string, content: string | Uint8Array) =>
  void files.contents.set(path, typeof content === "string" ? new TextEncoder().encode(content) : content);

const out = (path = "out.jsonl") => nodeOf("out", "write-jsonl", { path });
const all = nodeOf("frail", "frail", { every: 1 });
const LETTERS = "out.jsonl.failed.jsonl";

/** The workflow in which `frail` fails nothing. */
function mended(document: WorkflowDocument): WorkflowDocument {
  const mend = (node: NodeDocument) => (node.kind === "frail" ? { ...node, params: { every: 0 } } : node);
  return { ...document, nodes: document.nodes.map(mend) };
}

const ids = (path: string) => written(files, path).map(({ id }) => Number(id));

test("two versions of one row are refused, and the same line twice is one", async () => {
  const document = flowOf([nodeOf("rows", "csv", { path: "rows.csv" }), out()], ["rows -> out"]);
  const workflow = workflowMark(document, "flow.millrace.json");
  const line = (id: number) =>
    JSON.stringify({
      line: 2,
      source: "rows",
      node: "out",
      code: "X",
      cause: "X",
      given: { row: { id }, types: { id: "float64" } },
      attempt: 1,
      workflow,
    });
  put("rows.csv", "id\n1\n");
  const asked = { flow: "flow.millrace.json", file: LETTERS, append: false, journal: false, resume: false };
  put(LETTERS, [line(1), line(1)].join("\n"));
  expect(await planRedrive(document, catalog, world, asked)).toMatchObject({ rows: 1 });
  put(LETTERS, [line(1), line(1), line(5)].join("\n"));
  await expect(planRedrive(document, catalog, world, asked)).rejects.toMatchObject({
    code: "DEAD_LETTER_TWICE",
    details: { line: 3, got: "lines 1 and 3" },
  });
});

test("more failed rows than a call has arguments are run again", async () => {
  const document = flowOf([nodeOf("rows", "csv", { path: "rows.csv" }), out()], ["rows -> out"]);
  const workflow = workflowMark(document, "flow.millrace.json");
  const common = { source: "rows", node: "out", code: "X", cause: "X", attempt: 4, workflow };
  const lines = Array.from({ length: 150_000 }, (_, i) => JSON.stringify({ line: i + 2, ...common }));
  put("rows.csv", "id\n1\n");
  put(LETTERS, lines.join("\n"));
  const asked = { flow: "flow.millrace.json", file: LETTERS, append: false, journal: false, resume: false };
  expect(await planRedrive(document, catalog, world, asked)).toMatchObject({ rows: 150_000, attempt: 5 });
});

describe("rows that failed on the way to one of two actions", () => {
  const rows = nodeOf("rows", "csv", { path: "rows.csv" });
  const plain = nodeOf("plain", "write-jsonl", { path: "plain.jsonl" });
  const some = nodeOf("frail", "frail", { every: 2 });

  test("do not go to the other one again", async () => {
    put("rows.csv", "id\n1\n2\n3\n4\n");
    const document = flowOf([rows, plain, some, out()], ["rows -> plain", "rows -> frail", "frail -> out"]);
    const { failedPath } = await drive(document, world);
    expect(ids("plain.jsonl")).toEqual([1, 2, 3, 4]);
    const { summary } = await drive(mended(document), world, { from: failedPath });
    expect(summary.outcome).toBe("done");
    expect([...ids("out.jsonl"), ...ids("out.attempt-2.jsonl")].sort()).toEqual([1, 2, 3, 4]);
    expect(files.contents.has("plain.attempt-2.jsonl")).toBe(false);
  });

  test("do where others failed before both, and that is told", async () => {
    put("rows.csv", "id\n1\nx\n3\n4\n");
    const typed = nodeOf("rows", "csv", { path: "rows.csv", types: { id: "int64" } });
    const document = flowOf([typed, plain, some, out()], ["rows -> plain", "rows -> frail", "frail -> out"]);
    const { failedPath } = await drive(document, world);
    put("rows.csv", "id\n1\n2\n3\n4\n");
    const asked = {
      flow: "flow.millrace.json",
      file: failedPath,
      append: false,
      journal: false,
      resume: false,
    };
    const { plan } = await planRedrive(mended(document), catalog, world, asked);
    expect(plan.issues).toEqual([
      expect.objectContaining({ code: "DEAD_LETTER_THERE", severity: "warning", node: "plain" }),
    ]);
  });
});

describe("a row from its line", () => {
  const types = {
    id: "int64",
    f: "float64",
    s: "float32",
    at: "timestamp",
    day: "date",
    yes: "bool",
    note: "text",
  };
  const ROWS = [
    "9223372036854775807,NaN,0.1,2026-01-31T13:00:00.123Z,2026-01-31,true,plain",
    '-9007199254740993,-0,3.4028235e38,1969-12-31T23:59:59Z,1600-02-29,false,"ä ""x"", \u{10348}"',
    "2,1e-320,,,,,",
    "3,0.1,1,2026-01-31,2026-01-31,true,null",
  ];
  const document = flowOf(
    [nodeOf("rows", "csv", { path: "rows.csv", types }), all, out()],
    ["rows -> frail", "frail -> out"],
  );

  test("is the one that the source gave, to the last bit", async () => {
    put("rows.csv", `id,f,s,at,day,yes,note\n${ROWS.join("\n")}\n`);
    await drive(mended(document), world);
    const right = files.text("out.jsonl");
    expect(right?.split("\n")).toHaveLength(ROWS.length + 1);
    await drive(document, world);
    await drive(mended(document), world, { from: LETTERS });
    expect(files.text("out.attempt-2.jsonl")).toBe(right);
  });

  test("needs no source any more", async () => {
    put("rows.csv", `id,f,s,at,day,yes,note\n${ROWS.join("\n")}\n`);
    await drive(mended(document), world);
    const right = files.text("out.jsonl");
    await drive(document, world);
    files.contents.delete("rows.csv");
    await drive(mended(document), world, { from: LETTERS });
    expect(files.text("out.attempt-2.jsonl")).toBe(right);
  });

  test("with a cell of another type is refused before anything is given away", async () => {
    put("rows.csv", `id,f,s,at,day,yes,note\n${ROWS.join("\n")}\n`);
    await drive(document, world);
    put("spoilt.jsonl", files.text(LETTERS)!.replace(/"id":"?3"?/gu, '"id":"three"'));
    const asked = {
      flow: "flow.millrace.json",
      file: "spoilt.jsonl",
      append: false,
      journal: false,
      resume: false,
    };
    await expect(planRedrive(document, catalog, world, asked)).rejects.toMatchObject({
      code: "DEAD_LETTER_CELL",
    });
  });

  test("may be mended by hand, and counts its tries", async () => {
    put("rows.csv", "id\n2\n4\n5\n");
    const even = flowOf(
      [nodeOf("rows", "csv", { path: "rows.csv" }), nodeOf("frail", "frail", { every: 2 }), out()],
      ["rows -> frail", "frail -> out"],
    );
    await drive(even, world);
    put(LETTERS, files.text(LETTERS)!.replaceAll('"id":4', '"id":7'));
    const second = await drive(even, world, { from: LETTERS });
    expect(ids("out.attempt-2.jsonl")).toEqual([7]);
    expect(second.failed.map(({ line, attempt }) => [line, attempt])).toEqual([[2, 2]]);
    const third = await drive(even, world, { from: second.failedPath });
    expect(third.failedPath).toBe("out.attempt-3.jsonl.failed.jsonl");
    expect(third.failed.map(({ line, attempt }) => [line, attempt])).toEqual([[2, 3]]);
  });

  test("has the columns of its source, whatever nodes have made of them since", async () => {
    put("rows.csv", "id,a\n1,2\n");
    const narrow = flowOf(
      [
        nodeOf("rows", "csv", { path: "rows.csv" }),
        nodeOf("only", "select", { columns: ["id"] }),
        nodeOf("twice", "formula", { columns: { id: "id * 2.0" } }),
        nodeOf("again", "union"),
        all,
        out(),
      ],
      ["rows -> only", "only -> twice", "twice -> again", "again -> frail", "frail -> out"],
    );
    const { failed } = await drive(narrow, world);
    expect(failed[0].given).toEqual({ row: { id: 1, a: 2 }, types: { id: "float64", a: "float64" } });
  });
});

describe("a row that its line does not hold", () => {
  const sorted = flowOf(
    [
      nodeOf("rows", "csv", { path: "rows.csv", types: { id: "int64" } }),
      nodeOf("order", "sort", { columns: ["a"], descending: ["a"] }),
      all,
      out(),
    ],
    ["rows -> order", "order -> frail", "frail -> out"],
  );

  test("is read again at its place: one that failed behind a sort, and one that could not be read", async () => {
    put("rows.csv", "id,a\n1,5\n2,7\noops,1\n4,6\n");
    const { failed } = await drive(sorted, world);
    expect(failed.map(({ line, given }) => [line, given])).toEqual(
      [2, 3, 4, 5].map((line) => [line, undefined]),
    );
    put("rows.csv", "id,a\n1,5\n2,7\n3,1\n4,6\n");
    const { failed: left } = await drive(mended(sorted), world, { from: LETTERS });
    expect(left).toEqual([]);
    expect(ids("out.attempt-2.jsonl")).toEqual([2, 4, 1, 3]);
  });

  test("keeps its place between those whose lines do", async () => {
    put("rows.csv", "id,a\n1,5\noops,1\n3,1\noops,2\n5,9\n");
    const document = flowOf(
      [nodeOf("rows", "csv", { path: "rows.csv", types: { id: "int64" } }), all, out()],
      ["rows -> frail", "frail -> out"],
    );
    await drive(document, world);
    put("rows.csv", "id,a\n1,5\n2,1\n3,1\n4,2\n5,9\n");
    await drive(mended(document), world, { from: LETTERS });
    expect(ids("out.attempt-2.jsonl")).toEqual([1, 2, 3, 4, 5]);
  });

  test("fails again where its place is there no more", async () => {
    put("rows.csv", "id,a\n1,5\noops,1\n3,1\noops,2\n");
    await drive(mended(sorted), world);
    put("rows.csv", "id,a\n1,5\n2,1\n3,1\n");
    const { summary, failed } = await drive(mended(sorted), world, { from: LETTERS });
    expect(ids("out.attempt-2.jsonl")).toEqual([2]);
    expect(failed).toMatchObject([{ line: 5, source: "rows", code: "DEAD_LETTER_GONE", attempt: 2 }]);
    expect(summary.rowsFailed).toBe(1);
  });

  test("is refused where its source is gone", async () => {
    put("rows.csv", "id,a\n1,5\noops,1\n");
    await drive(sorted, world);
    files.contents.delete("rows.csv");
    await expect(drive(sorted, world, { from: LETTERS })).rejects.toMatchObject({
      code: "DEAD_LETTER_AGAIN",
      details: { node: "rows", message: expect.stringContaining("rows.csv") as string },
    });
  });

  test("is a picture: it is read again by its name, wherever it stands in the folder now", async () => {
    const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    for (const name of ["a.png", "b.png", "c.png"]) put(`pictures/${name}`, new Uint8Array(png));
    // Files in memory have no folders by themselves.
    const { stat } = files;
    const folder = { size: 0, modifiedMs: 0, isFolder: true };
    Object.assign(files, { stat: async (path: string) => (path === "pictures" ? folder : stat(path)) });
    const document = flowOf(
      [
        nodeOf("photos", "image-folder", { path: "pictures" }),
        nodeOf("title", "untitled"),
        nodeOf("names", "select", { columns: ["path"] }),
        out(),
      ],
      ["photos -> title", "title -> names", "names -> out"],
    );
    const { failed } = await drive(document, world);
    expect(failed).toMatchObject([
      { file: 2, given: { row: { path: "pictures/b.png", image: { elsewhere: "pictures/b.png" } } } },
    ]);
    put("pictures/0.png", new Uint8Array(png));
    const bypassed = document.nodes.map((node) => (node.id === "title" ? { ...node, bypassed: true } : node));
    await drive({ ...document, nodes: bypassed }, world, { from: LETTERS });
    expect(written(files, "out.attempt-2.jsonl").map(({ path }) => path)).toEqual(["pictures/b.png"]);
  });

  test("is a picture that could not be read: its path says which, and not its number", async () => {
    const png = new Uint8Array(
      await sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } })
        .png()
        .toBuffer(),
    );
    for (const name of ["a.png", "c.png"]) put(`pictures/${name}`, png);
    for (const name of ["b.png", "d.png"]) put(`pictures/${name}`, "no picture");
    const { stat } = files;
    const folder = { size: 0, modifiedMs: 0, isFolder: true };
    Object.assign(files, { stat: async (path: string) => (path === "pictures" ? folder : stat(path)) });
    const document = flowOf(
      [
        nodeOf("photos", "image-folder", { path: "pictures" }),
        nodeOf("names", "select", { columns: ["path"] }),
        out(),
      ],
      ["photos -> names", "names -> out"],
    );
    await drive(document, world);
    for (const name of ["0.png", "b.png"]) put(`pictures/${name}`, png);
    files.contents.delete("pictures/d.png");
    const { failed } = await drive(document, world, { from: LETTERS });
    expect(written(files, "out.attempt-2.jsonl").map(({ path }) => path)).toEqual(["pictures/b.png"]);
    expect(failed).toMatchObject([
      { file: 4, code: "DEAD_LETTER_GONE", cause: expect.stringContaining("pictures/d.png") as string },
    ]);
  });
});

describe("beside the rows that are run again", () => {
  test("other sources give nothing, and the table of a join is read whole without telling its failed rows again", async () => {
    put("one.csv", "id,a\n1,x\n2,y\n");
    put("two.csv", "id,a\n3,x\n5,y\n");
    put("table.csv", "a,name,rank\nx,Xaver,1\nz,Zoe,last\ny,Yvonne,2\n");
    const document = flowOf(
      [
        nodeOf("one", "csv", { path: "one.csv" }),
        nodeOf("two", "csv", { path: "two.csv" }),
        nodeOf("table", "csv", { path: "table.csv", types: { rank: "int64" } }),
        nodeOf("both", "union"),
        nodeOf("names", "join", { leftKey: ["a"], rightKey: ["a"] }),
        nodeOf("frail", "frail", { every: 2 }),
        out(),
      ],
      [
        "one -> both",
        "two -> both",
        "both -> names",
        "table -> names.table",
        "names -> frail",
        "frail -> out",
      ],
    );
    await drive(document, world);
    expect(ids("out.jsonl")).toEqual([1, 3, 5]);
    expect((files.text(LETTERS) ?? "").match(/"source":"\w+"/g)).toEqual([
      '"source":"one"',
      '"source":"table"',
    ]);
    const { summary, failed } = await drive(mended(document), world, { from: LETTERS });
    expect(written(files, "out.attempt-2.jsonl")).toEqual([{ id: 2, a: "y", name: "Yvonne", rank: 2 }]);
    expect([failed, summary.rowsFailed]).toEqual([[], 0]);
    expect(summary.nodes).toMatchObject({ one: { rowsOut: 1 }, two: { rowsOut: 0 }, table: { rowsOut: 2 } });
  });

  test("a row that failed on two ways is run once", async () => {
    put("rows.csv", "id\n1\n2\n");
    const document = flowOf(
      [
        nodeOf("rows", "csv", { path: "rows.csv" }),
        nodeOf("left", "frail", { every: 2 }),
        nodeOf("right", "frail", { every: 2 }),
        out(),
        nodeOf("other", "write-jsonl", { path: "other.jsonl" }),
      ],
      ["rows -> left", "rows -> right", "left -> out", "right -> other"],
    );
    const { failed } = await drive(document, world);
    expect(failed.map(({ node }) => node)).toEqual(["left", "right"]);
    await drive(mended(document), world, { from: LETTERS });
    expect([ids("out.attempt-2.jsonl"), ids("other.attempt-2.jsonl")]).toEqual([[2], [2]]);
  });
});

describe("a file of failed rows is refused", () => {
  const document = flowOf(
    [nodeOf("rows", "csv", { path: "rows.csv" }), all, out()],
    ["rows -> frail", "frail -> out"],
  );

  beforeEach(async () => {
    put("rows.csv", "id,a\n1,x\n2,y\n");
    await drive(document, world);
  });

  const lines = () => files.text(LETTERS)!.trimEnd().split("\n");
  const second = (change: (line: Record<string, unknown>) => object) => {
    const [one, two] = lines();
    return `${one}\n${JSON.stringify(change(JSON.parse(two) as Record<string, unknown>))}\n`;
  };

  test.each<[why: string, code: string, text: () => string | Uint8Array, details: object]>([
    ["it is empty", "DEAD_LETTER_EMPTY", () => "\n\n", {}],
    [
      "it is cut off in the middle of a line",
      "DEAD_LETTER_BROKEN",
      () => lines().join("\n").slice(0, -30),
      { line: 2 },
    ],
    ["a line is no JSON", "DEAD_LETTER_BROKEN", () => `id,a\n${lines()[0]}\n`, { line: 1 }],
    ["a line is no UTF-8", "DEAD_LETTER_BROKEN", () => Uint8Array.of(0xff, 10), { line: 1 }],
    [
      "a line is of an older record",
      "DEAD_LETTER_BROKEN",
      () => second(({ attempt: _, ...line }) => line),
      { line: 2 },
    ],
    ["a line has no place", "DEAD_LETTER_BROKEN", () => second(({ line: _, ...line }) => line), { line: 2 }],
    [
      "a line has two places",
      "DEAD_LETTER_BROKEN",
      () => second((line) => ({ ...line, row: 1 })),
      { line: 2 },
    ],
    [
      "a row is of another workflow",
      "DEAD_LETTER_WORKFLOW",
      () => second((line) => ({ ...line, workflow: { name: "other", nodes: "000000000000" } })),
      { line: 2, expected: 'a row of "flow"', got: "other" },
    ],
    [
      "a row is of a source that is gone",
      "DEAD_LETTER_SOURCE",
      () => second((line) => ({ ...line, source: "gone" })),
      { got: "gone" },
    ],
    [
      "a row has a column more than the others",
      "DEAD_LETTER_COLUMNS",
      () =>
        second((line) => ({
          ...line,
          given: { row: { id: 2, a: "y", b: 1 }, types: { id: "float64", a: "text", b: "float64" } },
        })),
      { line: 2, expected: 'no column "b"', got: "b float64" },
    ],
    [
      "all rows have a column more than the source",
      "DEAD_LETTER_COLUMNS",
      () =>
        files
          .text(LETTERS)!
          .replaceAll('"a":"', '"b":"extra","a":"')
          .replaceAll('"a":"text"', '"b":"text","a":"text"')
          .replaceAll('"b":"extra","a":"text"', '"a":"text"'),
      { node: "rows" },
    ],
    [
      "a cell is of another type",
      "DEAD_LETTER_CELL",
      () =>
        second((line) => ({
          ...line,
          given: { row: { id: "two", a: "y" }, types: { id: "float64", a: "text" } },
        })),
      { expected: "float64" },
    ],
  ])("because %s", async (_, code, text, details) => {
    put("letters.jsonl", text());
    const refused = await drive(document, world, { from: "letters.jsonl" }).then(
      ({ summary }) => ({ code: summary.error?.code, details: summary.error }),
      (thrown: unknown) => thrown,
    );
    expect(refused).toMatchObject({ code, details });
    expect(files.text("out.attempt-2.jsonl")).toBeUndefined();
  });

  test("because it is not there", async () => {
    await expect(drive(document, world, { from: "none.jsonl" })).rejects.toMatchObject({
      code: "FILE_MISSING",
    });
  });

  test("but not because the workflow was renamed, or changed", async () => {
    const letters = lines().join("\n");
    put("letters.jsonl", letters);
    await drive(mended(document), world, { from: "letters.jsonl", flow: "renamed.millrace.json" });
    expect(ids("out.attempt-2.jsonl")).toEqual([1, 2]);
    files.contents.delete("out.attempt-2.jsonl");
    const shorter = flowOf([document.nodes[0], out()], ["rows -> out"]);
    await drive(shorter, world, { from: "letters.jsonl" });
    expect(ids("out.attempt-2.jsonl")).toEqual([1, 2]);
  });
});
