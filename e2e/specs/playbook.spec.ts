// A playbook is opened as a copy, runs at once, and answers differently when a param is changed.

import { join } from "node:path";
import { readRows } from "../fixtures/predictions.ts";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";
import { StartScreen } from "../pages/start-screen.ts";

test("a playbook runs, and its result changes with a param", async ({ page, launch, home }) => {
  await page.goto((await launch()).link);
  await new StartScreen(page).openPlaybook("Shipment delay");
  const editor = new Editor(page);
  await editor.expectOpen(15);
  await editor.expectIssues(0);
  await expect(editor.lastRun).toContainText("rows");
  // It has written files without having been asked to: where they are is said.
  const banner = page.getByRole("status").filter({ hasText: "has already run" });
  await expect(banner).toContainText(join(home, "Documents/Millrace/shipment-delay/out"));
  // Whatever is open then, they are what is shown.
  await editor.dock.root.getByText("Log", { exact: true }).last().click();
  await banner.getByRole("button", { name: "Show the results" }).click();
  await expect(banner).toHaveCount(0);
  await expect(editor.dock.root.getByRole("tab", { name: /^Log/ })).toHaveAttribute("aria-selected", "true");
  await expect(
    editor.dock.root.getByRole("region", { name: "What the run has written and printed" }),
  ).toBeVisible();
  expect(await editor.canvas.overlaps()).toEqual([]);

  const alerts = join(home, "Documents/Millrace/shipment-delay/out/alerts.csv");
  const labels = async () => new Set((await readRows(alerts)).map(({ decision }) => decision));
  const before = await readRows(alerts);
  expect([...(await labels())]).toEqual(["late"]);

  await editor.goTo("Act?");
  const late = editor.inspector.root.getByRole("group", { name: "Late", exact: true });
  await late.getByRole("textbox", { name: "Value" }).fill("at risk");
  await editor.run();
  await expect.poll(async () => [...(await labels())]).toEqual(["at risk"]);
  const after = await readRows(alerts);
  expect(after.length).toBeGreaterThan(0);
  expect(after.length).not.toBe(before.length);
  // What was written, where, and how much of it stands in the dock by itself.
  const results = editor.dock.root.getByRole("region", { name: "What the run has written and printed" });
  const written = page.getByText("out/alerts.csv", { exact: true });
  const result = results.getByRole("listitem").filter({ has: written });
  await expect(result).toContainText(`${after.length} rows`);
  await expect(result.getByTitle(alerts)).toBeVisible();

  // The condition as it was gives the result as it was.
  await editor.canvas.focus();
  await editor.undo();
  await editor.run();
  await expect.poll(() => readRows(alerts)).toEqual(before);
});
