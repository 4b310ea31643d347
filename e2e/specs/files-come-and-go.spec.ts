// Files that a workflow names vanish and come back while it is open: cards, issues and inspector say the same of them.

import { rename } from "node:fs/promises";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";

test("a file that vanished is an issue everywhere, and none once it is back", async ({
  page,
  launch,
  samples,
}) => {
  const data = samples["data/orders.csv"];
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.select("Orders");
  await expect(editor.dock.cell("Kyoto").first()).toBeVisible();
  await editor.expectIssues(0);

  await rename(data, `${data}.away`);
  await editor.runButton.click();
  const orders = editor.canvas.card("Orders");
  await expect(orders).toHaveAccessibleName(/failed/i);
  await expect(editor.status.getByRole("button", { name: "No issues" })).toHaveCount(0);
  await expect(editor.inspector.root).toContainText("There is no such file.");
  await editor.dock.show("Issues");
  await expect(editor.dock.root).toContainText("FILE_MISSING");

  await expect(editor.lastRun).toContainText("Run failed: ");
  await editor.dock.show("Failed rows");
  await expect(editor.dock.root).toContainText("The run failed before a row was read");

  await rename(`${data}.away`, data);
  // The person comes back to the window.
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await editor.expectIssues(0);
  await expect(orders).not.toHaveAccessibleName(/failed/i);
  await expect(editor.lastRun).toHaveText("The file that was missing is there again: run it again");
  await expect(editor.inspector.root).not.toContainText("There is no such file.");
});

test("light or dark stays, at another port and on the first screen", async ({ page, launch, samples: _ }) => {
  const first = await launch();
  await page.goto(first.link);
  await page.getByRole("button", { name: /^Empty canvas/ }).click();
  await page.getByRole("button", { name: /^Light or dark/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  const root = page.locator("html");
  await expect(root).toHaveAttribute("data-mantine-color-scheme", "dark");
  // A browser that remembers nothing, as for another port.
  await page.evaluate(() => localStorage.clear());
  await page.goto((await launch()).link);
  await expect(root).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByRole("button", { name: /^Empty canvas/ }).click();
  await expect(page.getByRole("button", { name: "Light or dark: Dark" })).toBeVisible();
});
