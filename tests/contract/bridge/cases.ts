// What each call and each event of the contract does, tried on a host that runs. A call without a case is a type error.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "vitest";
import type { CallName, EventName } from "../../../app/bridge/calls.ts";
import { hashOf } from "../../../app/host/text-hash.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { slow } from "../../models/make.ts";
import type { WindowInUse } from "./window-in-use.ts";
import { workflow } from "./window-in-use.ts";

export interface Bench {
  readonly window: WindowInUse;
  /** Another window of the same host. */
  readonly other: () => Promise<WindowInUse>;
  /** A folder with `flow.millrace.json`, `rows.csv` (columns a and b), `model.onnx` (16 numbers), `pictures/one.png`, `sounds/one.wav` (4 samples at 16 kHz). */
  readonly folder: string;
  /** Ends processes of the engine as the system does when they fail. */
  readonly killEngines: () => Promise<void>;
  /** Chooses an entry of the host's menus. */
  readonly command: (command: string) => Promise<void>;
}

type Case = (bench: Bench) => Promise<void>;

const rows = ["rows", "csv", { path: "rows.csv" }] as const;
const TABLE = workflow(
  [rows, ["scale", "standardize", { columns: ["a", "b"] }], ["pack", "pack", { columns: ["a", "b"] }]],
  ["rows -> scale", "rows -> pack"],
);
const PICTURES = workflow([["pictures", "image-folder", { path: "pictures" }]]);
const SOUND = workflow([["sound", "audio-files", { path: "sounds" }]]);
const RECORDING = { node: "sound", port: "out", row: 0, column: "audio" };
const WRITES = workflow([rows, ["out", "write-csv", { path: "out.csv" }]], ["rows -> out"]);
const ENDLESS = workflow([["rows", "generate", { rows: 1e12 }]]);

const open = async ({ window, folder }: Bench) =>
  window.bridge.document.open({ path: join(folder, "flow.millrace.json") });
const previewed = async (bench: Bench, document = TABLE) => {
  const { session } = await open(bench);
  await bench.window.bridge.preview.update({ session, revision: 1, document, rows: 10 });
  return session;
};
const saved = async (bench: Bench, text: string) => {
  const { session } = await open(bench);
  return { session, ...(await bench.window.bridge.document.save({ session, text })) };
};
/** A workflow without a name that a window has left with a node in it. */
const leftBehind = async ({ bridge, hosted }: WindowInUse) => {
  const created = await bridge.document.create({});
  const node = { id: "rows", kind: "csv", version: 1, title: "Rows", params: {} };
  const commands = [{ do: "add-node" as const, node, at: { x: 0, y: 0 } }];
  await bridge.document.journal({ session: created.session, commands });
  await hosted.close();
  return created;
};
const NEW_TEXT = writeWorkflow(WRITES);
/** A trusted session, and a folder to export to. */
const exporting = async (bench: Bench, { trust = true } = {}) => {
  const { session } = await open(bench);
  if (trust) await bench.window.bridge.document.trust({ session, text: NEW_TEXT });
  return { session, folder: join(bench.folder, "program") };
};

