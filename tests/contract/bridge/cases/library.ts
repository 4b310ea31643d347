// Models that are installed: what the calls for it do.

import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "vitest";
import { hashOf } from "../../../../app/host/text-hash.ts";
import { open, type Cases } from "../bench.ts";
import { workflow } from "../window-in-use.ts";

export const libraryCases = {
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
} satisfies Cases<"library">;
