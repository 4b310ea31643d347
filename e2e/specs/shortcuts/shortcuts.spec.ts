// Every line of the shortcut sheet does what it says.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../../fixtures/flow.ts";
import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";
import { pressable, ShortcutSheet } from "../../pages/shortcut-sheet.ts";
import { ACTIONS } from "./actions.ts";
import { GESTURES } from "./gestures.ts";

/** They leave the workflow, or need another one: tested below. */
const ELSEWHERE = ["New", "Stop"];

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("every key", async ({ page, launch, samples }) => {
  test.setTimeout(240_000);
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const lines = await new ShortcutSheet(page).keys();
  expect(lines.length).toBeGreaterThan(40);
  for (const { title, keys } of lines.filter((line) => !ELSEWHERE.includes(line.title)))
    for (const key of keys)
      await test.step(`${title}: ${key}`, async () => {
        expect(ACTIONS[title], `what "${title}" does`).toBeDefined();
        await editor.canvas.focus();
        await ACTIONS[title](editor, () => editor.press(pressable(key)));
        await editor.expectOpen(5);
      });
});

test("every gesture of the pointer", async ({ page, launch, samples }) => {
  test.setTimeout(120_000);
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  for (const gesture of await new ShortcutSheet(page).gestures())
    await test.step(gesture, async () => {
      expect(GESTURES[gesture], `what "${gesture}" does`).toBeDefined();
      await editor.canvas.focus();
      await GESTURES[gesture](editor);
      await editor.expectOpen(5);
    });
});

test("stop", async ({ page, launch, home }) => {
  const file = join(home, "long.millrace.json");
  await writeFile(
    file,
    flow([{ id: "rows", kind: "generate", title: "Rows", params: { rows: 1_000_000_000 } }]),
  );
  const editor = await openFlow(page, await launch(file), 1);
  await editor.press("ControlOrMeta+Enter");
  await expect(editor.stopButton).toBeVisible();
  await editor.press("ControlOrMeta+.");
  await expect(editor.lastRun).toContainText("Stopped");
});

for (const key of ["ControlOrMeta+n", "ControlOrMeta+Alt+n"])
  test(`new: ${key}`, async ({ page, launch, samples }) => {
    const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
    await editor.press(key);
    await editor.expectOpen(0);
    await expect(page.getByRole("heading", { name: "Untitled", level: 1 })).toBeVisible();
  });
