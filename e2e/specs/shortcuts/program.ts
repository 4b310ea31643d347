// Keys for what the program does: dialogs, files, pictures, runs.

import { expect } from "@playwright/test";
import { cancelFile, isDesktop } from "../../fixtures/desktop-host.ts";
import type { Editor } from "../../pages/editor.ts";
import { dialog, NODE, type Check, type Checks } from "./check.ts";

/** At the end: only a run of everything comes to it. */
const LAST = "Scored";

/** Of the system in a desktop window, of the page in a browser. */
const fileDialog =
  (title: string): Check =>
  async (editor, press) => {
    if (!isDesktop(editor.page)) return dialog(title)(editor, press);
    await press();
    await cancelFile(editor.page, title);
  };

const picture =
  (ending: string): Check =>
  async ({ page }, press) => {
    const download = page.waitForEvent("download");
    await press();
    expect((await download).suggestedFilename()).toMatch(new RegExp(`\\.${ending}$`));
  };

/** The last node has run, and nothing of it is a dry run. */
const runAll = async (editor: Editor) => {
  await editor.run();
  await expect(editor.canvas.figures(LAST)).toBeVisible();
  await expect(editor.lastRun).not.toContainText("Dry run");
};

const runToNode: Check = async (editor, press) => {
  await runAll(editor);
  await editor.canvas.select(NODE);
  await press();
  await expect(editor.canvas.figures(LAST)).toHaveCount(0);
  await expect(editor.canvas.figures(NODE)).toBeVisible();
  await expect(editor.runButton).toBeEnabled();
};

export const PROGRAM_KEYS: Checks = {
  "Find a node…": dialog("Find a node"),
  "Command palette…": dialog("Command palette"),
  "Keyboard shortcuts": dialog("Keyboard shortcuts"),
  "Settings…": dialog("Settings"),
  "Save as…": fileDialog("Save the workflow as"),
  "Open…": fileDialog("Open a workflow"),
  "Save a picture (PNG)": picture("png"),
  "Save a picture (SVG)": picture("svg"),
  Save: async (editor, press) => {
    await editor.canvas.select(NODE);
    await editor.press("m");
    await expect(editor.unsaved).toBeVisible();
    await press();
    await expect(editor.unsaved).toHaveCount(0);
    await editor.undo();
    await editor.save();
  },
  Run: async (editor, press) => {
    await runToNode(editor, () => editor.command("Run to the selection"));
    await press();
    await expect(editor.canvas.figures(LAST)).toBeVisible();
    await expect(editor.runButton).toBeEnabled();
  },
  "Run to the selection": runToNode,
  "Run this node on its sample": async (editor, press) => {
    await runAll(editor);
    await editor.canvas.select(NODE);
    await press();
    await expect(editor.lastRun).toContainText("Dry run");
    await expect(editor.canvas.figures(LAST)).toHaveCount(0);
  },
};
