// Undo gives back the file byte for byte, redo what was done: for every kind of command.

import { readFile } from "node:fs/promises";
import { expect, test } from "../fixtures/test.ts";
import { openFlow } from "../fixtures/open.ts";
import { middle } from "../pages/canvas.ts";
import type { Editor } from "../pages/editor.ts";

const NODE = "Discount";

const param = (editor: Editor) => editor.inspector.root.getByRole("textbox", { name: /^Condition/ });

/** What a person does, by the command that it makes. */
const GESTURES: Readonly<Record<string, (editor: Editor) => Promise<void>>> = {
  "add-node": (editor) => editor.palette.add("Limit"),
  "remove-nodes": async (editor) => {
    await editor.canvas.select(NODE);
    await editor.press("Delete");
  },
  "move-nodes": (editor) => editor.canvas.move(NODE, { x: 30, y: 90 }),
  connect: async (editor) => {
    const from = await middle(editor.canvas.output("Orders"));
    await editor.canvas.drag(from, await middle(editor.canvas.input("Dear ones")));
  },
  disconnect: async (editor) => {
    await editor.canvas.hoverWire(1);
    await editor.canvas.root.getByRole("button", { name: "Delete the wire" }).click();
  },
  "insert-node": async (editor) => editor.palette.drag("Limit", await editor.canvas.wireMiddle(1)),
  "set-param": async (editor) => {
    await editor.canvas.select("Dear ones");
    await param(editor).fill("score > 55");
    await editor.canvas.focus();
  },
  "unset-param": async (editor) => {
    await editor.canvas.select("Dear ones");
    await editor.inspector.root.getByRole("button", { name: "Remove Condition" }).click();
  },
  "rename-node": async (editor) => {
    await editor.canvas.select(NODE);
    await editor.press("F2");
    await editor.page.keyboard.type("Half");
    await editor.press("Enter");
  },
  "set-id": async (editor) => {
    await editor.canvas.select(NODE);
    await editor.inspector.field("Id").fill("half");
    await editor.inspector.field("Id").press("Enter");
  },
  "set-rescue": async (editor) => {
    await editor.canvas.select(NODE);
    await editor.inspector.toggle("When rows fail");
    await editor.inspector.root.getByRole("textbox", { name: /^Tries again/ }).fill("3");
    await editor.inspector.toggle("When rows fail");
  },
  "set-disabled": async (editor) => {
    await editor.canvas.select(NODE);
    await editor.press("m");
  },
  "set-bypassed": async (editor) => {
    await editor.canvas.select(NODE);
    await editor.press("b");
  },
  "set-view: collapsed": async (editor) => {
    await editor.canvas.select(NODE);
    await editor.press("c");
  },
  "set-view: frame": async (editor) => {
    await editor.canvas.select(NODE);
    await editor.press("ControlOrMeta+g");
  },
  "set-view: note": async (editor) => {
    await editor.press("Shift+n");
    await editor.press("Escape");
  },
  heal: async (editor) => {
    await editor.canvas.select(NODE);
    await editor.press("ControlOrMeta+Delete");
  },
};

test("every kind of command is undone and redone", async ({ page, launch, samples }) => {
  test.setTimeout(180_000);
  const file = samples["score.millrace.json"];
  const editor = await openFlow(page, await launch(file), 5);
  const unsaved = page.getByRole("img", { name: "Unsaved changes" });
  const saved = async () => {
    await editor.press("ControlOrMeta+s");
    await expect(unsaved).toHaveCount(0);
    return readFile(file, "utf8");
  };
  const before = await saved();
  for (const [command, gesture] of Object.entries(GESTURES))
    await test.step(command, async () => {
      await editor.canvas.focus();
      await gesture(editor);
      await expect(unsaved).toBeVisible();
      const after = await saved();
      expect(after).not.toBe(before);

      await editor.canvas.focus();
      await editor.undo();
      await expect(unsaved).toBeVisible();
      expect(await saved()).toBe(before);
      await editor.redo();
      await expect(unsaved).toBeVisible();
      expect(await saved()).toBe(after);
      await editor.undo();
      expect(await saved()).toBe(before);
    });
});

test("what is undone has its name in the menu", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.move(NODE, { x: 30, y: 90 });
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await page.getByRole("menuitem", { name: "Edit" }).hover();
  await page.getByRole("menuitem", { name: /^Undo move node/ }).click();
  await expect(page.getByRole("img", { name: "Unsaved changes" })).toHaveCount(0);
});

test("a field undoes its own typing", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.select("Dear ones");
  await param(editor).fill("");
  await page.keyboard.type("score > 99");
  await expect(editor.canvas.card("Dear ones")).toContainText("score > 99");
  await editor.canvas.focus();
  await editor.undo();
  await expect(editor.canvas.card("Dear ones")).toContainText("score > 40");
});
