// The folder of an export is shown by the system, when somebody asks for it.

import { join } from "node:path";
import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";
import { ExportDialog } from "../../pages/export-dialog.ts";

test("Open folder shows the exported folder; where the system cannot, that is said", async ({
  page,
  home,
  launch,
  samples,
  desktop,
}) => {
  await desktop!.evaluate(({ shell }) => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    shell.openPath = async (path) => (shown.push(path) > 1 ? "No program for folders" : "");
  });
  await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const dialog = new ExportDialog(page);
  await dialog.open();
  await dialog.make();
  const shown = () => desktop!.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
  expect(await shown()).toEqual([]);
  await dialog.button("Open folder").click();
  await expect.poll(shown).toEqual([join(home, "score-program")]);
  await dialog.button("Open folder").click();
  await expect(page.getByText("The folder could not be opened")).toBeVisible();
});
