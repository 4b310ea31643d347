// `millrace models`, and workflows that name a model of the library: installed from a fake registry, run, pinned, exported.

import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { parseAndRun } from "../../app/cli/program.ts";
import { printFailure } from "../../app/cli/report/print.ts";
import { readWorkflow } from "../../engine/document/read.ts";
import { fakeRegistry, sha256Of, tarball, timesModel } from "../support/model-library.ts";
import { badOpset, unknownOp } from "../models/make-hostile.ts";
import { rudeServer, stalled, type RudeServer } from "../support/rude-server.ts";
import { workspace, type Ended } from "./millrace.ts";

const work = workspace();
const MODEL = timesModel(2);
const REFERENCE = "library:two/two.onnx";

let library = "";
let count = 0;
beforeEach(() => {
  library = `models-${++count}`;
});

const env = (server?: RudeServer) => ({
  MILLRACE_MODELS: work.path(library),
  npm_config_registry: server?.url ?? "http://127.0.0.1:9",
  HF_ENDPOINT: server?.url ?? "http://127.0.0.1:9",
});

/** In this process, as the command line would: to start one for each would take the tests half a minute. */
async function models(args: readonly string[], server?: RudeServer): Promise<Ended> {
  const out = { stdout: "", stderr: "" };
  for (const [name, value] of Object.entries(env(server))) vi.stubEnv(name, value);
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      out[stream] += String(text);
      return true;
    }),
  );
  const at = process.cwd();
  process.chdir(work.folder);
  try {
    const code = await parseAndRun(["models", ...args]).catch(printFailure);
    return { code, ...out };
  } finally {
    process.chdir(at);
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}

async function registry() {
  const at: { server?: RudeServer } = {};
  const tgz = await tarball({ LICENSE: "Do what you like.", "two.onnx": MODEL });
  at.server = await rudeServer(
    fakeRegistry(() => at.server!.url, { two: { version: "1.0.0", license: "MIT", tgz } }),
  );
  return at.server;
}

async function installed() {
  await work.write("two.onnx", MODEL);
  const done = await models(["install", "two.onnx", "--yes"]);
  expect(done.code, done.stderr).toBe(0);
}

/** data → model → out, with the model of the library. */
async function flow(name: string, model = REFERENCE) {
  await work.write("in.csv", "a,b\n1,10\n2,20\n");
  await work.flow(
    name,
    [
      ["data", "csv", { path: "in.csv" }],
      ["model", "onnx", { model, inputs: { x: ["a", "b"] } }],
      ["out", "write-csv", { path: `${name}.csv` }],
    ],
    ["data -> model", "model -> out"],
  );
}

describe("what there is", () => {
  test("the list has what comes with Millrace and what can be installed, without a network", async () => {
    const { code, stdout } = await models(["list", "--json"]);
    expect(code).toBe(0);
    const list = JSON.parse(stdout) as { name: string; is: string; licence: { name: string } }[];
    expect(Object.fromEntries(list.map(({ name, is }) => [name, is]))).toEqual({
      blazeface: "shipped",
      "blazeface-front": "offered",
      languages: "shipped",
      "pp-ocrv4": "shipped",
      sentences: "shipped",
      "silero-vad": "shipped",
      "spam-mails": "shipped",
    });
    expect(list.every(({ licence }) => /^(MIT|Apache-2\.0)$/.test(licence.name))).toBe(true);
    const plain = await models([]);
    expect(plain.stdout).toContain("with Millrace");
    expect((await models(["search", "FACES"])).stdout).toMatch(/^blazeface/);
    expect((await models(["search", "nothing", "such"])).stdout).toContain("Nothing known here fits");
  });

  test("what comes with Millrace is whole, and is not removed", async () => {
    const shipped = ["blazeface", "languages", "pp-ocrv4", "sentences", "silero-vad", "spam-mails"];
    for (const name of shipped) {
      const { code, stdout } = await models(["show", name, "--json"]);
      expect([code, JSON.parse(stdout)], name).toMatchObject([0, { is: "shipped", damaged: [] }]);
    }
    const removed = await models(["remove", "pp-ocrv4", "--yes"]);
    expect([removed.code, removed.stderr]).toEqual([2, expect.stringContaining("MODEL_ENTRY_SHIPPED")]);
  });

  test.each([
    [["show", "nothing"], "MODEL_ENTRY_UNKNOWN"],
    [["remove", "nothing", "--yes"], "MODEL_ENTRY_UNKNOWN"],
    [["path", "library:nothing/a.onnx"], "MODEL_NOT_INSTALLED"],
    [["path", "library:pp-ocrv4/other.onnx"], "MODEL_FILE_UNKNOWN"],
    [["path", "library:pp-ocrv4"], "MODEL_REFERENCE"],
    [["install"], "USAGE_MODELS"],
    [["install", "two.onnx", "--sha256", "abc"], "USAGE_MODELS"],
  ])("%j ends with %s and exit code 2", async (args, expected) => {
    const { code, stderr } = await models(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(expected)]);
  });
});

