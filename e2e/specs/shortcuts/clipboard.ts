// Keys that copy nodes, with and without the wires that feed them.

import { expect } from "@playwright/test";
import { soon } from "../../fixtures/soon.ts";
import type { Editor } from "../../pages/editor.ts";
import { NODES, onNode, type Checks } from "./check.ts";

const clipboard = ({ page }: Editor) => page.evaluate(() => navigator.clipboard.readText());

/** Something else lies on the clipboard before. */
const copies = (nodesLeft: number) =>
  onNode(async (editor, press) => {
    await editor.page.evaluate(() => navigator.clipboard.writeText("before"));
    await press();
    await soon(() => clipboard(editor)).toContain("price * 0.5");
    await editor.expectOpen(nodesLeft);
    if (nodesLeft < NODES) await editor.undo();
  });

const adds = (wires: number, before?: string) =>
  onNode(async (editor, press) => {
    if (before !== undefined) await editor.press(before);
    await press();
    await editor.expectOpen(NODES + 1);
    await expect(editor.canvas.wires).toHaveCount(wires);
    await editor.undo();
    await editor.expectOpen(NODES);
  });

const COPY = "ControlOrMeta+c";

export const CLIPBOARD_KEYS: Checks = {
  Cut: copies(NODES - 1),
  Copy: copies(NODES),
  Paste: adds(4, COPY),
  "Paste with wires": adds(5, COPY),
  Duplicate: adds(4),
  "Duplicate with wires": adds(5),
};
