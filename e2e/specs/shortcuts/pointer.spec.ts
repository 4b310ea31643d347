// Every gesture of the shortcut sheet does what it says. The desktop program has a page like others for it.

import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";
import { ShortcutSheet } from "../../pages/shortcut-sheet.ts";
import { GESTURES } from "./gestures.ts";

test("every gesture of the pointer", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const lines = await new ShortcutSheet(page).gestures();
  expect(lines.toSorted()).toEqual(Object.keys(GESTURES).toSorted());
  for (const gesture of lines)
    await test.step(gesture, async () => {
      await editor.canvas.focus();
      await GESTURES[gesture](editor);
      await editor.expectOpen(5);
    });
});
