// In a high-contrast theme of the system, which paints over the editor's own colours, what is selected can still be told.

import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";
import type { Locator } from "@playwright/test";

async function outline(of: Locator): Promise<string> {
  return of.evaluate((element) => getComputedStyle(element).outlineStyle);
}

test("what is selected has an outline", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await page.emulateMedia({ forcedColors: "active" });
  expect(await outline(editor.canvas.card("Score"))).toBe("none");
  await editor.canvas.select("Score");
  await expect.poll(() => outline(editor.canvas.card("Score"))).toBe("solid");
  await editor.dock.root.getByRole("gridcell").nth(2).click();
  await expect.poll(() => outline(editor.dock.root.getByRole("row", { selected: true }))).toBe("solid");
  const underline = await editor.dock
    .tab("Preview")
    .evaluate((tab) => getComputedStyle(tab, "::after").backgroundColor);
  const ground = await editor.dock.root.evaluate((dock) => getComputedStyle(dock).backgroundColor);
  expect(underline).not.toBe(ground);
  await editor.overlay("ControlOrMeta+k");
  expect(await outline(page.getByRole("option", { selected: true }))).toBe("solid");
});
