// A playbook is opened as a copy, runs at once, and answers differently when a param is changed.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
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
  const alerts = join(home, "Documents/Millrace/shipment-delay/out/alerts.csv");
  const linesOf = async () => (await readFile(alerts, "utf8")).trim().split("\n").length;
  const before = await linesOf();
  expect(before).toBeGreaterThan(10);

  await editor.goTo("Act?");
  console.log(await editor.inspector.root.ariaSnapshot());
  await page.screenshot({ path: "/tmp/a.png" });
});
