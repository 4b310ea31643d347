// What others do to the file while it is open: deleted, brought back, written, damaged. Nothing that is here alone is lost.

import { readFile, rename, writeFile } from "node:fs/promises";
import { expectJournaled } from "../fixtures/journaled.ts";
import { titlesIn } from "../fixtures/nodes-in.ts";
import { leaveUnasked, openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { BACK } from "../pages/notices.ts";
import { Question } from "../pages/question.ts";

const GONE = "The file of this workflow is gone.";
const CHANGED = "Another program has changed this file";
const CANNOT = "The file cannot be opened again";

test("a file that was deleted is said to be gone, until it is there again or saved again", async ({
  page,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const text = await readFile(file, "utf8");
  const editor = await openFlow(page, await launch(file), 5);
  await rename(file, `${file}.away`);
  await expect(editor.notices.about(GONE)).toContainText(file);
  await expect(editor.notices.about(CHANGED)).toHaveCount(0);
  await expect(editor.unsaved).toBeVisible();

  await rename(`${file}.away`, file);
  await expect(editor.notices.about(GONE)).toHaveCount(0);
  await expect(editor.unsaved).toHaveCount(0);

  await rename(file, `${file}.away`);
  await editor.notices.act(GONE, "Save it again");
  await expect(editor.notices.about(GONE)).toHaveCount(0);
  await expect(editor.unsaved).toHaveCount(0);
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(JSON.parse(text));
});

test("of a file that was deleted, all is there after the page was loaded anew, and can be saved again", async ({
  page,
  launch,
  samples,
}) => {
  leaveUnasked(page);
  const file = samples["score.millrace.json"];
  const editor = await openFlow(page, await launch(file), 5);
  await rename(file, `${file}.away`);
  await expect(editor.notices.about(GONE)).toBeVisible();
  await page.reload();
  await editor.expectOpen(5);
  await expect(editor.notices.about(GONE)).toContainText(file);
  await expect(editor.unsaved).toBeVisible();

  await editor.remove("Discount", 4);
  await expectJournaled(file);
  await page.reload();
  await editor.expectOpen(4);
  await expect(editor.notices.about(BACK)).toBeVisible();
  await editor.notices.act(GONE, "Save it again");
  await expect(editor.unsaved).toHaveCount(0);
  expect(await titlesIn(file)).toEqual(["Orders", "Score", "Dear ones", "Scored"]);
});

test("a change that was taken back is none", async ({ page, launch, samples }) => {
  const file = samples["score.millrace.json"];
  const text = await readFile(file, "utf8");
  const editor = await openFlow(page, await launch(file), 5);
  await writeFile(file, text.replace('"Orders"', '"Their orders"'));
  await expect(editor.notices.about(CHANGED)).toBeVisible();
  await writeFile(file, text);
  await expect(editor.notices.about(CHANGED)).toHaveCount(0);
});

test("a file that was cut off is not shown in the place of what is here", async ({
  page,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const text = await readFile(file, "utf8");
  const editor = await openFlow(page, await launch(file), 5);
  await writeFile(file, text.slice(0, text.length / 2));
  await editor.notices.act(CHANGED, "Reload");
  await expect(editor.notices.about(CANNOT)).toContainText("is not JSON");
  await editor.expectOpen(5);

  await editor.press("ControlOrMeta+s");
  await new Question(page, "The file has changed on the disk").answer("Save anyway");
  await expect(editor.notices.about(CHANGED)).toHaveCount(0);
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(JSON.parse(text));
});

test("to open it again asks before it throws changes away", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.select("Discount");
  await editor.press("Delete");
  await editor.expectOpen(4);
  await editor.command("Reload from disk");
  const question = new Question(page, "Throw your changes away?");
  await question.answer("Cancel");
  await editor.expectOpen(4);
  await editor.command("Reload from disk");
  await question.answer("Reload");
  await editor.expectOpen(5);
  await expect(editor.unsaved).toHaveCount(0);
});
