// Keys for a node: what it is called, how it runs, what is shown of it, whether it is there.

import { expect } from "@playwright/test";
import { soon } from "../../fixtures/soon.ts";
import { NODE, NODES, onNode, type Checks } from "./check.ts";

const removes = (wires: number) =>
  onNode(async (editor, press) => {
    await press();
    await editor.expectOpen(NODES - 1);
    await expect(editor.canvas.wires).toHaveCount(wires);
    await editor.undo();
    await editor.expectOpen(NODES);
  });

const state = (word: string) =>
  onNode(async (editor, press) => {
    await press();
    await editor.canvas.expectState(NODE, word);
    await press();
    await expect(editor.canvas.card(NODE)).not.toHaveAccessibleName(new RegExp(`${word}$`));
    await editor.undo();
    await editor.undo();
  });

export const NODE_KEYS: Checks = {
  Undo: onNode(async (editor, press) => {
    await editor.press("Delete");
    await editor.expectOpen(NODES - 1);
    await press();
    await editor.expectOpen(NODES);
  }),
  Redo: onNode(async (editor, press) => {
    await editor.press("Delete");
    await editor.undo();
    await editor.expectOpen(NODES);
    await press();
    await editor.expectOpen(NODES - 1);
    await editor.undo();
    await editor.expectOpen(NODES);
  }),
  Delete: removes(2),
  "Delete and reconnect": removes(3),
  "Select all": async (editor, press) => {
    await editor.canvas.focus();
    await press();
    await expect(editor.inspector.root).toContainText("5 selected");
    await editor.canvas.focus();
  },
  "Select nothing": onNode(async (editor, press) => {
    await press();
    await expect(editor.inspector.root).toContainText("5 nodes");
  }),
  "Open its menu": onNode(async (editor, press) => {
    await press();
    await expect(editor.page.getByRole("menuitem", { name: "Run to here" })).toBeVisible();
    await editor.press("Escape");
    await expect(editor.page.getByRole("menu")).toHaveCount(0);
  }),
  "Open in the inspector": onNode(async (editor, press) => {
    await press();
    const inside = () => editor.inspector.root.evaluate((root) => root.contains(document.activeElement));
    await soon(inside).toBe(true);
    await editor.canvas.focus();
  }),
  Rename: onNode(async (editor, press) => {
    await press();
    const field = editor.canvas.root.getByRole("textbox", { name: "Title of the node" });
    await expect(field).toBeFocused();
    await field.fill("Half the price");
    await field.press("Enter");
    await expect(editor.canvas.card("Half the price")).toBeVisible();
    await editor.undo();
    await expect(editor.canvas.card(NODE)).toBeVisible();
  }),
  "Disable or enable": state("Disabled"),
  Bypass: state("Bypassed"),
  "Collapse or unfold": onNode(async (editor, press) => {
    await expect(editor.canvas.card(NODE)).toContainText("price * 0.5");
    await press();
    await expect(editor.canvas.card(NODE)).not.toContainText("price * 0.5");
    await editor.undo();
    await expect(editor.canvas.card(NODE)).toContainText("price * 0.5");
  }),
  "Keep its data in the dock": onNode(async (editor, press) => {
    await press();
    const follow = editor.dock.root.getByRole("button", { name: "Follow the selection again" });
    await expect(follow).toBeVisible();
    await follow.click();
    await expect(follow).toHaveCount(0);
  }),
  "Pin or unpin its sample": onNode(async (editor, press) => {
    const pinned = editor.canvas.card(NODE).getByRole("img", { name: "Pinned sample" });
    await press();
    await expect(pinned).toBeVisible();
    await press();
    await expect(pinned).toHaveCount(0);
  }),
  "Help for this node": onNode(async (editor, press) => {
    await expect(editor.inspector.root).not.toContainText("Same input, same output");
    await press();
    await expect(editor.inspector.root).toContainText("Same input, same output");
    await editor.canvas.focus();
  }),
};
