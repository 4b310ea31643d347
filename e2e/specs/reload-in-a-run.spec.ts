// A page that is loaded anew takes up the run that it showed, or what that came to. In the middle of one whose host ends:
// host-restarted.spec.ts.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../fixtures/flow.ts";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";

const END_MS = 30_000;

// Whoever loads a page anew while a run goes on is asked by the browser.
test.beforeEach(({ page }) => void page.on("dialog", (dialog) => void dialog.accept()));

test("a run goes on: its counters are there, and it is stopped and run again from the new page", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "long.millrace.json");
  await writeFile(
    file,
    flow([
      { id: "rows", kind: "generate", title: "Rows", params: { rows: 2_000_000_000 } },
      { id: "more", kind: "formula", title: "More", params: { columns: { twice: "x * 2" } } },
      { id: "first", kind: "write-csv", title: "File", params: { path: "long.csv" } },
    ]),
  );
  const editor = await openFlow(page, await launch(file), 3);
  await editor.runButton.click();
  await expect(editor.canvas.card("More")).toContainText(/%|left/, { timeout: END_MS });

  await page.reload();
  await editor.expectOpen(3);
  await expect(editor.stopButton).toBeVisible();
  await expect(editor.canvas.card("More")).toContainText(/%|left/, { timeout: END_MS });
  await editor.canvas.expectState("More", "Running");
  await editor.dock.show("Log");
  await expect(editor.dock.root).toContainText("Run of 3 nodes started.");

  await editor.stopButton.click();
  await expect(editor.lastRun).toContainText("Stopped", { timeout: END_MS });
  await expect(editor.runButton).toBeEnabled();
  // What it came to is there as long as the page is.
  await page.reload();
  await editor.expectOpen(3);
  await expect(editor.lastRun).toContainText("Stopped");
});

test("the result of a run that is over is there again", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.run();
  await expect(editor.lastRun).toContainText("40 rows");
  await page.reload();
  await editor.expectOpen(5);
  await expect(editor.lastRun).toContainText("40 rows");
  await editor.dock.show("Timeline");
  const times = editor.dock.root.getByRole("grid", { name: "Time of each node" });
  await expect(times.getByRole("row", { name: /^Score cpu, inline/ })).toBeVisible();
});
