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
  const before = await readFile(alerts, "utf8");

  await editor.goTo("Act?");
  const late = editor.inspector.root.getByRole("group", { name: "Late", exact: true });
  await late.getByRole("textbox", { name: "Value" }).fill("at risk");
  await editor.run();
  await expect.poll(() => readFile(alerts, "utf8")).not.toBe(before);
  expect((await readFile(alerts, "utf8")).split("\n").length).not.toBe(before.split("\n").length);
});
