// Who asks the system for less motion sees none: nothing glides, fades or turns, whatever is done.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dropFiles } from "../../fixtures/drop-files.ts";
import { flow } from "../../fixtures/flow.ts";
import { motionOf, watchMotion } from "../../fixtures/motion.ts";
import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";
import { middle } from "../../pages/canvas.ts";
import type { Editor } from "../../pages/editor.ts";
import { StartScreen } from "../../pages/start-screen.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const FLOW = flow([
  { id: "rows", kind: "generate", title: "Rows", params: { rows: 1_000_000_000 } },
  { id: "more", kind: "formula", title: "More", params: { columns: { twice: "x * 2" } } },
]);

/** At how many places the canvas is drawn until it has come to where the keys lead. */
async function stepsOf({ page, canvas }: Editor, keys: string): Promise<number> {
  const from = await canvas.settledView();
  const before = (await motionOf(page)).views.length;
  await page.keyboard.press(keys);
  await expect.poll(() => canvas.view()).not.toBe(from);
  await canvas.settledView();
  return (await motionOf(page)).views.length - before;
}

/** Whatever fades, slides or turns for others. */
async function useEverything(editor: Editor, home: string): Promise<void> {
  const { page, canvas, dock, inspector } = editor;
  for (const keys of ["ControlOrMeta+k", "?", "ControlOrMeta+,"]) await editor.overlay(keys);
  await page.getByText("Snap nodes to the grid").hover();
  await page.getByRole("switch", { name: "Show the minimap" }).click({ force: true });
  await page.getByRole("dialog").getByText("Trackpad", { exact: true }).click();
  await page.getByRole("tab", { name: "Keys" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await editor.menu.open("View");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await canvas.select("More");
  await inspector.toggle("When rows fail");
  await inspector.root.getByText("Constants", { exact: true }).click();
  await dock.show("Columns");
  await dock.show("Preview");
  await page.getByRole("button", { name: "Prepare", exact: false }).first().click();
  await editor.status.getByRole("button", { name: /^Engine|issues$/ }).hover();
  await canvas.hoverWire(0);
  await canvas.output("Rows").hover();
  const { x, y } = await middle(canvas.output("Rows"));
  await canvas.drag({ x, y }, { x: x + 40, y: y + 120 });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const unknown = join(home, "notes.unknown");
  await writeFile(unknown, "");
  await dropFiles(canvas.root, [unknown]);
  await page.getByRole("alert").getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
}

test("nothing moves", async ({ page, launch, home }) => {
  await watchMotion(page);
  await page.goto((await launch()).link);
  const start = new StartScreen(page);
  await start.root.getByRole("button", { name: /^Empty canvas/ }).hover();
  await start.playbooks();
  await expect(start.root.getByRole("button", { name: /^Open a copy/ }).first()).toBeVisible();
  expect((await motionOf(page)).moves).toEqual([]);

  const file = join(home, "long.millrace.json");
  await writeFile(file, FLOW);
  const editor = await openFlow(page, await launch(file), 2);
  expect(await stepsOf(editor, "ControlOrMeta+-"), "zoom out").toBe(1);
  expect(await stepsOf(editor, "1"), "show everything").toBe(1);
  await editor.runButton.click();
  await editor.canvas.expectState("Rows", "Running");
  await useEverything(editor, home);
  await editor.stopButton.click();
  await expect(editor.runButton).toBeVisible();
  expect((await motionOf(page)).moves).toEqual([]);

  // The watch is not blind: for everybody else things move, as soon as the system says so.
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await editor.palette.root.getByRole("button", { name: "Sources" }).click();
  await expect.poll(async () => (await motionOf(page)).moves).not.toEqual([]);
  await editor.canvas.focus();
  expect(await stepsOf(editor, "ControlOrMeta+-"), "zoom out, gliding").toBeGreaterThan(1);
});
