// axe finds nothing in the editor of a workflow that is in order, whatever is open in it, light or dark.

import { expectAccessible, expectAllAccessible, type Walk } from "../../fixtures/accessible.ts";
import { openFlow } from "../../fixtures/open.ts";
import { expect, test } from "../../fixtures/test.ts";
import type { Editor } from "../../pages/editor.ts";

async function closed({ page }: Editor): Promise<void> {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("menu")).toHaveCount(0);
}

const PANELS: Walk<Editor> = [
  ["a selected node with its rows", (editor) => editor.canvas.select("Score")],
  ["columns", (editor) => editor.dock.show("Columns")],
  ["failed rows", (editor) => editor.dock.show("Failed rows")],
  ["after a run", (editor) => editor.run()],
  ["log and throughput", (editor) => editor.dock.show("Log")],
  ["timeline", (editor) => editor.dock.show("Timeline")],
  ["issues", (editor) => editor.dock.show("Issues")],
  ["help of a node", (editor) => editor.press("F1")],
  ["the model of a node", (editor) => editor.inspector.toggle("Model")],
  ["an expression", (editor) => editor.canvas.select("Dear ones")],
  ["columns by expression", (editor) => editor.canvas.select("Discount")],
  [
    "before and after",
    async (editor) => {
      await editor.dock.show("Preview");
      await editor.dock.root.getByRole("button", { name: "Before and after" }).click();
    },
  ],
  ["a row and where it came from", (editor) => editor.dock.root.getByRole("gridcell").nth(2).click()],
  ["two nodes", (editor) => editor.canvas.select("Score", { add: true })],
  [
    "a wire",
    async ({ page, canvas }) => {
      const { x, y } = await canvas.wireMiddle(0);
      await page.mouse.move(x, y);
      await page.mouse.click(x, y);
    },
  ],
  ["a note", (editor) => editor.command("Add a note")],
  ["a frame", (editor) => editor.command("Frame the selection")],
  [
    "a title that is edited",
    async (editor) => {
      await editor.canvas.select("Orders");
      await editor.press("F2");
    },
  ],
  [
    "a palette that finds nothing",
    async (editor) => {
      await closed(editor);
      await editor.canvas.focus();
      await editor.press("/");
      await editor.page.keyboard.type("no such thing");
    },
  ],
  ["nothing is selected", (editor) => editor.canvas.focus()],
  ["canvas only", (editor) => editor.press("f")],
];

const OVERLAYS: Walk<Editor> = [
  ["command palette", (editor) => editor.overlay("ControlOrMeta+k")],
  ["find", (editor) => editor.overlay("ControlOrMeta+f")],
  ["add a node", (editor) => editor.overlay("Tab")],
  ["shortcuts", (editor) => editor.overlay("?")],
  ["settings", (editor) => editor.overlay("ControlOrMeta+,")],
];

for (const [name, walk] of [
  ["panels", PANELS],
  ["what lies over it", OVERLAYS],
] as const)
  test(name, async ({ page, launch, samples }) => {
    test.setTimeout(300_000);
    const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
    await editor.expectIssues(0);
    await expectAccessible(page, "editor");
    await expectAllAccessible(page, editor, walk);
  });
