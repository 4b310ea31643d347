// Two windows: nodes are copied from one to the other, and one file in both is not overwritten unasked.

import { readFile } from "node:fs/promises";
import { nodesIn } from "../fixtures/nodes-in.ts";
import { journalsOf } from "../fixtures/journaled.ts";
import { leaveUnasked, openBeside, openFlow } from "../fixtures/open.ts";
import { soon } from "../fixtures/soon.ts";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";
import { BACK } from "../pages/notices.ts";
import { Question } from "../pages/question.ts";
import { StartScreen } from "../pages/start-screen.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("nodes are copied with the wires between them", async ({ page, context, launch, samples }) => {
  const host = await launch(samples["score.millrace.json"]);
  const editor = await openFlow(page, host, 5);
  await editor.canvas.select("Orders");
  await editor.canvas.select("Discount", { add: true });
  await editor.press("ControlOrMeta+c");

  const second = await context.newPage();
  await second.goto((await launch()).link);
  await new StartScreen(second).empty();
  const other = new Editor(second);
  await other.expectOpen(0);
  await other.canvas.focus();
  await other.press("ControlOrMeta+v");
  await other.expectOpen(2);
  await expect(other.canvas.wires).toHaveCount(1);
  await expect(other.canvas.card("Discount")).toContainText("price * 0.5");
  await other.undo();
  await other.expectOpen(0);
});

test("in another window with the same nodes they get names of their own, and keep their inputs on request", async ({
  page,
  context,
  launch,
  samples,
}) => {
  const host = await launch(samples["score.millrace.json"]);
  const editor = await openFlow(page, host, 5);
  const other = await openBeside(context, host, 5);

  await page.bringToFront();
  await editor.canvas.select("Discount");
  await editor.canvas.select("Score", { add: true });
  await editor.press("ControlOrMeta+x");
  await editor.expectOpen(3);
  await other.page.bringToFront();
  await other.canvas.focus();
  await other.press("ControlOrMeta+v");
  await other.expectOpen(7);
  await expect(other.canvas.wires).toHaveCount(5);
  await other.undo();
  await other.expectOpen(5);
  // What fed them there feeds them here.
  await other.press("ControlOrMeta+Shift+v");
  await other.expectOpen(7);
  await expect(other.canvas.wires).toHaveCount(6);
  await other.save();
  const nodes = await nodesIn(samples["score.millrace.json"]);
  expect(new Set(nodes.map(({ id }) => id)).size).toBe(7);
});

test("unsaved changes of both are back, each in its own window, when both are loaded anew at once", async ({
  page,
  context,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const host = await launch(file);
  const editor = await openFlow(page, host, 5);
  const other = await openBeside(context, host, 5);
  for (const each of [page, other.page]) leaveUnasked(each);
  await page.bringToFront();
  await editor.remove("Discount", 4);
  await other.page.bringToFront();
  await other.remove("Dear ones", 4);
  await soon(() => journalsOf(file)).toHaveLength(2);

  await Promise.all([other.page.reload(), page.reload()]);
  for (const [each, gone, left] of [
    [editor, "Discount", "Dear ones"],
    [other, "Dear ones", "Discount"],
  ] as const) {
    await each.expectOpen(4);
    await expect(each.canvas.card(left)).toBeVisible();
    await expect(each.canvas.card(gone)).toHaveCount(0);
    await expect(each.notices.about(BACK)).toBeVisible();
  }
});

test("a file that the other window has saved is not overwritten unasked", async ({
  page,
  context,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const host = await launch(file);
  const editor = await openFlow(page, host, 5);
  const other = await openBeside(context, host, 5);

  await other.canvas.select("Orders");
  await other.inspector.field("Title of the node").fill("Theirs");
  await other.save();
  await expect(editor.notices.about("Another program has changed this file.")).toBeVisible();

  await page.bringToFront();
  await editor.canvas.select("Orders");
  await editor.inspector.field("Title of the node").fill("Mine");
  await editor.press("ControlOrMeta+s");
  const question = new Question(page, "The file has changed on the disk");
  await question.answer("Cancel");
  expect(await readFile(file, "utf8")).toContain("Theirs");
  await editor.press("ControlOrMeta+s");
  await question.answer("Save anyway");
  await expect.poll(() => readFile(file, "utf8")).toContain("Mine");
});
