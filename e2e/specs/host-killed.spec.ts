// A program that was killed left unsaved changes beside the file: the next one offers them.
// The windows of a desktop program go with it: electron/recovery.spec.ts.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../fixtures/flow.ts";
import { expectJournaled } from "../fixtures/journaled.ts";
import { openBeside, openFlow } from "../fixtures/open.ts";
import { isRunning } from "../fixtures/processes.ts";
import { ORDERS } from "../fixtures/samples.ts";
import { expect, test } from "../fixtures/test.ts";
import { BACK, LOST } from "../pages/notices.ts";

test("a program that was killed left them beside the file", async ({ page, context, launch, samples }) => {
  const file = samples["score.millrace.json"];
  const host = await launch(file);
  const editor = await openFlow(page, host, 5);
  await editor.remove("Discount", 4);
  await expectJournaled(file);
  process.kill(host.pid, "SIGKILL");
  await expect(editor.notices.about(LOST)).toBeVisible();

  // Else it would go on by itself: see host-restarted.spec.ts.
  await page.close();
  const other = await openBeside(context, await launch(file), 4);
  await expect(other.notices.about(BACK)).toBeVisible();
});

test("in a file that somebody has changed since, they are offered, brought back whole, and can be taken back", async ({
  page,
  context,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const host = await launch(file);
  const editor = await openFlow(page, host, 5);
  await editor.remove("Discount", 4);
  await expectJournaled(file);
  process.kill(host.pid, "SIGKILL");
  await expect(editor.notices.about(LOST)).toBeVisible();
  const theirs = (await readFile(file, "utf8")).replace('"Orders"', '"Their orders"');
  await writeFile(file, theirs);

  // Else it would go on by itself: see host-restarted.spec.ts.
  await page.close();
  const other = await openBeside(context, await launch(file), 5);
  await expect(other.canvas.card("Their orders")).toBeVisible();
  const bringBack = other.page.getByRole("button", { name: "Bring them back" });
  await bringBack.click();
  await other.expectOpen(4);
  await expect(other.canvas.card("Orders")).toBeVisible();
  await expect(bringBack).toHaveCount(0);
  expect(await readFile(file, "utf8")).toBe(theirs);

  await other.canvas.focus();
  await other.undo();
  await other.expectOpen(5);
  await expect(other.canvas.card("Their orders")).toBeVisible();
});

test("its processes end with it, also in the middle of a model", async ({ page, launch, home }) => {
  test.skip(process.platform !== "linux", "processes are found through /proc");
  const file = join(home, "model.millrace.json");
  const params = { model: "models/slow.onnx", inputs: { x: ["id", "price", "volume", "age"] } };
  await writeFile(file, flow([ORDERS, { id: "slow", kind: "onnx", title: "Slow model", params }]));
  const host = await launch(file);
  const editor = await openFlow(page, host, 2);
  await editor.runButton.click();
  await editor.canvas.expectState("Slow model", "Running");
  // That of the sample and that of the run; both are within a call of most of a minute.
  const engines = await host.engines();
  expect(engines.length).toBeGreaterThan(1);
  process.kill(host.pid, "SIGKILL");
  await page.close();
  const running = () => Promise.all(engines.map(isRunning));
  await expect.poll(async () => (await running()).includes(true)).toBe(false);
});
