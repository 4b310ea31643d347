// The engine's process dies: the editor stays, says where, and runs again.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../fixtures/flow.ts";
import { openFlow } from "../fixtures/open.ts";
import { childrenOf } from "../fixtures/processes.ts";
import { expect, test } from "../fixtures/test.ts";
import type { Host } from "../fixtures/host.ts";

const isLinux = process.platform === "linux";
const SLOW = [
  { id: "rows", kind: "generate", title: "Rows", params: { rows: 1_000_000_000 } },
  { id: "more", kind: "formula", title: "More", params: { columns: { twice: "x * 2" } } },
];

test.skip(!isLinux, "processes are found through /proc");

async function killEngines(host: Host): Promise<void> {
  const engines = await childrenOf(host.pid, "editor-engine.js");
  expect(engines.length).toBeGreaterThan(0);
  for (const pid of engines) process.kill(pid, "SIGKILL");
}

test("killed during a run", async ({ page, launch, home }) => {
  const file = join(home, "slow.millrace.json");
  await writeFile(file, flow(SLOW));
  const host = await launch(file);
  const editor = await openFlow(page, host, 2);
  await editor.runButton.click();
  await editor.canvas.expectState("Rows", "Running");
  await killEngines(host);

  await expect(page.getByRole("alert")).toContainText("The engine stopped");
  await expect(editor.runButton).toBeEnabled();
  await expect(editor.status).toContainText("Engine ready", { timeout: 30_000 });
});

test("killed during an inference", async ({ page, launch, home }) => {
  const file = join(home, "model.millrace.json");
  const params = { model: "models/slow.onnx", inputs: { x: ["id", "price", "volume", "age"] } };
  await writeFile(
    file,
    flow([
      { id: "orders", kind: "csv", title: "Orders", params: { path: "data/orders.csv" } },
      { id: "slow", kind: "onnx", title: "Slow model", params },
    ]),
  );
  const host = await launch(file);
  const editor = await openFlow(page, host, 2);
  await editor.runButton.click();
  await editor.canvas.expectState("Slow model", "Running");
  await killEngines(host);

  await expect(page.getByRole("alert")).toContainText("Slow model");
  await expect(editor.runButton).toBeEnabled();

  // What does not need the model still works.
  await editor.canvas.select("Orders");
  await editor.command("Run to the selection");
  await editor.canvas.expectState("Orders", "Done");
});
