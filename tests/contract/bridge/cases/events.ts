// What each event tells, and whom. An event without a case is a type error.

import { join } from "node:path";
import { expect } from "vitest";
import { hashOf } from "../../../../app/host/text-hash.ts";
import type { EventName } from "../../../../app/bridge/calls.ts";
import { TABLE, WRITES, open, previewed, saved, NEW_TEXT, exporting, type Case } from "../bench.ts";

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