describe("installing", () => {
  test("shows the licence, and without a yes installs nothing", async () => {
    const server = await registry();
    const { code, stderr } = await models(["install", "npm:two"], server);
    expect(code).toBe(2);
    expect(stderr).toMatch(/licence +MIT/);
    expect(stderr).toContain("MODEL_LICENCE_UNCONFIRMED");
    expect(await readdir(work.folder)).not.toContain(library);
  });

  test("with a yes it is there, shown, and gone again when removed", async () => {
    const server = await registry();
    const { code, stdout, stderr } = await models(["install", "npm:two", "--yes"], server);
    expect([code, stdout], stderr).toEqual([0, `${REFERENCE}\n`]);
    const path = (await models(["path", REFERENCE])).stdout.trim();
    expect((await readFile(path)).equals(MODEL)).toBe(true);
    expect((await models(["show", "two", "--licence"])).stdout).toBe("Do what you like.");
    await writeFile(path, MODEL.toReversed());
    const exchanged = await models(["path", REFERENCE]);
    expect([exchanged.code, exchanged.stdout, exchanged.stderr]).toEqual([
      2,
      "",
      expect.stringMatching(/MODEL_DAMAGED[^]*sha256/),
    ]);
    await writeFile(path, "other bytes");
    const damaged = await models(["show", "two"]);
    expect([damaged.code, damaged.stdout]).toEqual([1, expect.stringContaining("DAMAGED")]);
    expect((await models(["remove", "two"])).stderr).toContain("MODEL_REMOVE_UNCONFIRMED");
    expect((await models(["remove", "two", "--yes"])).code).toBe(0);
    expect((await models(["path", REFERENCE])).code).toBe(2);
  });

  test.each([
    ["an operator that nobody knows", unknownOp(), "MODEL_OP_UNKNOWN"],
    ["a set of operators to come", badOpset(), "MODEL_OPSET_UNSUPPORTED"],
  ])("a model with %s is installed, and told as one that cannot run here", async (_, model, code) => {
    await work.write("odd.onnx", model);
    const told = await models(["install", "odd.onnx", "--yes"]);
    expect([told.code, told.stdout]).toEqual([2, "library:odd/odd.onnx\n"]);
    expect(told.stderr).toContain(`refused ${code}  library:odd/odd.onnx`);
    expect(told.stderr).toContain("next:");
    expect((await models(["show", "odd"])).code).toBe(0);
    const { stdout } = await models(["install", "odd.onnx", "--yes", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject([
      { name: "odd", refusals: [{ file: "library:odd/odd.onnx", code }] },
    ]);
  });

  test("what is no model is not installed", async () => {
    await work.write("odd.onnx", "just a text");
    const { code, stderr } = await models(["install", "odd.onnx", "--yes"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("MODEL_NOT_ONNX")]);
    expect((await models(["show", "odd"])).code).toBe(2);
  });

  test("offline, nothing is asked; from a file it works all the same", async () => {
    const server = await registry();
    const refused = await models(["install", "npm:two", "--yes", "--offline"], server);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("DOWNLOAD_OFFLINE")]);
    expect(server.connections()).toBe(0);
    await work.write("two.onnx", MODEL);
    expect((await models(["install", "two.onnx", "--yes", "--offline"])).code).toBe(0);
    expect((await models(["list", "--offline"])).stdout).toContain("two");
    expect((await models(["search", "two", "--offline"])).code).toBe(0);
  });

  test("the command that is told when a model from a file is removed brings it back under its name", async () => {
    await work.write("two.onnx", MODEL);
    expect((await models(["install", "two.onnx", "--yes", "--name", "mine"])).code).toBe(0);
    const { stderr } = await models(["remove", "mine", "--yes"]);
    const command = /to get it again: millrace models (.*)/.exec(stderr)![1].split(" ");
    expect(command).toEqual(["install", work.path("two.onnx"), "--name", "mine"]);
    expect((await models([...command, "--yes"])).stdout).toBe("library:mine/two.onnx\n");
  });

  test("a process that is killed in the middle leaves nothing that is taken for whole, and the next goes on", async () => {
    const tgz = await tarball({ "two.onnx": MODEL, "more.bin": Buffer.alloc(300_000, "x") });
    const at: { server?: RudeServer } = {};
    const answers = fakeRegistry(() => at.server!.url, { two: { version: "1.0.0", tgz } });
    let arrived = () => {};
    const half = new Promise<void>((resolve) => (arrived = resolve));
    at.server = await rudeServer(answers, (request, response) => {
      stalled(tgz, 200)(request, response);
      arrived();
    });
    const child = spawn(process.execPath, ["dist/cli.js", "models", "install", "npm:two", "--yes"], {
      env: { ...process.env, ...env(at.server) },
    });
    await half;
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("close", resolve));
    expect((await models(["path", REFERENCE])).stderr).toContain("MODEL_NOT_INSTALLED");
    at.server.answerWith(answers);
    expect((await models(["install", "npm:two", "--yes"], at.server)).code).toBe(0);
    expect((await models(["show", "two"])).code).toBe(0);
  });
});

