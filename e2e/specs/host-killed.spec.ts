// A program that was killed left unsaved changes beside the file: the next one offers them.
// The windows of a desktop program go with it: electron/recovery.spec.ts.

import { readFile, writeFile } from "node:fs/promises";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";

const BACK = "Changes that were not saved are back";

test("a program that was killed left them beside the file", async ({ page, context, launch, samples }) => {
  const file = samples["score.millrace.json"];
  const host = await launch(file);
  const editor = await openFlow(page, host, 5);
  await editor.canvas.select("Discount");
  await editor.press("Delete");
  await editor.expectOpen(4);
  process.kill(host.pid, "SIGKILL");
  await expect(editor.notices.about("Millrace does not answer.")).toBeVisible();

  // Else it would go on by itself: see host-restarted.spec.ts.
  await page.close();
  const again = await context.newPage();
  await again.goto((await launch(file)).link);
  const other = new Editor(again);
  await other.expectOpen(4);
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
  await editor.canvas.select("Discount");
  await editor.press("Delete");
  await editor.expectOpen(4);
  process.kill(host.pid, "SIGKILL");
  await expect(editor.notices.about("Millrace does not answer.")).toBeVisible();
  const theirs = (await readFile(file, "utf8")).replace('"Orders"', '"Their orders"');
  await writeFile(file, theirs);

  // Else it would go on by itself: see host-restarted.spec.ts.
  await page.close();
  const again = await context.newPage();
  await again.goto((await launch(file)).link);
  const other = new Editor(again);
  await other.expectOpen(5);
  await expect(other.canvas.card("Their orders")).toBeVisible();
  await again.getByRole("button", { name: "Bring them back" }).click();
  await other.expectOpen(4);
  await expect(other.canvas.card("Orders")).toBeVisible();
  await expect(again.getByRole("button", { name: "Bring them back" })).toHaveCount(0);
  expect(await readFile(file, "utf8")).toBe(theirs);

  await other.canvas.focus();
  await other.undo();
  await other.expectOpen(5);
  await expect(other.canvas.card("Their orders")).toBeVisible();
});
