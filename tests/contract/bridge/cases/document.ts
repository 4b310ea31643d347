// Workflows: opened, saved, left and brought back: what the calls for it do.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { hashOf } from "../../../../app/host/text-hash.ts";
import { ENDLESS, open, saved, NEW_TEXT, type Cases } from "../bench.ts";

export const documentCases = {
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
} satisfies Cases<"document">;
