// axe finds nothing in the dialog that exports, at any step, light or dark; keys are enough for all of it, and the focus comes back.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expectAccessible } from "../../fixtures/accessible.ts";
import { openFlow } from "../../fixtures/open.ts";
import { ORDERS } from "../../fixtures/samples.ts";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";
import { Editor } from "../../pages/editor.ts";
import { ExportDialog } from "../../pages/export-dialog.ts";

test("every step of an export is accessible", async ({ page, home, launch, samples }) => {
  await page.goto((await launch(samples["score.millrace.json"])).link);
  await new Editor(page).expectOpen(5);
  const dialog = new ExportDialog(page);
  await dialog.open();
  await expect(dialog.button("Trust it")).toBeVisible();
  await expectAccessible(page, "what is in the way");
  await dialog.button("Trust it").click();
  await expect(dialog.start).toBeEnabled();
  await expectAccessible(page, "what to make", dialog.root);
  await dialog.target("Script with its libraries").check();
  await expectAccessible(page, "a platform", dialog.root);
  await dialog.folder.fill(join(home, "data"));
  await expect(dialog.root.getByRole("alert")).toBeVisible();
  await expectAccessible(page, "a folder that is taken", dialog.root);
  await dialog.folder.fill(join(home, "program"));
  await dialog.make();
  await dialog.files.getByText("runtime", { exact: true }).click();
  await dialog.root.getByText("What was compared").click();
  await expectAccessible(page, "what came of it", dialog.root);
  await dialog.close();
  await dialog.open();
  await dialog.folder.fill(join(home, "program"));
  await dialog.replace.check();
  await expectAccessible(page, "an earlier export", dialog.root);
});

test("an export that fails is accessible", async ({ page, home, launch }) => {
  const out = { id: "out", kind: "write-csv", params: { path: "pipeline.mjs" } };
  await withFlow({ page, home, launch }, [ORDERS, out]);
  const dialog = new ExportDialog(page);
  await dialog.open();
  await dialog.start.click();
  await expect(dialog.root).toContainText("Nothing was exported");
  await expectAccessible(page, "what failed", dialog.root);
});

test("an export that goes on is accessible", async ({ page, home, launch }) => {
  const model = { model: "models/slow.onnx", inputs: { x: ["price", "volume", "age", "id"] } };
  await withFlow({ page, home, launch }, [ORDERS, { id: "slow", kind: "onnx", params: model }]);
  const dialog = new ExportDialog(page);
  await dialog.open();
  await dialog.start.click();
  await expect(dialog.stop).toBeVisible();
  await expectAccessible(page, "how far it is", dialog.root);
  await dialog.stop.click();
  await expect(dialog.start).toBeEnabled();
});

test("keys are enough, and the focus comes back to where it was", async ({ page, home, launch, samples }) => {
  await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const dialog = new ExportDialog(page);
  await dialog.openButton.focus();
  await page.keyboard.press("Enter");
  await expect(dialog.target("Script")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.target("Script with its libraries")).toBeChecked();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Tab");
  await expect(dialog.folder).toBeFocused();
  // A form: Enter starts it.
  await page.keyboard.press("Enter");
  await dialog.expectDone();
  expect(await readdir(join(home, "score-program"))).toContain("pipeline.mjs");
  await page.keyboard.press("Escape");
  await expect(dialog.root).toHaveCount(0);
  await expect(dialog.openButton).toBeFocused();
});