describe("a workflow that names a model of the library", () => {
  test("runs, and says that it is not pinned", async () => {
    await installed();
    await flow("runs.millrace.json");
    const { code, stderr } = await work.millrace(["run", "runs.millrace.json"], env());
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("MODEL_NOT_PINNED");
    expect((await work.read("runs.millrace.json.csv")).split("\n").slice(0, 2)).toEqual([
      "a,b,y0,y1",
      "1,10,2,20",
    ]);
  });

  test("one whose model is not there says how to get it", async () => {
    await flow(
      "missing.millrace.json",
      "library:blazeface-front/face_detection_front_128x128_barracuda.onnx",
    );
    const { code, stderr } = await work.millrace(["validate", "missing.millrace.json"], env());
    expect(code).toBe(2);
    expect(stderr).toContain("MODEL_NOT_INSTALLED");
    expect(stderr).toContain("millrace models install blazeface-front");
    expect(stderr).toContain("params.model");
    expect(stderr).not.toContain(work.path(library));
  });

  test.each([
    ["a workflow that has pinned it", true],
    ["one that has not", false],
  ])("after it was removed, %s says how to get it again, and that does it", async (_, pinned) => {
    const flowFile = `removed-${pinned}.millrace.json`;
    await installed();
    await flow(flowFile);
    if (pinned) expect((await models(["pin", flowFile])).code).toBe(0);
    await models(["remove", "two", "--yes"]);
    const missing = await work.millrace(["run", flowFile], env());
    expect(missing.stderr).toContain(
      `Install it: millrace models install ${work.path("two.onnx")} --name two`,
    );
    expect((await models(["install", "--for", flowFile, "--yes"])).stdout).toBe(`${REFERENCE}\n`);
    expect((await work.millrace(["run", flowFile], env())).code).toBe(0);
  });

  test("is pinned, keeps to what is pinned, and can be given what it wants elsewhere", async () => {
    const server = await registry();
    await models(["install", "npm:two", "--yes"], server);
    await flow("pinned.millrace.json");
    expect((await models(["pin", "pinned.millrace.json"])).code).toBe(0);
    const text = await work.read("pinned.millrace.json");
    expect(readWorkflow(text).document?.models).toEqual({
      [REFERENCE]: { sha256: sha256Of(MODEL), source: "npm:two@1.0.0", licence: "MIT" },
    });
    expect(text).not.toContain(work.folder);
    const quiet = await work.millrace(["validate", "pinned.millrace.json"], env());
    expect([quiet.code, quiet.stderr]).toEqual([0, expect.not.stringContaining("MODEL_")]);

    // Another model under the same name.
    await work.write("two.onnx", timesModel(7));
    await models(["install", "two.onnx", "--yes"]);
    const differs = await work.millrace(["run", "pinned.millrace.json"], env());
    expect(differs.code).toBe(2);
    expect(differs.stderr).toMatch(/MODEL_PIN_DIFFERS[^]*pinned sha256[^]*installed sha256/);

    // The pinned one again, and nothing but it.
    const again = await models(["install", "--for", "pinned.millrace.json", "--yes"], server);
    expect([again.code, again.stdout], again.stderr).toEqual([0, `${REFERENCE}\n`]);
    expect((await work.millrace(["run", "pinned.millrace.json"], env())).code).toBe(0);
    const nothing = await models(["install", "--for", "pinned.millrace.json", "--yes"]);
    expect([nothing.code, nothing.stderr]).toEqual([0, expect.stringContaining("nothing to install")]);
  });

  test("what the source has now is another: nothing is installed", async () => {
    const server = await registry();
    await flow("other.millrace.json");
    const pin = { sha256: "0".repeat(64), source: "npm:two@1.0.0", licence: null };
    const document = {
      ...readWorkflow(await work.read("other.millrace.json")).document,
      models: { [REFERENCE]: pin },
    };
    await work.write("other.millrace.json", JSON.stringify(document));
    const missing = await work.millrace(["validate", "other.millrace.json"], env());
    expect(missing.stderr).toContain("millrace models install npm:two@1.0.0 --name two");
    const { code, stderr } = await models(["install", "--for", "other.millrace.json", "--yes"], server);
    expect([code, stderr]).toEqual([1, expect.stringContaining("DOWNLOAD_DIFFERS")]);
    expect((await models(["path", REFERENCE])).code).toBe(2);
  });

  test("exported, it has the model with it by a plain path, and needs no library", async () => {
    await installed();
    await flow("exported.millrace.json");
    const made = await work.millrace(["export", "exported.millrace.json", "-o", "program"], env());
    expect(made.code, made.stderr).toBe(0);
    const pipeline = await work.read(join("program", "pipeline.mjs"));
    expect(pipeline).toContain("models/two.onnx");
    expect(pipeline).not.toContain("library:");
    const lock = JSON.parse(await work.read(join("program", "models", "models.lock.json"))) as object;
    expect(lock).toMatchObject({ models: [{ path: "models/two.onnx", sha256: sha256Of(MODEL) }] });
  });

  test("`--set` and `inspect` take a reference as it is", async () => {
    await installed();
    await flow("set.millrace.json", "nothing.onnx");
    const args = ["run", "set.millrace.json", "--set", `model.model=${REFERENCE}`];
    const { code, stderr } = await work.millrace(args, env());
    expect(code, stderr).toBe(0);
    expect((await work.millrace(["inspect", REFERENCE], env())).stdout).toContain("an ONNX model");
  });
});
