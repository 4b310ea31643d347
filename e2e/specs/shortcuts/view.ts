// Keys for what is in sight: how large, which part of the canvas, which panels.

import { expect, type Locator } from "@playwright/test";
import { soon } from "../../fixtures/soon.ts";
import { middle } from "../../pages/canvas.ts";
import type { Editor } from "../../pages/editor.ts";
import { NODES, type Check, type Checks } from "./check.ts";

const NEAR_PX = 80;

const panel =
  (of: (editor: Editor) => Locator): Check =>
  async (editor, press) => {
    await press();
    await expect(of(editor)).toBeHidden();
    await press();
    await expect(of(editor)).toBeVisible();
  };

/** `grows`: the sign of what becomes of the zoom. */
const zoom =
  (grows: 1 | -1): Check =>
  async ({ canvas }, press) => {
    await canvas.settledView();
    const before = await canvas.zoom();
    await press();
    await soon(async () => Math.sign((await canvas.zoom()) - before)).toBe(grows);
    await canvas.settledView();
  };

const zoomAway = async (editor: Editor, key: string, times: number) => {
  const { canvas } = editor;
  for (let step = 0; step < times; step++) {
    const before = await canvas.settledView();
    await editor.press(key);
    await soon(() => canvas.view()).not.toBe(before);
  }
  await canvas.settledView();
};

/** The panels that a key leads through from the canvas, by their places on the page, until it is there again. */
async function round({ page, canvas }: Editor, press: () => Promise<void>): Promise<number[]> {
  const region = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("[data-region]")].findIndex((each) =>
        each.contains(document.activeElement),
      ),
    );
  await canvas.focus();
  const start = await region();
  const seen: number[] = [];
  for (let at = start; ;) {
    await press();
    await soon(region).not.toBe(at);
    at = await region();
    if (at === start) return seen;
    seen.push(at);
  }
}

export const VIEW_KEYS: Checks = {
  "Show everything": async (editor, press) => {
    const cards = () => editor.canvas.cards.count();
    await zoomAway(editor, "ControlOrMeta+=", 3);
    await soon(cards).toBeLessThan(NODES);
    await press();
    await soon(cards).toBe(NODES);
    await editor.canvas.settledView();
  },
  "Show the selection": async (editor, press) => {
    const { canvas } = editor;
    await canvas.select("Orders");
    await canvas.settledView();
    await press();
    await soon(async () =>
      Math.abs((await middle(canvas.card("Orders"))).x - (await middle(canvas.root)).x),
    ).toBeLessThan(NEAR_PX);
    await canvas.settledView();
    await editor.press("1");
    await canvas.settledView();
  },
  "Zoom to 100 %": async (editor, press) => {
    // Twice: the view may be one step above 100 %.
    await zoomAway(editor, "ControlOrMeta+-", 2);
    await press();
    await soon(() => editor.canvas.zoom()).toBe(1);
    await expect(editor.status).toContainText("100 %");
    await editor.canvas.settledView();
  },
  "Zoom in": zoom(1),
  "Zoom out": zoom(-1),
  Palette: panel((editor) => editor.palette.root),
  Inspector: panel((editor) => editor.inspector.root),
  "Data dock": panel((editor) => editor.dock.root),
  Minimap: panel((editor) => editor.canvas.root.getByRole("img", { name: "Minimap" })),
  "Canvas only": async (editor, press) => {
    await press();
    await expect(editor.palette.root).toBeHidden();
    await expect(editor.inspector.root).toBeHidden();
    await editor.press("Escape");
    await expect(editor.inspector.root).toBeVisible();
  },
  "Leave canvas only": async (editor, press) => {
    await editor.press("f");
    await expect(editor.inspector.root).toBeHidden();
    await press();
    await expect(editor.inspector.root).toBeVisible();
  },
  "Search the palette": async (editor, press) => {
    await press();
    await expect(editor.palette.root.getByRole("searchbox")).toBeFocused();
    await editor.canvas.focus();
  },
  "Next panel": async (editor, press) => {
    expect((await round(editor, press)).length).toBeGreaterThan(2);
  },
  "Previous panel": async (editor, press) => {
    const back = await round(editor, press);
    expect(back.toReversed()).toEqual(await round(editor, () => editor.press("F6")));
  },
};
