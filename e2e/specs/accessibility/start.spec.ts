// axe finds nothing on the screens before a workflow is open, and on those in place of one.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectAccessible } from "../../fixtures/accessible.ts";
import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";
import { StartScreen } from "../../pages/start-screen.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("start screen, files, playbooks and an empty canvas", async ({ page, launch, samples }) => {
  // With a recent file.
  await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await page.goto((await launch()).link);
  const start = new StartScreen(page);
  await expect(start.recent.getByRole("button", { name: /score/ })).toBeVisible();
  await expectAccessible(page, "start screen");
  await start.root.getByRole("button", { name: /^Open a file/ }).click();
  await expect(page.getByRole("dialog").getByRole("option").first()).toBeVisible();
  await expectAccessible(page, "open a file", page.getByRole("dialog"));
  await page.keyboard.press("Escape");
  await start.playbooks();
  await expect(start.root.getByRole("button", { name: /^Open a copy/ }).first()).toBeVisible();
  await expectAccessible(page, "playbooks", start.root);
  await start.root.getByRole("button", { name: "Back" }).click();
  await start.empty();
  await expect(page.getByRole("heading", { name: "Begin with your data" })).toBeVisible();
  await expectAccessible(page, "empty canvas");
});

test("colours follow the system", async ({ page, launch }) => {
  await page.goto((await launch()).link);
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
  }
});

test("a file that cannot be read", async ({ page, launch, home }) => {
  const file = join(home, "broken.millrace.json");
  await writeFile(file, "{ no json");
  await page.goto((await launch(file)).link);
  await expect(page.getByRole("button", { name: "Back to the start" })).toBeVisible();
  await expectAccessible(page, "trouble");
});
