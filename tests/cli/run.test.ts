// What `millrace run` does with its flags, what it prints where, and what it leaves on disk.

import { mkdir } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import type { RunEvent } from "../../engine/runtime/events.ts";
import { dynamicQuantized, mlp } from "../models/make.ts";
import { parquetOf } from "../support/make-parquet.ts";
import { workspace } from "./millrace.ts";

const work = workspace();

const HEAD = "id,x0,x1";
const GOOD = `${HEAD}\n1,0.5,1\n2,1.5,2\n3,2.5,3\n`;
const BAD = `${HEAD}\n1,0.5,1\n2,oops,2\n3,2.5\n4,3.5,4\n`;

beforeAll(async () => {
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.write("in.csv", GOOD);
  await work.write("bad.csv", BAD);
  await work.flow(
    "flow.millrace.json",
    [
      ["data", "csv", { path: "in.csv", types: { x0: "float64", x1: "float64" } }],
      ["model", "onnx", { model: "m.onnx" }],
      ["first", "limit", { rows: 100 }],
      ["out", "write-csv", { path: "scored.csv" }],
    ],
    ["data -> model", "model -> first", "first -> out"],
  );
});

const RUN = ["run", "flow.millrace.json"];

describe("the error port of a source", () => {
  test("gives writers names and cells that belong together, with the place of each row", async () => {
    await work.flow(
      "rejected.millrace.json",
      [
        ["data", "csv", { path: "bad.csv", types: { x0: "float64", x1: "float64" } }],
        ["good", "write-csv", { path: "good.csv" }],
        ["rejected", "write-csv", { path: "rejected.csv" }],
        ["shown", "print-table"],
      ],
      ["data -> good", "data.error -> rejected", "data.error -> shown"],
    );
    const { code, stdout } = await work.millrace(["run", "rejected.millrace.json", "--quiet"]);
    expect(code).toBe(3);
    const lines = (await work.read("rejected.csv")).trimEnd().split("\n");
    expect(lines[0]).toBe("raw,error_code,error_cause,error_place");
    expect(lines[1]).toMatch(/^"2,oops,2",NUMBER_INVALID,.*,3$/);
    expect(lines[2]).toMatch(/^"3,2.5",ROW_CELLS,.*,4$/);
    expect(stdout).toMatch(/^raw +error_code +error_cause +error_place$/m);
    expect(stdout).toMatch(/^2,oops,2 +NUMBER_INVALID .* 3$/m);
  });

  test("has the same rows and places with threads as without", async () => {
    const rows = Array.from({ length: 1_300_000 }, (_, i) =>
      i % 400_000 === 399_999 ? "x,y" : `${i},${i}.25,12`,
    );
    await work.write("big.csv", `${HEAD}\n${rows.join("\n")}\n`);
    await work.flow(
      "big.millrace.json",
      [
        ["data", "csv", { path: "big.csv" }],
        ["good", "write-csv", { path: "good.csv" }],
        ["rejected", "write-csv", { path: "rejected.csv" }],
      ],
      ["data -> good", "data.error -> rejected"],
    );
    await work.millrace(["run", "big.millrace.json", "--quiet", "--threads", "2"]);
    const lines = (await work.read("rejected.csv")).trimEnd().split("\n").slice(1);
    expect(lines.map((line) => line.split(",").at(-1))).toEqual(["400001", "800001", "1200001"]);
  });
});

test("values that a category list lacks are told after the run", async () => {
  await work.flow(
    "unlisted.millrace.json",
    [
      ["data", "csv", { path: "in.csv", types: { id: "text" } }],
      ["codes", "ordinal", { columns: { id: ["1"] } }],
      ["out", "write-csv", { path: "coded.csv" }],
    ],
    ["data -> codes", "codes -> out"],
  );
  const { code, stderr } = await work.millrace(["run", "unlisted.millrace.json"]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/CATEGORY_NOT_LISTED.*"id" in 2 rows, such as "2"/s);
});

