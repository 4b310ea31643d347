// Undo takes back step by step, and fields have an undo of their own.

import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";

test("several steps are taken back in their order, and a new one ends what could be redone", async ({
  page,
  launch,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  await canvas.select("Discount");
  await editor.press("Delete");
  await editor.expectOpen(4);
  await canvas.select("Score");
  await editor.press("m");
  await canvas.expectState("Score", "Disabled");
  await editor.undo();
  await expect(canvas.card("Score")).not.toHaveAccessibleName(/Disabled$/);
  await editor.expectOpen(4);
  await editor.undo();
  await editor.expectOpen(5);
  await expect(editor.unsaved).toHaveCount(0);

  await canvas.select("Orders");
  await editor.press("c");
  await expect(editor.unsaved).toBeVisible();
  const items = await editor.menu.open("Edit");
  await expect(items.filter({ hasText: /^Redo/ })).toBeDisabled();
});

test("a field undoes its own typing", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.select("Dear ones");
  const condition = editor.inspector.textbox(/^Condition/);
  await condition.fill("");
  await page.keyboard.type("score > 99");
  await expect(editor.canvas.card("Dear ones")).toContainText("score > 99");
  await editor.undo();
  await expect(condition).not.toHaveValue("score > 99");
  await expect(condition).toBeFocused();
  await editor.redo();
  await expect(condition).toHaveValue("score > 99");
  await editor.canvas.focus();
  await editor.undo();
  await expect(editor.canvas.card("Dear ones")).toContainText("score > 40");
});
