// The program, its kinds and its playbooks: what the calls for it do.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { open, leftBehind, type Cases } from "../bench.ts";

export const appCases = {
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
} satisfies Cases<"app" | "catalog" | "template">;
