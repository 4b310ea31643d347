// axe finds nothing on any screen, light or dark.

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import type { Editor } from "../pages/editor.ts";
import { StartScreen } from "../pages/start-screen.ts";

async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")} (${nodes.length})`);
  expect.soft(found, screen).toEqual([]);
}

/** Parts of the editor, each by what a person does to see it. */
const SCREENS: readonly (readonly [string, (editor: Editor) => Promise<void>])[] = [
  ["a selected node with its rows", (editor) => editor.canvas.select("Score")],
  ["columns", (editor) => editor.dock.show("Columns")],
  ["failed rows", (editor) => editor.dock.show("Failed rows")],
  ["after a run", (editor) => editor.run()],
  ["log", (editor) => editor.dock.show("Log")],
  ["timeline", (editor) => editor.dock.show("Timeline")],
  ["issues", (editor) => editor.dock.show("Issues")],
  ["an expression", (editor) => editor.canvas.select("Dear ones")],
  ["columns by expression", (editor) => editor.canvas.select("Discount")],
  ["two nodes", (editor) => editor.canvas.select("Score", { add: true })],
  ["command palette", (editor) => editor.press("ControlOrMeta+k")],
  ["find", (editor) => editor.overlay("ControlOrMeta+f")],
  ["add a node", (editor) => editor.overlay("Tab")],
  ["shortcuts", (editor) => editor.overlay("?")],
  ["settings", (editor) => editor.overlay("ControlOrMeta+,")],
];

for (const colorScheme of ["light", "dark"] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("start screen and playbooks", async ({ page, launch }) => {
      await page.goto((await launch()).link);
      const start = new StartScreen(page);
      await expect(start.root).toBeVisible();
      await expectAccessible(page, "start screen");
      await start.playbooks();
      await expect(start.root.getByRole("button", { name: /^Open a copy/ })).toBeVisible();
      await expectAccessible(page, "playbooks");
    });

    test("editor", async ({ page, launch, samples }) => {
      test.setTimeout(180_000);
      const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
      await editor.expectIssues(0);
      await expectAccessible(page, "editor");
      for (const [screen, show] of SCREENS) {
        await show(editor);
        await expectAccessible(page, screen);
      }
    });
  });