describe("a run", () => {
  test("scores, prints a summary on stderr and nothing on stdout, ends with 0", async () => {
    const { code, stdout, stderr } = await work.millrace(RUN);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/^done: 3 rows in /);
    const lines = (await work.read("scored.csv")).trimEnd().split("\n");
    expect(lines[0]).toBe("id,x0,x1,y0,y1");
    expect(lines.slice(1).map((line) => line.split(",").slice(0, 3).join())).toEqual([
      "1,0.5,1",
      "2,1.5,2",
      "3,2.5,3",
    ]);
    expect(await work.names()).not.toContain("scored.csv.part");
    expect(await work.names()).not.toContain("scored.csv.failed.jsonl");
  });

  test("--quiet prints nothing when all is well", async () => {
    expect(await work.millrace([...RUN, "--quiet"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("a pipe gets no colours and no progress line", async () => {
    const { stderr } = await work.millrace([...RUN, "--set", "data.path=bad.csv", "--set", "out.path=c.csv"]);
    expect(stderr).not.toContain("\u001b");
    expect(stderr).not.toContain("\r");
  });

  test("finds files beside the workflow from wherever it is started", async () => {
    const { code } = await work.millrace(["run", work.path("flow.millrace.json"), "--quiet"]);
    expect(code).toBe(0);
  });

  test("print-table prints on stdout", async () => {
    await work.flow(
      "print.millrace.json",
      [
        ["data", "csv", { path: "in.csv" }],
        ["show", "print-table"],
      ],
      ["data -> show"],
    );
    const { code, stdout, stderr } = await work.millrace(["run", "print.millrace.json"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/id\s+.*x0\s+.*x1/);
    expect(stderr).toMatch(/^done: 3 rows/);
  });
});

describe("failed rows", () => {
  test("go to OUTPUT.failed.jsonl with line and cause; the others are written; the exit code is 3", async () => {
    const args = [...RUN, "--set", "data.path=bad.csv", "--set", "out.path=partly.csv"];
    const { code, stdout, stderr } = await work.millrace(args);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/^done: 4 rows in /);
    expect(stderr).toContain(".csv: 2 rows\n");
    expect(stderr).toContain("  2 rows failed, see partly.csv.failed.jsonl (2 could not be read)");
    const failed = (await work.read("partly.csv.failed.jsonl")).trimEnd().split("\n");
    const records = failed.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map(({ line, source, node }) => ({ line, source, node }))).toEqual([
      { line: 3, source: "data", node: "data" },
      { line: 4, source: "data", node: "data" },
    ]);
    for (const { code: why, cause } of records) {
      expect(why).toMatch(/^[A-Z_]+$/);
      expect(cause).toMatch(/\.$/);
    }
    expect(records[0].cause).toContain("oops");
    const written = (await work.read("partly.csv")).trimEnd().split("\n");
    expect(written.slice(1).map((line) => line.split(",")[0])).toEqual(["1", "4"]);
  });

  test("the record of an earlier run goes when a run has none", async () => {
    await work.write("again.csv.failed.jsonl", "{}\n");
    const { code } = await work.millrace([...RUN, "--set", "out.path=again.csv"]);
    expect(code).toBe(0);
    expect(await work.names()).not.toContain("again.csv.failed.jsonl");
  });
});

describe("--set", () => {
  test("reads JSON, else text", async () => {
    const args = [...RUN, "--set", "first.rows=2", "--set", "out.path=two.csv", "--set", "out.delimiter=;"];
    expect((await work.millrace(args)).code).toBe(0);
    const lines = (await work.read("two.csv")).trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe("id;x0;x1;y0;y1");
  });

  test("reaches into a param that is an object", async () => {
    const args = [...RUN, "--set", "data.types.id=text", "--set", "out.path=deep.csv"];
    expect((await work.millrace(args)).code).toBe(0);
  });

  test("leaves the workflow file alone", async () => {
    const before = await work.read("flow.millrace.json");
    await work.millrace([...RUN, "--set", "first.rows=1", "--set", "out.path=one.csv"]);
    expect(await work.read("flow.millrace.json")).toBe(before);
  });

  test("takes paths from the current folder, not from the workflow's", async () => {
    await mkdir(work.path("sub"), { recursive: true });
    const flow = (await work.read("flow.millrace.json")).replaceAll('"m.onnx"', '"../m.onnx"');
    await work.write("sub/flow.millrace.json", flow);
    const args = ["run", "sub/flow.millrace.json", "--set", "data.path=in.csv", "--set", "out.path=here.csv"];
    const { code, stderr } = await work.millrace(args);
    expect(stderr).toMatch(/^done/);
    expect(code).toBe(0);
    expect(await work.names()).toContain("here.csv");
  });

  test.each([
    ["nobody.rows=1", "nobody", "data, model, first, out"],
    ["first.lines=1", "lines", "rows, offset"],
    ["first.rows", "first.rows", "node.param=value"],
  ])("%s is refused with what would be right", async (setting, wrong, right) => {
    const { code, stdout, stderr } = await work.millrace([...RUN, "--set", setting]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("USAGE_SET");
    expect(stderr).toContain(wrong);
    expect(stderr).toContain(right.replace("node.param=value", "csv.path=data.csv"));
  });

  test("a value that does not fit is an issue of the workflow", async () => {
    const { code, stderr } = await work.millrace([...RUN, "--set", "first.rows=many"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/error PARAM_INVALID .*flow\.millrace\.json, node first, params\.rows/);
  });
});

describe("--limit", () => {
  test("bounds what each source gives", async () => {
    const { code, stderr } = await work.millrace([...RUN, "--limit", "2", "--set", "out.path=limited.csv"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^done: 2 rows/);
    expect((await work.read("limited.csv")).trimEnd().split("\n")).toHaveLength(3);
  });

  test.each([
    ["parquet", { path: "many.parquet" }],
    ["sql-file", { folder: ".", query: "SELECT * FROM 'many.parquet'" }],
  ])("ends %s in the middle of its file, as a node that has enough does", async (kind, params) => {
    // Several pieces of DuckDB's, of 2,048 rows each.
    await work.write("many.parquet", await parquetOf("SELECT range AS id FROM range(9000)"));
    await work.flow(
      "many.millrace.json",
      [
        ["data", kind, params],
        ["first", "limit", { rows: 3000 }],
        ["out", "write-csv", { path: "many.csv" }],
      ],
      ["data -> first", "first -> out"],
    );
    for (const [args, rows] of [[["--limit", "2"], 2] as const, [[], 3000] as const]) {
      const { code, stderr } = await work.millrace(["run", "many.millrace.json", ...args]);
      expect(code, stderr).toBe(0);
      expect((await work.read("many.csv")).trimEnd().split("\n")).toHaveLength(rows + 1);
    }
  });

  test.each(["0", "-1", "1.5", "some"])("%s is no limit", async (limit) => {
    const { code, stderr } = await work.millrace([...RUN, "--limit", limit]);
    expect(code).toBe(2);
    expect(stderr).toContain("whole number above 0");
  });
});

describe("--make-folders", () => {
  const args = [...RUN, "--make-folders", "--set", "out.path=new/er/scored.csv"];

  test("makes the folders of outputs, and a dry run none", async () => {
    const dry = await work.millrace([...args, "--dry-run"]);
    expect([dry.code, dry.stderr]).toEqual([0, expect.not.stringContaining("FOLDER_MISSING")]);
    expect(await work.names()).not.toContain("new");
    expect(await work.millrace(args)).toMatchObject({ code: 0 });
    expect(await work.read("new/er/scored.csv")).toMatch(/^id,x0,x1,/);
  });

  test("makes none for a workflow that cannot run, or where a file is in the way", async () => {
    const other = ["--set", "out.path=other/scored.csv"];
    const wrong = await work.millrace([...args, ...other, "--set", "data.path=none.csv"]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("FILE_MISSING")]);
    expect(await work.names()).not.toContain("other");
    const blocked = await work.millrace([...args, "--set", "out.path=in.csv/scored.csv"]);
    expect([blocked.code, await work.read("in.csv")]).toEqual([2, GOOD]);
  });
});

describe("--dry-run", () => {
  test("prints what would be done on stdout and writes nothing", async () => {
    const before = await work.names();
    const args = [...RUN, "--dry-run", "--set", "out.path=never.csv", "--set", "data.path=bad.csv"];
    const { code, stdout, stderr } = await work.millrace(args);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^would write 2 rows to \S*never\.csv$/m);
    expect(stderr).toMatch(/^done: 4 rows in .*; a dry run: nothing was written$/m);
    expect(stderr).toContain("  would go to never.csv: 2 rows\n");
    expect(stderr).toMatch(/2 rows failed.*\n {2}line \d+ of data, node \w+: [A-Z_]+ \S/);
    expect(await work.names()).toEqual(before);
  });
});

test("the summary of a dry run adds up the frames, and names the file that is really written", async () => {
  await work.write("many.csv", `n\n${"1\n".repeat(5000)}`);
  const nodes = [
    ["in", "csv", { path: "many.csv", batchRows: 100 }],
    ["save", "write-csv", { path: "a.csv" }],
  ] as const;
  await work.flow("many.millrace.json", nodes, ["in -> save"]);
  const dry = await work.millrace(["run", "many.millrace.json", "--dry-run"]);
  expect(dry.stdout).toBe("would write 5,000 rows to a.csv\n");
  const { stderr } = await work.millrace(["run", "many.millrace.json", "--set", "save.path=b.csv"]);
  expect(stderr).toContain("\n  b.csv: 5,000 rows\n");
});

test("a missing file is named as it was given, and with where it was looked for", async () => {
  await work.flow(
    "lost.millrace.json",
    [
      ["in", "csv", { path: "lost.csv" }],
      ["show", "print-table"],
    ],
    ["in -> show"],
  );
  const inFlow = await work.millrace(["run", "lost.millrace.json"]);
  expect(inFlow.stderr).toContain('There is no file "lost.csv".');
  expect(inFlow.stderr).toMatch(/next: {2}Check the path\. It was looked for at \/.*lost\.csv/);
  const set = await work.millrace(["run", "lost.millrace.json", "--set", "in.path=gone/away.csv"]);
  expect(set.stderr).toMatch(/There is no file "\/.*gone\/away\.csv"\.\n {2}next: {2}Check the path\.\n/);
});

describe("a model that answers differently alone and in a batch", () => {
  beforeAll(async () => {
    await work.write("coupled.onnx", dynamicQuantized());
    const row = (from: number) =>
      Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`x${i}`, from + i]));
    await work.flow(
      "coupled.millrace.json",
      [
        ["rows", "inline", { rows: [row(0), row(50)] }],
        ["model", "onnx", { model: "coupled.onnx" }],
        ["show", "print-table"],
      ],
      ["rows -> model", "model -> show"],
    );
  });

  test("is an event of its node, with a code", async () => {
    const { code, stdout } = await work.millrace(["run", "coupled.millrace.json", "--events", "ndjson"]);
    expect(code).toBe(0);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as RunEvent);
    const warnings = events.filter(({ type }) => type === "warning");
    expect(warnings).toEqual([
      expect.objectContaining({
        node: "model",
        code: "MODEL_BATCH_COUPLED",
        message: expect.stringContaining("coupled.onnx") as string,
      }),
    ]);
  });

  test("is told once with its place, and not at all with --quiet", async () => {
    const told = await work.millrace(["run", "coupled.millrace.json"]);
    expect(told.stderr.match(/answers differently/g)).toHaveLength(1);
    expect(told.stderr).toContain("warning MODEL_BATCH_COUPLED  node model");
    const quiet = await work.millrace(["run", "coupled.millrace.json", "--quiet"]);
    expect(quiet).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("--events ndjson", () => {
  test("prints every event as a line, numbered from 1 without gaps, the summary last", async () => {
    const args = [...RUN, "--events", "ndjson", "--set", "data.path=bad.csv", "--set", "out.path=events.csv"];
    const { code, stdout } = await work.millrace(args);
    expect(code).toBe(3);
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as RunEvent);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(events[0]).toMatchObject({ type: "run-started", nodes: ["data", "model", "first", "out"] });
    expect(events.filter(({ type }) => type === "node-started")).toHaveLength(4);
    expect(events.filter(({ type }) => type === "node-done")).toHaveLength(4);
    expect(events.filter(({ type }) => type === "row-failed")).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({
      type: "run-done",
      summary: { outcome: "done", rows: 4, rowsFailed: 2, error: null },
    });
  });

  test("nothing but events is on stdout: tables are printed on stderr", async () => {
    await work.flow(
      "shown.millrace.json",
      [
        ["data", "csv", { path: "in.csv" }],
        ["show", "print-table"],
      ],
      ["data -> show"],
    );
    const { stdout, stderr } = await work.millrace(["run", "shown.millrace.json", "--events", "ndjson"]);
    for (const line of stdout.trimEnd().split("\n")) expect(JSON.parse(line)).toHaveProperty("seq");
    expect(stderr).toMatch(/^show\nid +x0 +x1\n/);
  });

  test("another format is refused", async () => {
    const { code, stderr } = await work.millrace([...RUN, "--events", "xml"]);
    expect(code).toBe(2);
    expect(stderr).toContain("ndjson");
  });
});
