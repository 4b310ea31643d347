// What a shortcut of the sheet has to bring about, and what such checks have in common.

import { expect } from "@playwright/test";
import type { Editor } from "../../pages/editor.ts";

/** `press` presses the keys of the shortcut. Nothing is selected, and the workflow is left as it was. */
export type Check = (editor: Editor, press: () => Promise<void>) => Promise<void>;

/** By the title in the sheet. */
export type Checks = Readonly<Record<string, Check>>;

/** Of the sample: five nodes in a row, of which this is the second. */
export const NODE = "Discount";
export const NODES = 5;

export const onNode =
  (check: Check): Check =>
  async (editor, press) => {
    await editor.canvas.select(NODE);
    await check(editor, press);
  };

export const dialog =
  (name: string | RegExp): Check =>
  async ({ page }, press) => {
    await press();
    await expect(page.getByRole("dialog", { name })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  };
