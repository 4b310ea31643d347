// Runs and exported programs: what the calls for it do.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { writeWorkflow } from "../../../../engine/document/write.ts";
import { WRITES, ENDLESS, open, NEW_TEXT, exporting, type Cases } from "../bench.ts";
import { workflow } from "../window-in-use.ts";

export const runCases = {
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
} satisfies Cases<"run" | "export">;