export const cases = {
  "app.info": async ({ window }) => {
    const info = await window.bridge.app.info({});
    expect(info).toMatchObject({ platform: process.platform, open: null });
    expect(info.version).not.toBe("");
  },
  "app.scheme": async ({ window, other }) => {
    expect((await window.bridge.app.info({})).scheme).toBeNull();
    await window.bridge.app.scheme({ scheme: "dark" });
    expect((await (await other()).bridge.app.info({})).scheme).toBe("dark");
  },
  "app.recent": async (bench) => {
    const { path } = await open(bench);
    const { files } = await bench.window.bridge.app.recent({});
    expect(files[0]).toMatchObject({ path, name: "flow", exists: true });
  },
  "app.untitled": async ({ window, other }) => {
    const { untitled } = await leftBehind(window);
    const { left } = await (await other()).bridge.app.untitled({});
    expect(left).toContainEqual(expect.objectContaining({ id: untitled, titles: ["Rows"] }));
  },
  "app.dropUntitled": async ({ window, other }) => {
    const { untitled } = await leftBehind(window);
    const { bridge } = await other();
    expect(await bridge.app.dropUntitled({ id: untitled! })).toEqual({});
    const { left } = await bridge.app.untitled({});
    expect(left.map(({ id }) => id)).not.toContain(untitled);
  },
  "app.openLink": async ({ window }) => {
    await expect(window.bridge.app.openLink({ url: "file:///etc/passwd" })).rejects.toMatchObject({
      failure: { code: "LINK_REFUSED" },
    });
  },
  "app.window": async ({ window }) => {
    expect(await window.bridge.app.window({ title: "flow", unsaved: true })).toEqual({});
    expect(await window.bridge.app.window({ title: "flow", unsaved: false })).toEqual({});
  },

  "catalog.kinds": async ({ window }) => {
    const { kinds } = await window.bridge.catalog.kinds({});
    expect(kinds.map(({ kind }) => kind)).toContain("csv");
  },
  "catalog.functions": async ({ window }) => {
    const { functions } = await window.bridge.catalog.functions({});
    expect(functions.length).toBeGreaterThan(5);
  },

  "template.list": async ({ window }) => {
    const { templates } = await window.bridge.template.list({});
    expect(templates.map(({ name }) => name)).toContain("shipment-delay");
  },
  "template.open": async ({ window, folder }) => {
    const place = join(folder, "copy");
    const opened = await window.bridge.template.open({ name: "shipment-delay", folder: place });
    const path = join(place, "shipment-delay.millrace.json");
    expect(opened).toMatchObject({ path, trusted: true, text: await readFile(path, "utf8") });
  },

  "document.create": async ({ window }) => {
    const created = await window.bridge.document.create({});
    expect(created).toMatchObject({
      path: null,
      name: "Untitled",
      hash: null,
      trusted: true,
      recovery: null,
    });
    const from = { name: "theirs", text: NEW_TEXT };
    const elsewhere = await window.bridge.document.create({ from });
    expect(elsewhere).toMatchObject({ path: null, name: "theirs", text: NEW_TEXT, trusted: false });
  },
  "document.rejoin": async (bench) => {
    const { session, path, untitled, hash } = await open(bench);
    const request = { session, path, untitled, hash };
    expect(await bench.window.bridge.document.rejoin(request)).toEqual({ opened: null });
    const { opened } = await (await bench.other()).bridge.document.rejoin(request);
    expect(opened).toMatchObject({ path, hash });
    expect(opened!.session).not.toBe(session);
  },
  "document.open": async (bench) => {
    const opened = await open(bench);
    expect(opened).toMatchObject({ name: "flow", trusted: false, hash: hashOf(opened.text) });
    await expect(bench.window.bridge.document.open({ path: bench.folder })).rejects.toMatchObject({
      failure: { code: "FILE_IS_FOLDER", hint: expect.stringMatching(/./) as string },
    });
  },
  "document.save": async (bench) => {
    const { path, ...reply } = await saved(bench, NEW_TEXT);
    expect(reply).toMatchObject({ saved: true, changed: false, name: "flow", hash: hashOf(NEW_TEXT) });
    expect(await readFile(path, "utf8")).toBe(NEW_TEXT);
    // A run would lose the folder it writes into.
    const { window } = bench;
    const { bridge } = window;
    const { session } = await bridge.document.create({});
    const { run } = await bridge.run.start({ session, document: ENDLESS, dryRun: false });
    await window.told("run.event", ({ event }) => event.type === "progress");
    const named = { session, text: NEW_TEXT, path: join(bench.folder, "named.millrace.json") };
    await expect(bridge.document.save(named)).rejects.toMatchObject({ failure: { code: "WORKFLOW_RUNS" } });
    await bridge.run.stop({ run });
    await window.endOf(run);
    expect(await bridge.document.save(named)).toMatchObject({ saved: true });
  },
  "document.journal": async (bench) => {
    const { session } = await open(bench);
    const commands = [{ do: "remove-nodes" as const, ids: ["rows"] }];
    await bench.window.bridge.document.journal({ session, commands });
    await bench.window.hosted.close();
    const again = await bench.other();
    const { recovery } = await open({ ...bench, window: again });
    expect(recovery).toMatchObject({ commands, base: null });
  },
  "document.forget": async (bench) => {
    const { session, path, text } = await open(bench);
    const commands = [{ do: "remove-nodes" as const, ids: ["rows"] }];
    await bench.window.bridge.document.journal({ session, commands });
    await bench.window.hosted.close();
    await writeFile(path!, NEW_TEXT);
    const again = { ...bench, window: await bench.other() };
    const opened = await open(again);
    expect(opened).toMatchObject({ text: NEW_TEXT, recovery: { commands, base: text } });
    await again.window.bridge.document.forget({ session: opened.session });
    expect((await open(again)).recovery).toBeNull();
  },
  "document.close": async (bench) => {
    const { session } = await open(bench);
    await bench.window.bridge.document.close({ session });
    await expect(bench.window.bridge.document.close({ session })).rejects.toMatchObject({
      failure: { code: "SESSION_UNKNOWN" },
    });
  },
  "document.trust": async (bench) => {
    const { session, text } = await open(bench);
    await bench.window.bridge.document.trust({ session, text });
    expect((await open(bench)).trusted).toBe(true);
  },

  "file.list": async ({ window, folder }) => {
    const list = await window.bridge.file.list({ path: folder, extensions: ["csv"] });
    expect(list.entries.map(({ name }) => name)).toEqual(["pictures", "sounds", "rows.csv"]);
    expect((await window.bridge.file.list({ path: "", extensions: [] })).path).not.toBe("");
  },
  "file.makeFolder": async (bench) => {
    const { window, folder } = bench;
    const path = join(folder, "new", "one");
    expect(await window.bridge.file.makeFolder({ path })).toEqual({ path });
    const list = await window.bridge.file.list({ path, extensions: [] });
    expect(list).toMatchObject({ path, missing: null, entries: [] });
    await expect(
      window.bridge.file.makeFolder({ path: join(folder, "rows.csv", "x") }),
    ).rejects.toMatchObject({ failure: { code: "FILE_MISSING" } });
    // Of a workflow: beside it, and nowhere else.
    const { session } = await open(bench);
    expect(await window.bridge.file.makeFolder({ session, path: "reports/2026" })).toEqual({
      path: join(folder, "reports", "2026"),
    });
    await expect(window.bridge.file.makeFolder({ session, path: "../elsewhere" })).rejects.toMatchObject({
      failure: { code: "FILE_NOT_ALLOWED" },
    });
  },
  "file.pick": async ({ window }) => {
    const { dialogs } = await window.bridge.app.info({});
    // A dialog of the system waits for a person.
    if (!dialogs)
      expect(await window.bridge.file.pick({ mode: "open", title: "Open", extensions: [] })).toEqual({
        path: null,
      });
  },
  "file.allow": async (bench) => {
    const { session } = await open(bench);
    const path = join(bench.folder, "pictures");
    expect(await bench.window.bridge.file.allow({ session, path })).toEqual({
      path: "pictures",
      isFolder: true,
    });
  },
  "file.import": async (bench) => {
    const { session } = await open(bench);
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256);
    const { path } = await bench.window.bridge.file.import({ session, name: "dropped.bin", bytes });
    expect(new Uint8Array(await readFile(join(bench.folder, path)))).toEqual(bytes);
  },
  "file.importFolder": async (bench) => {
    const { session } = await open(bench);
    const bytes = (text: string) => new TextEncoder().encode(text);
    const files = [
      { path: "a.txt", bytes: bytes("1") },
      { path: "deeper/b.txt", bytes: bytes("2") },
    ];
    const { path } = await bench.window.bridge.file.importFolder({ session, name: "dropped", files });
    expect(await bench.window.bridge.file.stat({ session, path })).toMatchObject({ isFolder: true });
    expect(await readFile(join(bench.folder, path, "deeper/b.txt"), "utf8")).toBe("2");
  },
  "file.stat": async (bench) => {
    const { session } = await open(bench);
    const stat = (path: string) => bench.window.bridge.file.stat({ session, path });
    expect(await stat("rows.csv")).toMatchObject({ exists: true, isFolder: false });
    expect(await stat("nothing.csv")).toMatchObject({ exists: false });
    await expect(stat("/etc/passwd")).rejects.toMatchObject({ failure: { code: "FILE_NOT_ALLOWED" } });
  },

  "secret.check": async (bench) => {
    const { session } = await open(bench);
    const isSet = async (name: string) => (await bench.window.bridge.secret.check({ session, name })).isSet;
    expect(await isSet("PATH")).toBe(true);
    expect(await isSet("MILLRACE_SECRET_NOBODY_HAS_SET")).toBe(false);
  },

  "model.inspect": async (bench) => {
    const { session } = await open(bench);
    const { model } = await bench.window.bridge.model.inspect({ session, path: "model.onnx" });
    expect(JSON.stringify(model)).toContain("Gemm");
  },

  "library.list": async ({ window }) => {
    const { entries } = await window.bridge.library.list({});
    const of = (name: string) => entries.find((entry) => entry.name === name);
    expect(of("pp-ocrv4")).toMatchObject({ is: "shipped", licence: { name: "Apache-2.0" } });
    expect(of("silero-vad")).toMatchObject({ is: "shipped", licence: { name: "MIT" } });
    expect(of("blazeface-front")).toMatchObject({ is: "offered", licence: { name: "Apache-2.0" } });
  },
  "library.licence": async ({ window, folder }) => {
    const { bridge } = window;
    expect(await bridge.library.licence({ name: "pp-ocrv4" })).toEqual({ text: null });
    await writeFile(join(folder, "LICENSE"), "Do what you like.");
    await bridge.library.install({ source: folder, name: "licensed", offline: true });
    expect(await bridge.library.licence({ name: "licensed" })).toEqual({ text: "Do what you like." });
    await bridge.library.remove({ name: "licensed" });
  },
  "library.look": async ({ window, folder }) => {
    const { bridge } = window;
    const { offer } = await bridge.library.look({ source: join(folder, "model.onnx"), offline: true });
    expect(offer).toMatchObject({ name: "model", source: "file:model.onnx" });
    await expect(bridge.library.look({ source: "npm:any", offline: true })).rejects.toMatchObject({
      failure: { code: "DOWNLOAD_OFFLINE" },
    });
  },
  "library.install": async (bench) => {
    const { bridge } = bench.window;
    const source = join(bench.folder, "model.onnx");
    const sha256 = hashOf(await readFile(source));
    const wrong = { source, offline: true, sha256: "0".repeat(64) };
    await expect(bridge.library.install(wrong)).rejects.toMatchObject({
      failure: { code: "DOWNLOAD_DIFFERS" },
    });
    const pinned = { "model.onnx": sha256 };
    const installed = await bridge.library.install({ source, name: "mine", pinned, offline: true });
    expect(installed).toEqual({ name: "mine", files: ["model.onnx"] });
    const { session } = await open(bench);
    const path = "library:mine/model.onnx";
    expect(await bridge.file.stat({ session, path })).toMatchObject({ exists: true });
    expect(JSON.stringify((await bridge.model.inspect({ session, path })).model)).toContain("Gemm");
    const document = workflow([["model", "onnx", { model: path }]]);
    const { issues } = await bridge.plan.make({ session, revision: 1, document });
    expect(issues.find(({ code }) => code === "MODEL_NOT_PINNED")?.fix?.commands).toEqual([
      { do: "pin-models", pins: { [path]: { sha256, source: "file:model.onnx", licence: null } } },
    ]);
    await bridge.library.remove({ name: "mine" });
  },
  "library.stop": async ({ window }) => {
    const stalled = createServer(() => {});
    await new Promise<void>((ready) => stalled.listen(0, "127.0.0.1", ready));
    const source = `http://127.0.0.1:${(stalled.address() as AddressInfo).port}/model.onnx`;
    const installing = window.bridge.library.install({ source, offline: false });
    const refused = expect(installing).rejects.toMatchObject({ failure: { code: "INSTALL_STOPPED" } });
    await window.told("library.step", (told) => told.source === source);
    await expect(window.bridge.library.install({ source, offline: false })).rejects.toMatchObject({
      failure: { code: "INSTALL_BUSY" },
    });
    await window.bridge.library.stop({ source });
    await refused;
    stalled.closeAllConnections();
    await new Promise((ended) => stalled.close(ended));
  },
  "library.remove": async ({ window, folder }) => {
    const { bridge } = window;
    await bridge.library.install({ source: join(folder, "model.onnx"), name: "gone", offline: true });
    await bridge.library.remove({ name: "gone" });
    const { entries } = await bridge.library.list({});
    expect(entries.map(({ name }) => name)).not.toContain("gone");
    await expect(bridge.library.remove({ name: "pp-ocrv4" })).rejects.toMatchObject({
      failure: { code: "MODEL_ENTRY_SHIPPED" },
    });
  },

  "library.users": async (bench) => {
    const { bridge } = bench.window;
    const { session } = await open(bench);
    expect(session).toBeTruthy();
    expect(await bridge.library.users({ name: "nobody-names-it" })).toEqual({ workflows: [] });
  },

  "plan.make": async (bench) => {
    const { session } = await open(bench);
    const plan = await bench.window.bridge.plan.make({ session, revision: 7, document: TABLE });
    expect(plan.revision).toBe(7);
    expect(plan.nodes.rows.outputs.out.fields.map(({ name }) => name)).toEqual(["a", "b"]);
    const outside = workflow([["rows", "csv", { path: "/etc/passwd" }]]);
    const { issues } = await bench.window.bridge.plan.make({ session, revision: 8, document: outside });
    expect(issues.map(({ code }) => code)).toContain("FILE_NOT_ALLOWED");
  },
  "plan.trial": async (bench) => {
    const { session } = await open(bench);
    const { plan } = bench.window.bridge;
    expect(await plan.trial({ session, document: WRITES })).toEqual({ issues: [] });
    const document = workflow([rows, ["far", "select", { columns: ["far"] }]], ["rows -> far"]);
    const { issues } = await plan.trial({ session, document });
    expect(issues.map(({ node }) => node)).toContain("far");
  },
  "plan.suited": async (bench) => {
    const { session } = await open(bench);
    await writeFile(join(bench.folder, "rows.csv"), "a;b\n1;2\n3;4\n");
    const asked = { session, document: WRITES, nodes: ["out"] };
    expect(await bench.window.bridge.plan.suited(asked)).toEqual({
      commands: [{ do: "set-param", id: "out", param: "delimiter", value: ";" }],
    });
  },
  "plan.fit": async (bench) => {
    const { session } = await open(bench);
    const { params } = await bench.window.bridge.plan.fit({ session, document: TABLE, node: "scale" });
    expect(Object.keys(params).length).toBeGreaterThan(0);
  },
  "plan.train": async (bench) => {
    const { session } = await open(bench);
    const lines = Array.from({ length: 60 }, (_, i) => `${i},${i % 7},${(i * 3) % 5 > 2 ? "yes" : "no"}`);
    await writeFile(join(bench.folder, "train.csv"), `a,b,late\n${lines.join("\n")}\n`);
    const document = workflow(
      [
        ["rows", "csv", { path: "train.csv" }],
        ["model", "onnx"],
      ],
      ["rows -> model"],
    );
    const asked = { session, document, node: "model", target: "late", path: "late.onnx" };
    const { params, figures, learned, held } = await bench.window.bridge.plan.train(asked);
    expect(params).toEqual({ model: "late.onnx", nulls: "nan", scoreNames: "classes" });
    expect(figures.map(({ name }) => name)).toContain("AUC");
    expect(learned + held).toBe(60);
    expect(await readdir(bench.folder)).toEqual(expect.arrayContaining(["late.onnx", "late.card.md"]));
    // What was there before is not written over, unless it is the node's own.
    await expect(bench.window.bridge.plan.train(asked)).rejects.toMatchObject({
      failure: { code: "USAGE_EXISTS" },
    });
  },
  "plan.stopTraining": async (bench) => {
    const { session } = await open(bench);
    expect(await bench.window.bridge.plan.stopTraining({ session })).toEqual({});
  },

  "preview.update": async (bench) => {
    const { session } = await open(bench);
    const asked = { session, revision: 3, document: TABLE, rows: 2 };
    expect(await bench.window.bridge.preview.update(asked)).toEqual({ revision: 3 });
  },
  "preview.stop": async (bench) => {
    const session = await previewed(bench);
    const place = { session, node: "rows", port: "out" };
    await bench.window.bridge.preview.stop({ session, keep: true });
    expect((await bench.window.bridge.preview.columns(place)).columns).toHaveLength(2);
    await bench.window.bridge.preview.stop({ session });
    await expect(
      bench.window.bridge.preview.columns({ session, node: "rows", port: "out" }),
    ).rejects.toMatchObject({ failure: { hint: expect.stringMatching(/./) as string } });
  },
  "preview.rows": async (bench) => {
    const session = await previewed(bench);
    const place = { session, node: "rows", port: "out" };
    const found = await bench.window.bridge.preview.rows({ ...place, from: 1, to: 3 });
    expect(found).toMatchObject({
      rows: 3,
      cells: [
        [3, 4],
        [5, 6],
      ],
    });
  },
  "preview.columns": async (bench) => {
    const session = await previewed(bench);
    const place = { session, node: "rows", port: "out" };
    const { columns } = await bench.window.bridge.preview.columns(place);
    expect(columns).toMatchObject([{ name: "a", rows: 3, numbers: { min: 1, max: 5 } }, { name: "b" }]);
  },
  "preview.value": async (bench) => {
    const session = await previewed(bench);
    const cell = { session, node: "pack", port: "out", row: 1, column: "features" };
    const { preview } = bench.window.bridge;
    expect(await preview.value({ ...cell, limit: 100 })).toEqual({ text: "[3,4]", json: true, length: 5 });
    expect(await preview.value({ ...cell, limit: 2 })).toEqual({ text: "[3", json: true, length: 5 });
  },
  "preview.image": async (bench) => {
    const session = await previewed(bench, PICTURES);
    const { columns } = await bench.window.bridge.preview.columns({ session, node: "pictures", port: "out" });
    const { name: column } = columns.find(({ type }) => type.startsWith("image"))!;
    const cell = { session, node: "pictures", port: "out", row: 0, column };
    const { png } = await bench.window.bridge.preview.image({ ...cell, size: 16 });
    expect([...png.subarray(1, 4)]).toEqual([..."PNG"].map((letter) => letter.charCodeAt(0)));
  },
  "preview.sound": async (bench) => {
    const session = await previewed(bench, SOUND);
    const { preview } = bench.window.bridge;
    const found = await preview.sound({ session, ...RECORDING, points: 4 });
    expect(found).toMatchObject({ rate: 16_000, channels: 1, start: 0, end: 4 / 16_000, loudest: 0.5 });
    expect([...new Int16Array(Uint8Array.from(found.peaks).buffer)]).toEqual([
      0, 0, 16_384, 16_384, -8192, -8192, 0, 0,
    ]);
    const [from, to] = [1 / 16_000, 2 / 16_000];
    const part = await preview.sound({ session, ...RECORDING, from, to, points: 9 });
    expect(part).toMatchObject({ from, to });
    expect(part.peaks).toHaveLength(4);
  },
  "preview.spectrogram": async (bench) => {
    const session = await previewed(bench, SOUND);
    const asked = { session, ...RECORDING, columns: 2, rows: 8 };
    const found = await bench.window.bridge.preview.spectrogram(asked);
    expect(found).toMatchObject({ columns: 2, rows: 8, maxHz: 8000, minDb: -90 });
    expect(found.data).toHaveLength(16);
  },
  "preview.wav": async (bench) => {
    const session = await previewed(bench, SOUND);
    const { wav, from, to } = await bench.window.bridge.preview.wav({ session, ...RECORDING });
    expect([from, to]).toEqual([0, 4 / 16_000]);
    expect(String.fromCharCode(...wav.subarray(0, 4))).toBe("RIFF");
    expect(wav).toHaveLength(44 + 8);
  },
  "preview.scatter": async (bench) => {
    const session = await previewed(bench);
    const asked = { session, node: "pack", port: "out", column: "features", rows: 100 };
    const { preview } = bench.window.bridge;
    const { points, ...found } = await preview.scatter(asked);
    expect(found).toMatchObject({ rows: 3, dimensions: 2 });
    expect(found.explained[0]).toBeCloseTo(1, 6);
    expect(points).toHaveLength(3 * 2 * 4);
    await expect(preview.scatter({ ...asked, column: "a" })).rejects.toMatchObject({
      failure: { code: "PREVIEW_MISSING" },
    });
  },
  "preview.tensor": async (bench) => {
    const session = await previewed(bench);
    const cell = { session, node: "pack", port: "out", row: 1, column: "features" };
    const found = await bench.window.bridge.preview.tensor({ ...cell, limit: 10 });
    expect(found).toMatchObject({ shape: [2], values: [3, 4], min: 3, max: 4 });
  },

  "run.start": async (bench) => {
    const { session } = await open(bench);
    expect(await bench.window.run(session, WRITES)).toMatchObject({ outcome: "done", rows: 3, error: null });
    const { event } = await bench.window.told("run.event", (told) => told.event.type === "run-done");
    const written = [{ node: "out", path: join(bench.folder, "out.csv"), rows: 3 }];
    expect(event).toMatchObject({ failedFile: null, written });
    expect(await readFile(join(bench.folder, "out.csv"), "utf8")).toBe("a,b\n1,2\n3,4\n5,6\n");
  },
  "run.stop": async (bench) => {
    const { session } = await open(bench);
    const { run } = await bench.window.bridge.run.start({ session, document: ENDLESS, dryRun: false });
    await bench.window.told("run.event", ({ event }) => event.type === "progress");
    await bench.window.bridge.run.stop({ run });
    expect(await bench.window.endOf(run)).toMatchObject({ outcome: "cancelled" });
    // One that has ended is stopped already.
    expect(await bench.window.bridge.run.stop({ run })).toEqual({});
  },
  "run.takeUp": async (bench) => {
    const { session } = await open(bench);
    const { bridge } = bench.window;
    expect(await bridge.run.takeUp({ session })).toEqual({ run: null });
    const { run } = await bridge.run.start({ session, document: ENDLESS, dryRun: false });
    await bench.window.told("run.event", ({ event }) => event.type === "progress");
    const { run: going } = await bridge.run.takeUp({ session });
    expect(going).toMatchObject({ run, document: ENDLESS, dryRun: false });
    expect(going!.told[0].event).toMatchObject({ seq: 1, type: "run-started" });
    await bridge.run.stop({ run });
    await bench.window.endOf(run);
    const { run: over } = await bridge.run.takeUp({ session });
    expect(over!.told.at(-1).event).toMatchObject({ type: "run-done" });
  },

  "export.check": async (bench) => {
    const { session } = await open(bench);
    const { targets, size, platforms, secrets } = await bench.window.bridge.export.check({
      session,
      document: WRITES,
    });
    expect(targets).toContainEqual(expect.objectContaining({ target: "script", verdict: "possible" }));
    expect(size.program).toBeGreaterThan(100_000);
    expect(platforms.length).toBeGreaterThan(1);
    expect(secrets).toEqual([]);
  },
  "export.place": async (bench) => {
    const { session } = await open(bench);
    const { bridge } = bench.window;
    const folder = join(bench.folder, "flow-program");
    expect(await bridge.export.place({ session })).toEqual({ folder, is: "free" });
    expect(await bridge.export.place({ session, folder: "." })).toEqual({ folder: bench.folder, is: "full" });
    for (const file of ["rows.csv", "rows.csv/program"])
      expect(await bridge.export.place({ session, folder: file })).toMatchObject({ is: "file" });
  },
  "export.make": async (bench) => {
    // Nobody has trusted a text of that folder yet.
    const foreign = writeWorkflow(workflow([["rows", "csv", { path: join(bench.folder, "rows.csv") }]]));
    await writeFile(join(bench.folder, "flow.millrace.json"), foreign);
    const { session, folder } = await exporting(bench, { trust: false });
    const { bridge } = bench.window;
    const asked = { session, document: WRITES, target: "script", folder, force: false };
    await expect(bridge.export.make(asked)).rejects.toMatchObject({ failure: { code: "EXPORT_UNTRUSTED" } });
    await bridge.document.trust({ session, text: NEW_TEXT });
    const made = await bridge.export.make(asked);
    expect(made).toMatchObject({ folder, comparison: { identical: true, compared: [{ file: "out.csv" }] } });
    expect(made.program).toBe(await readFile(join(folder, "pipeline.mjs"), "utf8"));
    expect(made.files.map(({ path }) => path)).toContain("parity.json");
    expect(await bridge.export.place({ session, folder })).toEqual({ folder, is: "exported" });
    await expect(bridge.export.make(asked)).rejects.toMatchObject({
      failure: { code: "EXPORT_TARGET_FULL" },
    });
    expect(await bridge.export.make({ ...asked, force: true })).toMatchObject({ folder });
    await expect(bridge.export.make({ ...asked, target: "toaster" })).rejects.toMatchObject({
      failure: { code: "EXPORT_TARGET_UNKNOWN" },
    });
  },
  "export.stop": async (bench) => {
    const { session, folder } = await exporting(bench);
    const { bridge } = bench.window;
    const before = await readdir(bench.folder);
    const made = bridge.export.make({ session, document: WRITES, target: "script", folder, force: false });
    const refused = expect(made).rejects.toMatchObject({ failure: { code: "EXPORT_STOPPED" } });
    await bench.window.told("export.step", (event) => event.session === session);
    await bridge.export.stop({ session });
    await refused;
    expect(await readdir(bench.folder)).toEqual(before);
  },
  "export.reveal": async ({ window, folder }) => {
    await expect(window.bridge.export.reveal({ folder })).rejects.toMatchObject({
      failure: { code: "EXPORT_FOLDER_UNKNOWN" },
    });
  },
} satisfies Record<CallName, Case>;

