// Files, and what stands in them: what the calls for it do.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { open, type Cases } from "../bench.ts";

export const fileCases = {
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
} satisfies Cases<"file" | "secret" | "model">;
