// Unsaved changes come back: after the page was loaded anew, and after the program was killed.

import { readFile, writeFile } from "node:fs/promises";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";

test("a reload brings them back from the journal, and they can be kept or thrown away", async ({
  page,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const onDisk = await readFile(file, "utf8");
  const editor = await openFlow(page, await launch(file), 5);
  page.on("dialog", (dialog) => void dialog.accept());
  await editor.canvas.select("Discount");
  await editor.press("Delete");
  await editor.expectOpen(4);

  await page.reload();
  await editor.expectOpen(4);
  await expect(page.getByText("Changes that were not saved are back")).toBeVisible();
  expect(await readFile(file, "utf8")).toBe(onDisk);
  await expect(page.getByRole("img", { name: "Unsaved changes" })).toBeVisible();

  await page.getByRole("button", { name: "Throw away" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Throw away" }).click();
  await editor.expectOpen(5);
});

test("a program that was killed left them beside the file", async ({ page, context, launch, samples }) => {
  const file = samples["score.millrace.json"];
  const host = await launch(file);
  const editor = await openFlow(page, host, 5);
  await editor.canvas.select("Discount");
  await editor.press("Delete");
  await editor.expectOpen(4);
  process.kill(host.pid, "SIGKILL");
  await expect(page.getByText("Millrace does not answer")).toBeVisible();

  const again = await context.newPage();
  await again.goto((await launch(file)).link);
  await new Editor(again).expectOpen(4);
  await expect(again.getByText("Changes that were not saved are back")).toBeVisible();
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
  await expect(page.getByText("Millrace does not answer")).toBeVisible();
  const theirs = (await readFile(file, "utf8")).replace('"Orders"', '"Their orders"');
  await writeFile(file, theirs);

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