export const eventCases = {
  "preview.node": async (bench) => {
    const session = await previewed(bench);
    const { result } = await bench.window.told(
      "preview.node",
      (event) => event.session === session && event.node === "rows" && event.result.state === "done",
    );
    expect(result.ports.out).toMatchObject({ rows: 3 });
  },
  "run.event": async (bench) => {
    const { session } = await open(bench);
    await bench.window.run(session, WRITES, { dryRun: true });
    const { event } = await bench.window.told("run.event", (told) => told.event.seq === 1);
    expect(event).toMatchObject({ type: "run-started", dryRun: true });
  },
  "export.step": async (bench) => {
    const { session, folder } = await exporting(bench);
    const asked = { session, document: WRITES, target: "script", folder, force: false };
    await bench.window.bridge.export.make(asked);
    const steps = ["write", "prove", "compared", "place"] as const;
    for (const wanted of steps)
      await bench.window.told("export.step", (told) => told.session === session && told.step.step === wanted);
  },
  "library.step": async ({ window, folder }) => {
    const source = join(folder, "model.onnx");
    await window.bridge.library.install({ source, name: "steps", offline: true });
    for (const step of ["look", "download", "check"])
      await window.told("library.step", (told) => told.source === source && told.step === step);
    await window.bridge.library.remove({ name: "steps" });
  },
  "library.changed": async (bench) => {
    const other = await bench.other();
    await bench.window.bridge.library.install({
      source: join(bench.folder, "model.onnx"),
      name: "changes",
      offline: true,
    });
    await other.told("library.changed");
    await bench.window.bridge.library.remove({ name: "changes" });
  },
  "engine.state": async (bench) => {
    await bench.window.bridge.catalog.kinds({});
    const session = await previewed(bench);
    await bench.killEngines();
    await bench.window.told("engine.state", ({ state }) => state === "crashed");
    // The session is known to the next process; the editor has lost nothing.
    const asked = { session, revision: 2, document: TABLE, rows: 10 };
    expect(await bench.window.bridge.preview.update(asked)).toEqual({ revision: 2 });
  },
  "document.changed": async (bench) => {
    const other = await bench.other();
    const theirs = await open({ ...bench, window: other });
    await saved(bench, NEW_TEXT);
    const told = await other.told("document.changed");
    expect(told).toEqual({ session: theirs.session, hash: hashOf(NEW_TEXT) });
    await other.hosted.close();
  },
  "app.command": async ({ window, command }) => {
    await command("help.shortcuts");
    expect(await window.told("app.command")).toEqual({ command: "help.shortcuts", path: null });
  },
} satisfies Record<EventName, Case>;

