// Unsaved changes come back after the page was loaded anew. After the program was killed: host-killed.spec.ts.

import { readFile } from "node:fs/promises";
import { titlesIn } from "../fixtures/nodes-in.ts";
import { leaveUnasked, openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";
import { BACK } from "../pages/notices.ts";
import { Question } from "../pages/question.ts";
import { StartScreen } from "../pages/start-screen.ts";

test.beforeEach(({ page }) => leaveUnasked(page));

test("a reload brings them back from the journal, and they can be thrown away", async ({
  page,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const onDisk = await readFile(file, "utf8");
  const editor = await openFlow(page, await launch(file), 5);
  await editor.remove("Discount", 4);

  await page.reload();
  await editor.expectOpen(4);
  await expect(editor.notices.about(BACK)).toBeVisible();
  expect(await readFile(file, "utf8")).toBe(onDisk);
  await expect(editor.unsaved).toBeVisible();

  await editor.notices.act(BACK, "Throw away");
  await new Question(page, "Throw the changes away?").answer("Throw away");
  await editor.expectOpen(5);
  await page.reload();
  await editor.expectOpen(5);
  await expect(editor.unsaved).toHaveCount(0);
  await expect(editor.notices.about(BACK)).toHaveCount(0);
});

test("they can be kept, taken back step by step under their names, done again, and saved", async ({
  page,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const editor = await openFlow(page, await launch(file), 5);
  await editor.canvas.select("Discount");
  await editor.press("ControlOrMeta+Delete");
  await editor.canvas.select("Scored");
  await editor.inspector.fill("Title of the node", "Kept");
  await expect(editor.canvas.card("Kept")).toBeVisible();

  await page.reload();
  await editor.expectOpen(4);
  await expect(editor.canvas.card("Kept")).toBeVisible();
  await editor.notices.act(BACK, "Keep them");
  await expect(editor.notices.about(BACK)).toHaveCount(0);
  await editor.expectUndo("rename node");
  await editor.undo();
  await expect(editor.canvas.card("Scored")).toBeVisible();
  await editor.expectOpen(4);
  // What was undone before the page is loaded anew is done again after it, too.
  await page.reload();
  await editor.expectUndo("delete and reconnect node");
  await editor.undo();
  await editor.expectOpen(5);
  await expect(editor.unsaved).toHaveCount(0);
  await editor.redo();
  await editor.expectOpen(4);
  await editor.redo();
  await expect(editor.canvas.card("Kept")).toBeVisible();
  await editor.save();
  expect(await titlesIn(file)).toEqual(["Orders", "Score", "Dear ones", "Kept"]);
  await page.reload();
  await editor.expectOpen(4);
  await expect(editor.unsaved).toHaveCount(0);
});

test("a workflow without a name comes back as well", async ({ page, launch }) => {
  await page.goto((await launch()).link);
  await new StartScreen(page).empty();
  const editor = new Editor(page);
  await editor.palette.add("Generate rows");
  await editor.palette.add("Formula");
  await editor.expectOpen(2);

  await page.reload();
  await editor.expectOpen(2);
  await expect(editor.notices.about(BACK)).toBeVisible();
  await editor.expectName("Untitled");
});

test("a file that was opened from the first screen is open again", async ({ page, launch, samples: _ }) => {
  await page.goto((await launch()).link);
  const start = new StartScreen(page);
  await start.openFile("score.millrace.json");
  const editor = new Editor(page);
  await editor.expectOpen(5);
  await editor.remove("Discount", 4);
  await page.reload();
  await editor.expectOpen(4);
  await expect(editor.notices.about(BACK)).toBeVisible();
});
