// Every line of the shortcut sheet does what it says.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { flow } from "../../fixtures/flow.ts";
import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";
import { pressable, ShortcutSheet } from "../../pages/shortcut-sheet.ts";
import { ARRANGING_KEYS } from "./arranging.ts";
import { NODES, type Checks } from "./check.ts";
import { CLIPBOARD_KEYS } from "./clipboard.ts";
import { addNeighbours, NEIGHBOUR_KEYS } from "./neighbours.ts";
import { NODE_KEYS } from "./nodes.ts";
import { PROGRAM_KEYS } from "./program.ts";
import { VIEW_KEYS } from "./view.ts";

const KEYS: Readonly<Record<string, Checks>> = {
  "for nodes": NODE_KEYS,
  "that copies": CLIPBOARD_KEYS,
  "that arranges": ARRANGING_KEYS,
  "that leads from node to node": NEIGHBOUR_KEYS,
  "for what is in sight": VIEW_KEYS,
  "for the program": PROGRAM_KEYS,
};
const TESTED = Object.values(KEYS).flatMap((checks) => Object.keys(checks));

/** They leave the workflow, or need another one: each has a test of its own below. */
const ELSEWHERE = ["New", "Stop"];

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

async function keysOf(page: Page, title: string): Promise<readonly string[]> {
  const keys = (await new ShortcutSheet(page).keys()).find((line) => line.title === title)?.keys ?? [];
  expect(keys.length, title).toBeGreaterThan(0);
  return keys.map(pressable);
}

for (const [what, checks] of Object.entries(KEYS))
  test(`every key ${what}`, async ({ page, launch, samples }) => {
    const file = samples["score.millrace.json"];
    const nodes = checks === NEIGHBOUR_KEYS ? await addNeighbours(file) : NODES;
    const editor = await openFlow(page, await launch(file), nodes);
    const lines = await new ShortcutSheet(page).keys();
    // The sheet shows every action that has a key; what is tested is what is there, no more and no less.
    expect(lines.map(({ title }) => title).toSorted()).toEqual([...TESTED, ...ELSEWHERE].toSorted());
    for (const { title, keys } of lines.filter((line) => Object.hasOwn(checks, line.title)))
      for (const key of keys)
        await test.step(`${title}: ${key}`, async () => {
          await editor.canvas.focus();
          await checks[title](editor, () => editor.press(pressable(key)));
          await editor.expectOpen(nodes);
        });
  });

test("stop", async ({ page, launch, home }) => {
  const file = join(home, "long.millrace.json");
  await writeFile(
    file,
    flow([{ id: "rows", kind: "generate", title: "Rows", params: { rows: 1_000_000_000 } }]),
  );
  const editor = await openFlow(page, await launch(file), 1);
  for (const key of await keysOf(page, "Stop")) {
    await editor.runButton.click();
    await expect(editor.stopButton).toBeVisible();
    await editor.press(key);
    await expect(editor.lastRun).toContainText("Stopped");
  }
});

test("new", async ({ page, launch, samples }) => {
  const file = samples["score.millrace.json"];
  const editor = await openFlow(page, await launch(file), 5);
  for (const key of await keysOf(page, "New")) {
    await page.goto((await launch(file)).link);
    await editor.expectOpen(5);
    await editor.press(key);
    await editor.expectOpen(0);
    await editor.expectName("Untitled");
  }
});

test("keys are dead while a text field, a menu or a dialog has the focus", async ({
  page,
  launch,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.select("Discount");
  await editor.inspector.field("Title of the node").fill("");
  await page.keyboard.type("mbcf1");
  await expect(editor.inspector.field("Title of the node")).toHaveValue("mbcf1");
  await editor.press("Delete");
  await expect(editor.canvas.card("mbcf1")).not.toHaveAccessibleName(/(Disabled|Bypassed)$/);
  await editor.menu.open("Edit");
  await editor.press("Delete");
  await editor.press("m");
  await editor.menu.close();
  await editor.menu.close();
  await editor.canvas.select("Orders");
  await editor.press("?");
  // Keys that are pressed before that still belong to the canvas.
  await expect(page.getByRole("dialog")).toBeVisible();
  await editor.press("Delete");
  await editor.press("m");
  await editor.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await editor.expectOpen(5);
  await expect(editor.canvas.card("Orders")).not.toHaveAccessibleName(/Disabled$/);
});
