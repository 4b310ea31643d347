// The target ci: the steps of its workflow are run here as they stand in the file, green, and red with a bad model.

import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ended, workspace, type Ended } from "../cli/millrace.ts";
import { mlp } from "../models/make.ts";
import { copied, edit, exported } from "./exported.ts";

const work = workspace();
let folder: string;

beforeAll(async () => {
  // Row 7 fails: its `a` is no number.
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${i},${i === 7 ? "oops" : ((i * 7) % 11) - 5},${(i % 5) / 4}`,
  );
  await work.write("rows.csv", `id,a,b\n${rows.join("\n")}\n`);
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 3 }));
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv", types: { a: "float64" } }],
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["a", "b"] } }],
      ["high", "formula", { columns: { high: "y0 > 0.3" } }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> model", "model -> high", "high -> write"],
  );
  folder = await exported(work, "flow.millrace.json", "program", ["--target", "ci"]);
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

/** What the one job does, in its order. */
async function stepsOf(program: string): Promise<readonly Step[]> {
  const text = await readFile(join(program, ".github/workflows/pipeline.yml"), "utf8");
  return [...text.matchAll(/^ {6}(?:- | {2})(uses|run): (.*)$/gm)].map(([, key, value]) => ({
    [key]: value,
  }));
}

/** Runs a command of the workflow as its machine would: by a shell, in the repository. */
function shell(program: string, command: string): Promise<Ended> {
  return ended(spawn(command, { cwd: program, shell: true, stdio: "pipe" }));
}

/** What npm would run for `npm run …`, without it: it takes longer to start than most scripts take. */
async function script(program: string, command: string): Promise<Ended> {
  const { scripts } = JSON.parse(await readFile(join(program, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  return shell(program, scripts[command.replace(/^npm run /, "")]);
}

/** Exit codes of all steps, each run whatever came before. `npm ci` needs a network; the packages are there. */
async function codes(program: string, runStep = script): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const { run } of await stepsOf(program))
    if (run !== undefined && run !== "npm ci") found[run] = (await runStep(program, run)).code;
  return found;
}

const GREEN = {
  "npm run ci:validate": 0,
  "npm run ci:sample": 0,
  "npm run ci:gate": 0,
  "npm run ci:selftest": 0,
};

/** The program with another model, whose hash is in its lock: only what it computes can tell. */
async function withModel(name: string, model: (before: Buffer) => Uint8Array): Promise<string> {
  const copy = await copied(folder, name);
  const path = join(copy, "models/m.onnx");
  const bytes = model(await readFile(path));
  await writeFile(path, bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await edit(join(copy, "models/models.lock.json"), /"sha256": "\w+"/, `"sha256": "${sha256}"`);
  return copy;
}

/** One weight of the last layer, a little larger. */
function drifted(before: Buffer): Buffer {
  const bytes = Buffer.from(before);
  // raw_data (field 9) of the last matrix, 4 × 3 floats.
  const place = bytes.indexOf(Buffer.from([0x4a, 48])) + 2;
  bytes.writeFloatLE(bytes.readFloatLE(place) * 1.01, place);
  return bytes;
}

const gateOf = ({ stdout }: Ended) =>
  stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("the workflow has its actions pinned, a version of Node, and its steps in order", async () => {
  const steps = await stepsOf(folder);
  const uses = steps.flatMap((step) => step.uses ?? []);
  expect(uses).toHaveLength(2);
  for (const action of uses) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  expect(steps.flatMap((step) => step.run ?? [])).toEqual(["npm ci", ...Object.keys(GREEN)]);
  expect(await readFile(join(folder, ".github/workflows/pipeline.yml"), "utf8")).toMatch(
    /node-version: \d+\n/,
  );
});

describe("the steps", () => {
  test("are green as exported, with rows that fail in the sample, and leave nothing that Git would see", async () => {
    const copy = await copied(folder, "green");
    const before = await readdir(copy, { recursive: true });
    // As on its machine; all others leave npm out.
    expect(await codes(copy, shell)).toEqual(GREEN);
    const ignored = (await readFile(join(copy, ".gitignore"), "utf8")).trim().split("\n");
    const isIgnored = (path: string) => ignored.some((one) => `${path}/`.startsWith(one));
    const after = await readdir(copy, { recursive: true });
    expect(after.filter((path) => !before.includes(path) && !isIgnored(path))).toEqual([]);
    expect(await readdir(join(copy, "ci/out"))).toContain("write.csv");
  });

  test("are red with a bad model, by the gate and by the self-test", async () => {
    const copy = await withModel("bad", () => mlp({ inputs: 2, hidden: [4], outputs: 3, seed: 9 }));
    expect(await codes(copy)).toEqual({ ...GREEN, "npm run ci:gate": 1, "npm run ci:selftest": 1 });
    const [gate] = gateOf(await script(copy, "npm run ci:gate"));
    expect(gate).toMatchObject({ gate: "agreement", file: "model.model.jsonl", passed: false });
    // What is taken as right for the self-test is not for the gate.
    expect(await shell(copy, "node pipeline.mjs --selftest --accept")).toMatchObject({ code: 0 });
    expect(await codes(copy)).toEqual({ ...GREEN, "npm run ci:gate": 1 });
  });

  test("let a model pass the gate that answers nearly the same, once its self-test is accepted", async () => {
    const copy = await withModel("drifted", drifted);
    expect(await codes(copy)).toEqual({ ...GREEN, "npm run ci:selftest": 1 });
    expect(await shell(copy, "node pipeline.mjs --selftest --accept")).toMatchObject({ code: 0 });
    expect(await codes(copy)).toEqual(GREEN);
  });

  test("are green again with another model once it is accepted, as the README says", async () => {
    const copy = await withModel("meant", () => mlp({ inputs: 2, hidden: [4], outputs: 3, seed: 9 }));
    const [red] = gateOf(await script(copy, "npm run ci:gate"));
    expect(red.hint).toContain("node ci/gate.mjs --accept");
    const [, command] = /^(node ci\/gate\.mjs --accept.*)$/m.exec(
      await readFile(join(copy, "README.md"), "utf8"),
    )!;
    const done = await shell(copy, command);
    expect(done.code).toBe(0);
    expect(gateOf(done)[0]).toMatchObject({ accepted: true, file: "model.model.jsonl", share: red.share });
    expect(await codes(copy)).toEqual(GREEN);
  });

  test("record nothing of a program that does not run", async () => {
    const copy = await copied(folder, "broken");
    await writeFile(join(copy, "models/m.onnx"), "no model");
    const before = await readFile(join(copy, "ci/reference/model.model.jsonl"), "utf8");
    expect(await shell(copy, "node ci/gate.mjs --accept")).toMatchObject({ code: 1 });
    expect(await readFile(join(copy, "ci/reference/model.model.jsonl"), "utf8")).toBe(before);
  });

  test("are red from the first with a model that nobody locked", async () => {
    const copy = await copied(folder, "unlocked");
    await writeFile(join(copy, "models/m.onnx"), mlp({ inputs: 2, hidden: [4], outputs: 3, seed: 9 }));
    expect(new Set(Object.values(await codes(copy)))).not.toContain(0);
  });

  test("run one after the other by one command", async () => {
    expect(await shell(folder, "npm run ci")).toMatchObject({ code: 0 });
  });
});

describe("labels", () => {
  let copy: string;
  beforeAll(async () => {
    copy = await copied(folder, "labelled");
    await script(copy, "npm run ci:sample");
  });

  const metric = { file: "write.csv", label: "id", prediction: "id", metric: "accuracy" };
  const write = (program: string, labels: object[]) =>
    writeFile(join(program, "ci/labels.json"), JSON.stringify(labels));

  test("are measured and recorded, and turn the gate red when it gets worse", async () => {
    const error = { ...metric, label: "b", prediction: "y0", metric: "mae" };
    await write(copy, [metric, error]);
    expect(await shell(copy, "node ci/gate.mjs --record")).toMatchObject({ code: 0 });
    const recorded = JSON.parse(await readFile(join(copy, "ci/labels.json"), "utf8")) as Record<
      string,
      number
    >[];
    expect(recorded[0]).toMatchObject({ minimum: 1 });
    expect(recorded[1].maximum).toBeGreaterThan(0);
    expect(await script(copy, "npm run ci:gate")).toMatchObject({ code: 0 });
    await write(copy, [{ ...error, maximum: recorded[1].maximum * 0.9 }]);
    const worse = await script(copy, "npm run ci:gate");
    expect(worse.code).toBe(1);
    expect(gateOf(worse).at(-1)).toMatchObject({ gate: "labels", metric: "mae", passed: false });
  });

  test.each([
    ["no limit", metric],
    ["a column that is not there", { ...metric, label: "none", minimum: 0 }],
    ["a file that is not there", { ...metric, file: "none.csv", minimum: 0 }],
    ["a metric that nobody knows", { ...metric, metric: "luck", maximum: 9 }],
  ])("with %s are red", async (_, entry) => {
    await write(copy, [entry]);
    expect(await script(copy, "npm run ci:gate")).toMatchObject({ code: 1 });
  });

  test.each([
    ["quotes", 'id,l,p\n1,"a,b","a,b"\n2,"say ""x""","say ""x"""\n3,c,d\n', 2 / 3],
    ["semicolons", "id;l;p\n1;2.0;2\n2;3;3\n", 1],
  ])("are read from a table with %s", async (_, text, accuracy) => {
    await writeFile(join(copy, "ci/out/t.csv"), text);
    await write(copy, [{ file: "t.csv", label: "l", prediction: "p", metric: "accuracy", minimum: 0 }]);
    expect(gateOf(await script(copy, "npm run ci:gate")).at(-1)).toMatchObject({
      value: accuracy,
      passed: true,
    });
  });
});

test("without a model the gate compares what is written", async () => {
  await work.write(
    "plain.csv",
    `id,a\n${Array.from({ length: 40 }, (_, i) => `${i},${i / 8}`).join("\n")}\n`,
  );
  await work.flow(
    "plain.millrace.json",
    [
      ["rows", "csv", { path: "plain.csv" }],
      ["some", "filter", { condition: "a > 1.0" }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> some", "some -> write"],
  );
  const plain = await exported(work, "plain.millrace.json", "plain", ["--target", "ci"]);
  expect(await codes(plain)).toEqual(GREEN);
  await edit(join(plain, "pipeline.mjs"), '"a > 1.0"', '"a > 2.0"');
  expect(await codes(plain)).toEqual({ ...GREEN, "npm run ci:gate": 1, "npm run ci:selftest": 1 });
  expect(await shell(plain, "node ci/gate.mjs --accept")).toMatchObject({ code: 0 });
  expect(await codes(plain)).toEqual({ ...GREEN, "npm run ci:selftest": 1 });
  expect(await readFile(join(plain, ".github/workflows/pipeline.yml"), "utf8")).not.toContain("npm ci");

  // Rows that stand elsewhere agree; each has to be there as often as in the reference.
  const reference = join(plain, "ci/reference/write.csv");
  const [head, ...rows] = (await readFile(reference, "utf8")).trim().split("\n");
  const gate = async (lines: readonly string[]) => {
    await writeFile(reference, `${[head, ...lines].join("\n")}\n`);
    return gateOf(await script(plain, "npm run ci:gate"))[0];
  };
  expect(await gate([...rows.slice(1), rows[0]])).toMatchObject({ agreeing: rows.length, passed: true });
  expect(await gate([rows[1], ...rows.slice(1)])).toMatchObject({ agreeing: rows.length - 1, passed: true });
  expect(await gate(rows.map(() => rows[0]))).toMatchObject({ agreeing: 1, passed: false });
});
