// What the other commands print: for people, and as JSON on stdout.

import { mkdir } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import pkg from "../../package.json" with { type: "json" };
import type { KindDescription } from "../../engine/catalog/describe.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { mlp } from "../models/make.ts";
import { workspace } from "./millrace.ts";

const work = workspace();

beforeAll(async () => {
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.write("in.csv", "a,b,word\n1,10,x\n2,20,y\n3,60,x\n");
  await work.flow(
    "good.millrace.json",
    [
      ["data", "csv", { path: "in.csv" }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["data -> out"],
  );
  await work.flow(
    "bad.millrace.json",
    [
      ["data", "csv", { path: "in.csv" }],
      ["some", "select", { columns: ["a", "nothing"] }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["data -> some", "some -> out"],
  );
});

async function json<T>(args: readonly string[], code = 0): Promise<T> {
  const ended = await work.millrace([...args, "--json"]);
  expect(ended.code, ended.stderr).toBe(code);
  return JSON.parse(ended.stdout) as T;
}

describe("validate", () => {
  interface Validated {
    readonly valid: boolean;
    readonly issues: readonly { code: string; severity: string; node?: string; fix?: unknown }[];
    readonly nodes: readonly { id: string; outputs: Record<string, { fields: { name: string }[] }> }[];
  }

  test("prints what flows on each wire", async () => {
    const { code, stdout, stderr } = await work.millrace(["validate", "good.millrace.json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "valid\n" });
    expect(stdout).toBe("data.out: a float64, b float64, word text\n");
  });

  test("--json of a valid workflow", async () => {
    const { valid, issues, nodes } = await json<Validated>(["validate", "good.millrace.json"]);
    expect({ valid, issues }).toEqual({ valid: true, issues: [] });
    expect(nodes[0].outputs.out.fields.map(({ name }) => name)).toEqual(["a", "b", "word"]);
  });

  test("--json of an invalid one gives issues with their node and fix, and still the schemas", async () => {
    const { valid, issues, nodes } = await json<Validated>(["validate", "bad.millrace.json"], 2);
    expect(valid).toBe(false);
    expect(issues).toMatchObject([{ code: "COLUMN_UNKNOWN", severity: "error", node: "some" }]);
    expect(nodes.map(({ id }) => id)).toEqual(["data", "some", "out"]);
  });

  test("writes nothing", async () => {
    const before = await work.names();
    await work.millrace(["validate", "good.millrace.json"]);
    expect(await work.names()).toEqual(before);
  });
});

describe("inspect", () => {
  test("--json says what a model takes and gives", async () => {
    const found = await json<{
      is: string;
      refusals: unknown[];
      model: { inputs: unknown[]; outputs: unknown[] };
    }>(["inspect", "m.onnx"]);
    expect(found.refusals).toEqual([]);
    expect(found.model.inputs).toMatchObject([{ name: "x", dtype: "float32", shape: ["N", 2] }]);
    expect(found.model.outputs).toMatchObject([{ name: "y", dtype: "float32", shape: ["N", 2] }]);
  });

  test("for people: inputs, outputs, operators, parameters", async () => {
    const { code, stdout } = await work.millrace(["inspect", "m.onnx"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^inputs +x: float32\[N,2\]$/m);
    expect(stdout).toMatch(/^outputs +y: float32\[N,2\]$/m);
    expect(stdout).toMatch(/^operators +.*Gemm 2/m);
  });

  test.each(["in.csv", "good.millrace.json", "nothing.onnx", "."])(
    "answers for %s with a reason and a next step",
    async (file) => {
      const found = await json<{ refusals: { code: string; hint: string }[] }>(["inspect", file], 2);
      expect(found.refusals[0].code).toMatch(/^[A-Z_]+$/);
      expect(found.refusals[0].hint).toMatch(/\.$/);
    },
  );
});

describe("nodes", () => {
  test("--json is the whole catalog", async () => {
    const kinds = await json<readonly KindDescription[]>(["nodes"]);
    expect(kinds.map(({ kind }) => kind)).toEqual(Object.keys(nodeKinds));
    for (const { params } of kinds) for (const { help } of params) expect(help).toBeTruthy();
  });

  test("for people: one line for each kind, by category", async () => {
    const { stdout } = await work.millrace(["nodes"]);
    const listed = stdout.split("\n").flatMap((line) => /^ {2}(\S+) {2,}\S/.exec(line)?.[1] ?? []);
    expect(listed).toEqual(Object.keys(nodeKinds));
  });

  test("of one kind: its page, or its part of the catalog", async () => {
    const { code, stdout } = await work.millrace(["nodes", "threshold"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^threshold: .*\n {2}\S.*\n\ninputs {3}in\noutputs {2}out, error \(failed rows\)\n/,
    );
    expect(stdout).toMatch(/^ {2}millrace run FLOW --set threshold\./m);
    expect(await json<KindDescription>(["nodes", "threshold"])).toMatchObject({ kind: "threshold" });
  });

  test("of a kind that is not there: the nearest one", async () => {
    const { code, stdout, stderr } = await work.millrace(["nodes", "treshold"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("KIND_UNKNOWN");
    expect(stderr).toContain('Did you mean "threshold"?');
  });
});

describe("templates", () => {
  test("--json names them and says which are synthetic", async () => {
    const found = await json<readonly { name: string; synthetic: boolean }[]>(["templates"]);
    const named = Object.fromEntries(found.map(({ name, synthetic }) => [name, synthetic]));
    expect(named).toMatchObject({ "shipment-delay": true, "mail-triage": false });
  });

  test("for people: says how to start from one", async () => {
    const { stdout } = await work.millrace(["templates"]);
    expect(stdout).toMatch(/^shipment-delay: .*\n.*\n.*synthetic data/m);
    expect(stdout).toContain("millrace new --template");
  });
});

describe("bench", () => {
  interface Bench {
    readonly runs: readonly { elapsedMs: number; rows: number }[];
    readonly median: { readonly nodes: Record<string, { rowsIn: number }> };
    readonly peakBytes: number;
  }

  test("--json gives every run and the counters of the median one; nothing is written", async () => {
    const before = await work.names();
    const { runs, median, peakBytes } = await json<Bench>(["bench", "good.millrace.json", "--runs", "3"]);
    expect(runs.map(({ rows }) => rows)).toEqual([3, 3, 3]);
    expect(median.nodes.out.rowsIn).toBe(3);
    expect(peakBytes).toBeGreaterThan(1e6);
    expect(await work.names()).toEqual(before);
  });

  test("for people: a rate and a table of nodes", async () => {
    const { code, stdout } = await work.millrace([
      "bench",
      "good.millrace.json",
      "--runs",
      "1",
      "--limit",
      "2",
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 rows in .* rows\/s .*nothing was written\n/);
    expect(stdout).toMatch(/^data +0 +2 /m);
  });

  test("of an invalid workflow ends with 2", async () => {
    const { code, stdout } = await work.millrace(["bench", "bad.millrace.json"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});

describe("fit", () => {
  const nodes = [
    ["data", "csv", { path: "in.csv" }],
    ["scaled", "standardize", { columns: ["a", "b"] }],
    ["words", "one-hot", { column: "word" }],
    ["out", "write-csv", { path: "fitted.csv" }],
  ] as const;
  const wires = ["data -> scaled", "scaled -> words", "words -> out"];
  const params = async (name: string) => {
    const { nodes: all } = JSON.parse(await work.read(name)) as WorkflowDocument;
    return Object.fromEntries(all.map(({ id, params: own }) => [id, own]));
  };

  test("learns what the nodes need and stores it in the file", async () => {
    await work.flow("fit.millrace.json", nodes, wires);
    const { code, stderr } = await work.millrace(["fit", "fit.millrace.json"]);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/^fitted scaled from 3 rows: columns \["a","b"\], mean \[2,30\], scale /m);
    const { scaled, words } = await params("fit.millrace.json");
    expect(scaled).toMatchObject({ columns: ["a", "b"], mean: [2, 30] });
    expect(words).toMatchObject({ categories: ["x", "y"] });
    const ran = await work.millrace(["run", "fit.millrace.json"]);
    expect(ran.code, ran.stderr).toBe(0);
    expect((await work.read("fitted.csv")).split("\n")[0]).toBe("a,b,word,word_x,word_y");
  });

  test("fits only the nodes named, from only so many rows", async () => {
    await work.flow("some.millrace.json", nodes, wires);
    const { code, stderr } = await work.millrace(["fit", "some.millrace.json", "scaled", "--limit", "2"]);
    expect(code, stderr).toBe(0);
    const { scaled, words } = await params("some.millrace.json");
    expect(scaled).toMatchObject({ mean: [1.5, 15] });
    expect(words).toEqual({ column: "word" });
  });

  test.each([
    [
      [],
      ["red", "blue"],
      /^left words as it is: categories is set\..*`millrace fit set\.millrace\.json words`.*--refit/m,
    ],
    [["scaled", "words"], ["x", "y"], /^fitted words from 3 rows: categories \["x","y"\]/m],
    [["--refit"], ["x", "y"], /^fitted words from 3 rows: categories \["x","y"\]/m],
  ])("fit FLOW %j leaves categories that are set as %j", async (args, categories, said) => {
    const set = nodes.map(([id, kind, own]) =>
      id === "words"
        ? ([id, kind, { ...own, categories: ["red", "blue"] }] as const)
        : ([id, kind, own] as const),
    );
    await work.flow("set.millrace.json", set, wires);
    const { code, stderr } = await work.millrace(["fit", "set.millrace.json", ...args]);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(said);
    expect((await params("set.millrace.json")).words).toEqual({ column: "word", categories });
  });

  test("a workflow that has learned all stays as it was, byte for byte", async () => {
    await work.flow("twice.millrace.json", nodes, wires);
    await work.millrace(["fit", "twice.millrace.json"]);
    const before = await work.read("twice.millrace.json");
    const { code, stderr } = await work.millrace(["fit", "twice.millrace.json", "--limit", "2"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^left scaled as it is: mean and scale are set\./m);
    expect(await work.read("twice.millrace.json")).toBe(before);
  });

  test("only the column that has no value yet is learned", async () => {
    const [data, , , out] = nodes;
    const fill = ["fill", "impute", { columns: ["a", "b"], values: { a: -1 } }] as const;
    await work.flow("half.millrace.json", [data, fill, out], ["data -> fill", "fill -> out"]);
    expect(await work.millrace(["fit", "half.millrace.json"])).toMatchObject({ code: 0 });
    expect((await params("half.millrace.json")).fill).toMatchObject({ values: { a: -1, b: 30 } });
  });

  test.each([
    ["a,b,word\n1,10,x\n", "only 1 row"],
    ["a,b,word\n1,,x\n2,20,x\n", 'only 1 row with a value in "b"'],
  ])("too few rows are said: %j", async (text, said) => {
    await work.write("few.csv", text);
    const few = nodes.map(
      ([id, kind, own]) => [id, kind, id === "data" ? { path: "few.csv" } : own] as const,
    );
    await work.flow("few.millrace.json", few, wires);
    const { code, stderr } = await work.millrace(["fit", "few.millrace.json"]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`warning: scaled saw ${said}, and`);
  });

  test.each([
    ["pivot", { key: ["k"], column: "c" }, 1, "COLUMN_DUPLICATE"],
    ["target-encode", { column: "c", target: "y" }, 2, "__proto__"],
  ])("what %s cannot take is not stored", async (kind, own, exit, said) => {
    await work.write("odd.csv", "k,c,y\n1,k,1\n2,__proto__,2\n1,k,3\n");
    const odd = [
      ["data", "csv", { path: "odd.csv" }],
      ["learns", kind, own],
      ["out", "write-csv", { path: "odd-out.csv" }],
    ] as const;
    await work.flow("odd.millrace.json", odd, ["data -> learns", "learns -> out"]);
    const before = await work.read("odd.millrace.json");
    const { code, stderr } = await work.millrace(["fit", "odd.millrace.json"]);
    expect(code, stderr).toBe(exit);
    expect(stderr).toContain(said);
    expect(stderr).toContain("nothing is stored");
    expect(await work.read("odd.millrace.json")).toBe(before);
  });

  test("a node that learns nothing is refused, and the file stays as it was", async () => {
    await work.flow("stays.millrace.json", nodes, wires);
    const before = await work.read("stays.millrace.json");
    const { code, stderr } = await work.millrace(["fit", "stays.millrace.json", "out"]);
    expect(code).toBe(2);
    expect(stderr).toContain("scaled, words");
    expect(await work.read("stays.millrace.json")).toBe(before);
  });
});

test("--version is that of the package", async () => {
  expect(await work.millrace(["--version"])).toEqual({ code: 0, stdout: `${pkg.version}\n`, stderr: "" });
});

test("NO_COLOR and a pipe: no escape codes anywhere", async () => {
  const { stdout, stderr } = await work.millrace(["validate", "bad.millrace.json"], { NO_COLOR: "1" });
  expect(stdout + stderr).not.toContain("\u001b");
});

test.each([
  ["model.onnx", "an ONNX model", "millrace new --model model.onnx --input data.csv"],
  ["data.csv", "a table", "millrace new --model model.onnx --input data.csv"],
  ["folder", "a folder", "Name the workflow in it: folder/a.millrace.json"],
])("run %s says that it is %s, and what to type", async (name, what, next) => {
  await work.write("model.onnx", Uint8Array.of(8, 9, 0, 255));
  await work.write("data.csv", "a\n1\n");
  await mkdir(work.path("folder"), { recursive: true });
  await work.write("folder/a.millrace.json", "{}");
  const { code, stderr } = await work.millrace(["run", name]);
  expect(code).toBe(2);
  expect(stderr).toContain(`"${name}" is ${what}, not a workflow.`);
  expect(stderr).toContain(next);
});
