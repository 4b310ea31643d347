// The editor with the shipment-delay playbook after a run, and the first screen, light and dark.

import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";
import { ExportDialog } from "../pages/export-dialog.ts";
import { StartScreen } from "../pages/start-screen.ts";

const FOLDER = resolve("docs/images");

/** Without what a pointer or the focus leaves behind. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}

for (const colorScheme of ["light", "dark"] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("start screen", async ({ page, launch }) => {
      await page.goto((await launch()).link);
      await new StartScreen(page).playbooks();
      await expect(page.getByRole("button", { name: /^Open a copy/ }).first()).toBeVisible();
      await shoot(page, `playbooks-${colorScheme}`);
    });

    test("editor", async ({ page, launch }) => {
      await page.goto((await launch()).link);
      await new StartScreen(page).openPlaybook("Shipment delay");
      const editor = new Editor(page);
      await editor.expectOpen(15);
      await expect(editor.lastRun).toContainText("rows");
      await editor.notices.act("your own copy", "Dismiss");
      await editor.canvas.focus();
      await editor.press("0");
      await editor.goTo("Final delay");
      await editor.dock.show("Preview");
      await expect(editor.dock.header("container")).toBeVisible();
      await expect(editor.status).toContainText("Engine ready");
      await editor.canvas.settledView();
      await shoot(page, `editor-${colorScheme}`);
    });

    test("export", async ({ page, launch }) => {
      await page.goto((await launch()).link);
      await new StartScreen(page).openPlaybook("Shipment delay");
      const editor = new Editor(page);
      await editor.expectOpen(15);
      await expect(editor.lastRun).toContainText("rows");
      await editor.notices.act("your own copy", "Dismiss");
      const dialog = new ExportDialog(page);
      await dialog.open();
      // Without the name of this machine's folders.
      await dialog.folder.fill("shipment-delay-program");
      await expect(dialog.start).toBeEnabled();
      await page.mouse.move(0, 0);
      await dialog.root.screenshot({ path: join(FOLDER, `export-${colorScheme}.png`) });
    });
  });
