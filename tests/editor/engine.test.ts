// The engine of the editor, in a process of its own, as hosts start it.

import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Command } from "../../engine/document/command.ts";
import { applyCommands } from "../../engine/document/apply.ts";
import { readWorkflow } from "../../engine/document/read.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import type { PreviewNode } from "../../app/bridge/shapes.ts";
import { EngineClient } from "./engine-client.ts";

const TEMPLATE = "templates/shipment-delay";
let folder: string;
let engine: EngineClient;
let document: WorkflowDocument;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-engine-"));
  await cp(TEMPLATE, folder, { recursive: true });
  const path = join(folder, "shipment-delay.millrace.json");
  document = readWorkflow(await readFile(path, "utf8")).document!;
  engine = new EngineClient();
  await engine.call("session.open", { session: "s", folder, path, allowed: [folder] });
});

afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const edited = (...commands: Command[]) => applyCommands(document, commands);

/** The last news of each node. */
async function sample(revision: number, of: WorkflowDocument, rows = 20) {
  await engine.call("preview.update", { session: "s", revision, document: of, rows });
  const states: Record<string, PreviewNode> = {};
  for (const heard of engine.heard)
    if (heard.event === "preview.node" && heard.value.revision === revision)
      states[heard.value.node] = heard.value.result;
  return states;
}

async function endOf(run: string) {
  return engine.until((heard) =>
    heard.event === "run.event" && heard.value.run === run && heard.value.event.type === "run-done"
      ? heard.value.event.summary
      : undefined,
  );
}

test("answers for the catalog, the functions and the playbooks", async () => {
  const { kinds } = await engine.call("catalog.kinds", {});
  expect(kinds.map(({ kind }) => kind)).toContain("csv");
  const { functions } = await engine.call("catalog.functions", {});
  expect(functions.find(({ name }) => name === "round")?.signature).toBe("round(number, decimals?)");
  const { templates } = await engine.call("template.list", {});
  expect(templates.map(({ name }) => name)).toContain("shipment-delay");
  expect(templates[0].size).toBeGreaterThan(1000);
  expect(readWorkflow(templates[0].text).issues).toEqual([]);
});

test("tells its memory, and refuses what is no call", async () => {
  const memory = await engine.until((heard) =>
    heard.event === "engine.state" ? heard.value.memoryMb : undefined,
  );
  expect(memory).toBeGreaterThan(10);
  await expect(engine.call("nothing" as never, {} as never)).rejects.toMatchObject({
    failure: { code: "CALL_UNKNOWN" },
  });
  await expect(engine.call("plan.make", {} as never)).rejects.toMatchObject({
    failure: { code: "BRIDGE_SHAPE" },
  });
  await expect(
    engine.call("preview.columns", { session: "other", node: "a", port: "out" }),
  ).rejects.toMatchObject({ failure: { code: "SESSION_UNKNOWN" } });
});
