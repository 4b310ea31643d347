// Keys that put things on the canvas and move them: nodes, wires, frames, notes.

import { expect } from "@playwright/test";
import { soon } from "../../fixtures/soon.ts";
import { Picker } from "../../pages/picker.ts";
import { NODE, NODES, onNode, type Checks } from "./check.ts";

/** Of the canvas, in its units. */
const GRID = 8;

/** In which direction; `far`: by more than one step of the grid. */
const moves = (x: number, y: number, far = false) =>
  onNode(async (editor, press) => {
    const { canvas } = editor;
    const before = await canvas.placeOf(NODE);
    const by = async () => {
      const after = await canvas.placeOf(NODE);
      return [after.x - before.x, after.y - before.y];
    };
    await press();
    await soon(async () => (await by()).map(Math.sign)).toEqual([x, y]);
    const steps = Math.max(...(await by()).map(Math.abs)) / GRID;
    expect(steps > 1).toBe(far);
    await editor.undo();
    await soon(by).toEqual([0, 0]);
  });

/** From the wire behind the node; the order is that of the file. */
const goesToWire = (to: string) =>
  onNode(async (editor, press) => {
    if (to !== "Score") for (let step = 0; step < 3; step++) await editor.press("e");
    await press();
    await expect(editor.inspector.root.getByRole("heading", { name: "Wire" })).toBeVisible();
    await expect(editor.inspector.root).toContainText(to);
    await editor.press("ControlOrMeta+Shift+a");
  });

export const ARRANGING_KEYS: Checks = {
  "Move left": moves(-1, 0),
  "Move right": moves(1, 0),
  "Move up": moves(0, -1),
  "Move down": moves(0, 1),
  "Move far left": moves(-1, 0, true),
  "Move far right": moves(1, 0, true),
  "Move far up": moves(0, -1, true),
  "Move far down": moves(0, 1, true),
  "Go to the next wire": goesToWire("Score"),
  "Go to the wire before": goesToWire("Dear ones"),
  "Bend the wire": onNode(async (editor, press) => {
    await editor.press("e");
    const before = await editor.canvas.wirePath(1);
    await press();
    await soon(() => editor.canvas.wirePath(1)).not.toBe(before);
    await editor.undo();
    await soon(() => editor.canvas.wirePath(1)).toBe(before);
  }),
  "Add a node…": async (editor, press) => {
    await press();
    await new Picker(editor.page, "Add a node").take("limit");
    await editor.expectOpen(NODES + 1);
    await editor.undo();
    await editor.expectOpen(NODES);
  },
  "Connect in the order of selection": async (editor, press) => {
    await editor.palette.drag("Limit", await editor.canvas.place(0.4, 0.8));
    await editor.expectOpen(NODES + 1);
    await editor.canvas.select(NODE);
    await editor.canvas.select("Limit", { add: true });
    await press();
    await expect(editor.canvas.wires).toHaveCount(5);
    await editor.undo();
    await editor.undo();
    await editor.expectOpen(NODES);
  },
  "Frame the selection": onNode(async (editor, press) => {
    await press();
    await expect(editor.canvas.frames).toHaveCount(1);
    await editor.undo();
    await expect(editor.canvas.frames).toHaveCount(0);
  }),
  "Remove the frame": onNode(async (editor, press) => {
    await editor.press("ControlOrMeta+g");
    await expect(editor.canvas.frames).toHaveCount(1);
    await press();
    await expect(editor.canvas.frames).toHaveCount(0);
    await editor.undo();
    await editor.undo();
  }),
  "Add a note": async (editor, press) => {
    await editor.canvas.focus();
    await press();
    await expect(editor.canvas.notes).toHaveCount(1);
    await editor.press("Escape");
    await editor.canvas.focus();
    await editor.undo();
    await expect(editor.canvas.notes).toHaveCount(0);
  },
  "Tidy the layout": async (editor, press) => {
    await editor.canvas.move(NODE, { x: 40, y: 160 });
    const moved = await editor.canvas.card(NODE).boundingBox();
    await press();
    await soon(() => editor.canvas.card(NODE).boundingBox()).not.toEqual(moved);
    await editor.undo();
    await editor.undo();
    await editor.press("1");
    await editor.canvas.settledView();
  },
};