/** Inside one call of a model's runtime nothing can be asked of the process: it is killed, or dies, and the model's node is named. */
export const endOfInference: Case = async (bench) => {
  await writeFile(join(bench.folder, "slow.onnx"), slow({ layers: 400 }));
  await writeFile(join(bench.folder, "long.csv"), `a,b,c,d\n${"1,2,3,4\n".repeat(50)}`);
  const document = workflow(
    [
      ["rows", "csv", { path: "long.csv" }],
      ["model", "onnx", { model: "slow.onnx" }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> model", "model -> out"],
  );
  const { session } = await open(bench);
  const begin = async () => {
    const { run } = await bench.window.bridge.run.start({ session, document, dryRun: false });
    await bench.window.told("run.event", (told) => told.run === run && told.event.type === "progress");
    return run;
  };
  const stopped = await begin();
  await bench.window.bridge.run.stop({ run: stopped });
  expect(await bench.window.endOf(stopped)).toMatchObject({ outcome: "cancelled" });
  const killed = await begin();
  await bench.killEngines();
  expect(await bench.window.endOf(killed)).toMatchObject({
    outcome: "failed",
    error: { code: "ENGINE_CRASHED", node: "model" },
  });
};

/** A run whose process the system ends ends as failed; it is told where, and it is not begun again. */
export const crashOfRun: Case = async (bench) => {
  const { session } = await open(bench);
  const { run } = await bench.window.bridge.run.start({ session, document: ENDLESS, dryRun: false });
  await bench.window.told("run.event", ({ event }) => event.type === "progress");
  await bench.killEngines();
  expect(await bench.window.endOf(run)).toMatchObject({
    outcome: "failed",
    error: { code: "ENGINE_CRASHED", node: "rows" },
  });
  expect(await bench.window.run(session, WRITES)).toMatchObject({ outcome: "done" });
};
