// The desktop program as people use it: nodes go from one window to another, files are dropped, menus tell and do.

import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { call, chooseMenu, pagesOf } from "../../fixtures/desktop-test.ts";
import type { Desktop } from "../../fixtures/desktop.ts";
import { dropFiles } from "../../fixtures/drop-files.ts";
import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";
import { Editor } from "../../pages/editor.ts";
import { StartScreen } from "../../pages/start-screen.ts";

const labels = (desktop: Desktop) =>
  desktop.evaluate(({ Menu }) =>
    ["edit.undo", "edit.redo"].map((id) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(id);
      return [item?.label, item?.enabled];
    }),
  );

test("nodes are copied into another window, with the wires between them", async ({
  page,
  launch,
  samples,
  desktop,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.select("Orders");
  await editor.canvas.select("Discount", { add: true });
  await editor.press("ControlOrMeta+c");

  await chooseMenu(desktop!, "window.new");
  const [, second] = await pagesOf(desktop!, 2);
  await new StartScreen(second).empty();
  const other = new Editor(second);
  await other.expectOpen(0);
  await other.canvas.focus();
  await other.press("ControlOrMeta+v");
  await other.expectOpen(2);
  await expect(other.canvas.wires).toHaveCount(1);
  await editor.expectOpen(5);
});

test("Edit names what it takes back and does again, and does it", async ({
  page,
  launch,
  samples,
  desktop,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await expect
    .poll(() => labels(desktop!))
    .toEqual([
      ["Undo", false],
      ["Redo", false],
    ]);
  await editor.canvas.select("Discount");
  await editor.press("Delete");
  await editor.expectOpen(4);
  await expect
    .poll(() => labels(desktop!))
    .toEqual([
      [expect.stringMatching(/^Undo .*delete/i), true],
      ["Redo", false],
    ]);
  await chooseMenu(desktop!, "edit.undo");
  await editor.expectOpen(5);
  await expect
    .poll(() => labels(desktop!))
    .toEqual([
      ["Undo", false],
      [expect.stringMatching(/^Redo .*delete/i), true],
    ]);
  await chooseMenu(desktop!, "edit.redo");
  await editor.expectOpen(4);
});

test("a dropped table is used where it lies, not copied", async ({ page, launch, samples, home }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await mkdir(join(home, "elsewhere"));
  const table = join(home, "elsewhere/more.csv");
  await copyFile(samples["data/orders.csv"], table);
  await dropFiles(editor.canvas.root, [table], { x: 80, y: 500 });
  await editor.expectOpen(6);
  await expect(editor.inspector.field("File")).toHaveValue("elsewhere/more.csv");
});

test("a workflow that is dropped on the window is opened", async ({ page, launch, samples }) => {
  await page.goto((await launch()).link);
  const file = samples["score.millrace.json"];
  await dropFiles(new StartScreen(page).root, [file]);
  await new Editor(page).expectOpen(5);
  expect(await call(page, "app.info")).toMatchObject({ ok: { open: file } });
});

test("a file that is dropped beside the canvas leaves the editor as it is", async ({
  page,
  launch,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const before = page.url();
  await dropFiles(editor.inspector.root, [samples["data/orders.csv"]]);
  await editor.expectOpen(5);
  expect(page.url()).toBe(before);
});
