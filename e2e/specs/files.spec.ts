// Files: a workflow that moves keeps its data, and a page that is loaded again shows what was open.

import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { dropFiles } from "../fixtures/drop-files.ts";
import { leaveUnasked, openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";
import { FileDialog } from "../pages/file-dialog.ts";
import { BACK } from "../pages/notices.ts";
import { StartScreen } from "../pages/start-screen.ts";

test("saved in another folder it reads the same files, and undo takes that back", async ({
  page,
  launch,
  home,
  samples,
}) => {
  await mkdir(join(home, "copies"));
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.press("ControlOrMeta+Shift+s");
  const dialog = new FileDialog(page, "Save the workflow as");
  await dialog.entry("copies").dblclick();
  await dialog.saveAs("elsewhere");
  await expect(page).toHaveTitle("elsewhere – Millrace");

  await editor.expectIssues(0);
  await expect(editor.canvas.card("Orders")).toContainText("data/orders.csv");
  const saved = await readFile(join(home, "copies/elsewhere.millrace.json"), "utf8");
  expect(saved).toMatch(/orders\.csv"/);
  expect(saved).not.toContain('"data/orders.csv"');
  await editor.canvas.select("Score");
  await expect(editor.dock.header("score")).toBeVisible();
  await editor.run();
  await expect(editor.lastRun).toContainText("40 rows");

  await editor.canvas.focus();
  await editor.undo();
  await expect(page.getByRole("img", { name: "Unsaved changes" })).toBeVisible();
  expect(await readFile(samples["score.millrace.json"], "utf8")).toContain('"data/orders.csv"');
});

test("a page that is loaded again shows the file that was open, not the one of the link", async ({
  page,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  await page.goto((await launch()).link);
  await new StartScreen(page).openFile("score.millrace.json");
  const editor = new Editor(page);
  await editor.expectOpen(5);
  await page.reload();
  await editor.expectOpen(5);

  await editor.command("New");
  await editor.expectOpen(0);
  await editor.palette.drag("CSV file", await editor.canvas.place(0.5, 0.3));
  await editor.expectOpen(1);
  leaveUnasked(page);
  await page.reload();
  await editor.expectOpen(1);
  await expect(editor.notices.about(BACK)).toBeVisible();

  await editor.press("ControlOrMeta+s");
  await new FileDialog(page, "Save the workflow as").saveAs("mine");
  await expect(page).toHaveTitle("mine – Millrace");
  await page.reload();
  await expect(page).toHaveTitle("mine – Millrace");
  expect(await readFile(file, "utf8")).toContain("Dear ones");
});

test("a workflow that was dropped is there again, with its changes, and trusted only once somebody has said so", async ({
  page,
  launch,
  samples,
}) => {
  leaveUnasked(page);
  await page.goto((await launch()).link);
  await dropFiles(new StartScreen(page).root, [samples["score.millrace.json"]]);
  const editor = new Editor(page);
  await editor.expectOpen(5);
  await page.reload();
  await editor.expectOpen(5);
  await editor.expectName("score");
  await expect(editor.canvas.root).not.toContainText("sample rows");
  await editor.remove("Discount", 4);

  await page.reload();
  await editor.expectOpen(4);
  await expect(editor.notices.about(BACK)).toBeVisible();
  await editor.trust();
  await expect(page.getByRole("button", { name: "Trust and preview" })).toHaveCount(0);
  await page.reload();
  await editor.expectOpen(4);
  await expect(page.getByRole("button", { name: "Trust and preview" })).toHaveCount(0);
});
