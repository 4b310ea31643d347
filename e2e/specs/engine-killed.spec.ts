// The engine's process dies: the editor stays, says where, and runs again.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../fixtures/flow.ts";
import type { Host } from "../fixtures/host.ts";
import { openFlow } from "../fixtures/open.ts";
import { ORDERS } from "../fixtures/samples.ts";
import { expect, test } from "../fixtures/test.ts";
import type { Editor } from "../pages/editor.ts";

/** Starting a process takes a second, on a busy machine many. */
const RESTART_MS = 30_000;
const ENDLESS = 1_000_000_000;

test.skip(process.platform !== "linux", "processes are found through /proc");

/** All processes of the engine: that of the editor, that of the run, and the one that waits for the next run. */
async function killEngines(host: Host): Promise<void> {
  const engines = await host.engines();
  expect(engines.length).toBeGreaterThan(0);
  for (const pid of engines) process.kill(pid, "SIGKILL");
}

async function expectRecovered(editor: Editor): Promise<void> {
  await expect(editor.status).toContainText("Engine ready", { timeout: RESTART_MS });
  await expect(editor.notices.about("It is running again; nothing you have made is lost.")).toBeVisible();
  await expect(editor.runButton).toBeEnabled();
}

test("killed during a run", async ({ page, launch, home }) => {
  const file = join(home, "slow.millrace.json");
  await writeFile(
    file,
    flow([
      { id: "rows", kind: "generate", title: "Rows", params: { rows: ENDLESS } },
      { id: "more", kind: "formula", title: "More", params: { columns: { twice: "x * 2" } } },
    ]),
  );
  const host = await launch(file);
  const editor = await openFlow(page, host, 2);
  await editor.runButton.click();
  await editor.canvas.expectState("Rows", "Running");
  await killEngines(host);

  await expect(editor.notices.about("The engine stopped")).toBeVisible();
  await expect(editor.lastRun).toContainText("Run failed");
  await expectRecovered(editor);
  await editor.notices.act("The engine stopped", "Dismiss");
  await expect(editor.notices.about("The engine stopped")).toHaveCount(0);

  // What was open can still be changed, and runs.
  await editor.canvas.select("Rows");
  await editor.inspector.fill("Rows", "50");
  await editor.run();
  await expect(editor.lastRun).toContainText("50 rows");
  await editor.canvas.expectState("More", "Done");
});

test("killed during an inference", async ({ page, launch, home }) => {
  const file = join(home, "model.millrace.json");
  const params = { model: "models/slow.onnx", inputs: { x: ["id", "price", "volume", "age"] } };
  await writeFile(file, flow([ORDERS, { id: "slow", kind: "onnx", title: "Slow model", params }]));
  const host = await launch(file);
  const editor = await openFlow(page, host, 2);
  await editor.runButton.click();
  await editor.canvas.expectState("Slow model", "Running");
  await killEngines(host);

  await expect(editor.notices.about("The engine stopped while “Slow model” ran.")).toBeVisible();
  await editor.canvas.expectState("Slow model", "Failed");
  await expectRecovered(editor);
  await editor.notices.act("The engine stopped", "Show the node");
  await expect(editor.inspector.field("Title of the node")).toHaveValue("Slow model");

  // What does not need that model still works.
  await editor.canvas.select("Orders");
  await editor.command("Run to the selection");
  await editor.canvas.expectState("Orders", "Done");
  await editor.canvas.select("Slow model");
  await editor.inspector.fill("Model", "models/score.onnx");
  await editor.inspector.button("Back to the default of Inputs").click();
  await editor.run();
  await expect(editor.canvas.card("Slow model")).toContainText("40 rows");
});

test("killed while the sample is computed", async ({ page, launch, samples }) => {
  const host = await launch(samples["score.millrace.json"]);
  const editor = await openFlow(page, host, 5);
  await expect.poll(() => editor.canvas.preview("Score")).not.toEqual([]);
  await killEngines(host);
  await expect(editor.notices.about("The engine stopped")).toBeVisible();
  await expectRecovered(editor);
  await editor.canvas.select("Dear ones");
  await editor.inspector.textbox(/^Condition/).fill("score > 100");
  const shown = async () => (await editor.canvas.preview("Dear ones")).slice(1).length;
  await expect.poll(shown).toBe(0);
  await editor.inspector.textbox(/^Condition/).fill("score > 0");
  await expect.poll(shown).toBe(3);
});
