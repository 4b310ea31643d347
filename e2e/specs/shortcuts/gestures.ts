// What each gesture of the pointer has to bring about, by its name in the sheet. Each leaves the workflow as it was.

import { expect } from "@playwright/test";
import { soon } from "../../fixtures/soon.ts";
import { middle } from "../../pages/canvas.ts";
import type { Editor } from "../../pages/editor.ts";

/** Of the canvas, in its units. */
const GRID = 8;

type Check = (editor: Editor) => Promise<void>;

const selected = (editor: Editor, words: string) => expect(editor.inspector.root).toContainText(words);

const changesView =
  (gesture: Check): Check =>
  async (editor) => {
    const before = await editor.canvas.settledView();
    await gesture(editor);
    await soon(() => editor.canvas.view()).not.toBe(before);
    await editor.press("1");
    await editor.canvas.settledView();
  };

const moves =
  (gesture: Check): Check =>
  async (editor) => {
    await editor.canvas.select("Discount");
    const before = await editor.canvas.card("Discount").boundingBox();
    await gesture(editor);
    await soon(() => editor.canvas.card("Discount").boundingBox()).not.toEqual(before);
    await editor.undo();
    await soon(() => editor.canvas.card("Discount").boundingBox()).toEqual(before);
  };

export const GESTURES: Readonly<Record<string, Check>> = {
  "Move the canvas": async (editor) => {
    const { canvas, page } = editor;
    const drag = async () => canvas.drag(await canvas.place(0.2, 0.1), await canvas.place(0.3, 0.2));
    await changesView(drag)(editor);
    await changesView(async () => {
      // Over a node: it stays where it is.
      const from = await middle(canvas.title("Discount"));
      await canvas.drag(from, { x: from.x + 60, y: from.y + 60 }, ["Space"]);
    })(editor);
    await changesView(async () => {
      const { x, y } = await canvas.place(0.2, 0.1);
      await page.mouse.move(x, y);
      await page.mouse.down({ button: "middle" });
      await page.mouse.move(x + 80, y + 40, { steps: 4 });
      await page.mouse.up({ button: "middle" });
    })(editor);
    await expect(editor.unsaved).toHaveCount(0);
  },
  Zoom: async (editor) => {
    const { canvas, page } = editor;
    const turn = (by: number) => async () => {
      const { x, y } = await canvas.place(0.3, 0.15);
      const before = await canvas.zoom();
      await page.mouse.move(x, y);
      await page.mouse.wheel(0, by);
      await soon(async () => Math.sign((await canvas.zoom()) - before)).toBe(-Math.sign(by));
    };
    await changesView(turn(200))(editor);
    await changesView(turn(-200))(editor);
    // Browsers tell of a pinch as of the wheel with Ctrl.
    await page.keyboard.down("Control");
    await turn(20)();
    await page.keyboard.up("Control");
    await editor.press("1");
    await canvas.settledView();
  },
  "Select an area": async (editor) => {
    const { canvas } = editor;
    const from = await middle(canvas.card("Orders"));
    const to = await middle(canvas.card("Discount"));
    await canvas.drag({ x: from.x - 150, y: from.y - 150 }, { x: to.x, y: to.y + 20 }, ["Shift"]);
    await selected(editor, "2 selected");
  },
  "Add to the selection": async (editor) => {
    await editor.canvas.select("Orders");
    await editor.canvas.select("Score", { add: true });
    await selected(editor, "2 selected");
  },
  "Add a node": async ({ page, canvas }) => {
    await canvas.doubleClick(await canvas.place(0.2, 0.1));
    await expect(page.getByRole("dialog", { name: "Add a node" })).toBeVisible();
    await page.keyboard.press("Escape");
    await canvas.focus();
    await page.keyboard.press("Space");
    await expect(page.getByRole("dialog", { name: "Add a node" })).toBeVisible();
    await page.keyboard.press("Escape");
  },
  "Add a node that fits": async ({ page, canvas }) => {
    const from = await middle(canvas.output("Discount"));
    await canvas.drag(from, { x: from.x + 30, y: from.y + 260 });
    await expect(page.getByRole("dialog", { name: /^Add a node that fits/ })).toBeVisible();
    await page.keyboard.press("Escape");
  },
  "Put a node into a wire": async (editor) => {
    await editor.palette.drag("Limit", await editor.canvas.wireMiddle(1));
    await editor.expectOpen(6);
    await expect(editor.canvas.wires).toHaveCount(5);
    await editor.undo();
    await editor.expectOpen(5);
  },
  "Copy while dragging": async (editor) => {
    const from = await middle(editor.canvas.title("Discount"));
    await editor.canvas.drag(from, { x: from.x, y: from.y + 200 }, ["Alt"]);
    await editor.expectOpen(6);
    await editor.undo();
    await editor.expectOpen(5);
  },
  "Cut wires": async (editor) => {
    const { x, y } = await editor.canvas.wireMiddle(1);
    await editor.canvas.drag({ x, y: y - 60 }, { x, y: y + 60 }, ["Alt"]);
    await expect(editor.canvas.wires).toHaveCount(3);
    await editor.undo();
    await expect(editor.canvas.wires).toHaveCount(4);
  },
  "Move the end of a wire": async (editor) => {
    const { canvas } = editor;
    await canvas.drag(await canvas.wireEnd(0), await middle(canvas.input("Score")));
    await expect(canvas.wires).toHaveCount(3);
    await editor.undo();
    await expect(canvas.wires).toHaveCount(4);
  },
  "Bend a wire": async (editor) => {
    const before = await editor.canvas.wirePath(1);
    await editor.canvas.doubleClick(await editor.canvas.wireMiddle(1));
    await soon(() => editor.canvas.wirePath(1)).not.toBe(before);
    await editor.undo();
    await soon(() => editor.canvas.wirePath(1)).toBe(before);
  },
  "Place off the grid": moves(async ({ canvas }) => {
    const offGrid = async () => {
      const { x, y } = await canvas.placeOf("Discount");
      return x % GRID !== 0 || y % GRID !== 0;
    };
    const from = await middle(canvas.title("Discount"));
    const { page } = canvas;
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 20, from.y + 20, { steps: 4 });
    await page.keyboard.down("Shift");
    await page.mouse.move(from.x + 23, from.y + 21, { steps: 2 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
    await soon(offGrid).toBe(true);
  }),
};
