// What each shortcut of the sheet has to bring about, by its title there. Each leaves the workflow as it was.

import { expect, type Locator } from "@playwright/test";
import type { Editor } from "../../pages/editor.ts";
import { Picker } from "../../pages/picker.ts";

/** `press` presses the keys of the shortcut. The workflow is the sample of five nodes, nothing is selected. */
export type Check = (editor: Editor, press: () => Promise<void>) => Promise<void>;

const NODE = "Discount";

const onNode =
  (check: Check): Check =>
  async (editor, press) => {
    await editor.canvas.select(NODE);
    await check(editor, press);
  };

const nodes = (count: number, wires: number) =>
  onNode(async (editor, press) => {
    await press();
    await editor.expectOpen(count);
    await expect(editor.canvas.wires).toHaveCount(wires);
    await editor.undo();
    await editor.expectOpen(5);
  });

const dialog =
  (name: string | RegExp): Check =>
  async ({ page }, press) => {
    await press();
    await expect(page.getByRole("dialog", { name })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  };

const panel =
  (of: (editor: Editor) => Locator): Check =>
  async (editor, press) => {
    await press();
    await expect(of(editor)).toBeHidden();
    await press();
    await expect(of(editor)).toBeVisible();
  };

const state = (word: string) =>
  onNode(async (editor, press) => {
    await press();
    await editor.canvas.expectState(NODE, word);
    await editor.undo();
    await expect(editor.canvas.card(NODE)).not.toHaveAccessibleName(new RegExp(`${word}$`));
  });

/** `before` brings the view away from what the shortcut makes of it. */
const view =
  (before: (editor: Editor) => Promise<void>): Check =>
  async (editor, press) => {
    await before(editor);
    const old = await editor.canvas.settledView();
    await press();
    await expect.poll(() => editor.canvas.view()).not.toBe(old);
    await editor.canvas.settledView();
  };

const picture =
  (ending: string): Check =>
  async ({ page }, press) => {
    const download = page.waitForEvent("download");
    await press();
    expect((await download).suggestedFilename()).toMatch(new RegExp(`\\.${ending}$`));
  };

const run =
  (before: (editor: Editor) => Promise<void>, title: string): Check =>
  async (editor, press) => {
    await before(editor);
    await press();
    await editor.canvas.expectState(title, "Done");
    await expect(editor.runButton).toBeEnabled();
  };

const copy = onNode(async (editor, press) => {
  await press();
  const text = await editor.page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain("price * 0.5");
});

const paste = (wires: number) =>
  onNode(async (editor, press) => {
    await editor.press("ControlOrMeta+c");
    await press();
    await editor.expectOpen(6);
    await expect(editor.canvas.wires).toHaveCount(wires);
    await editor.undo();
    await editor.expectOpen(5);
  });

/** The sample stands in a row: for up and down a node is put there first. */
const withNeighbours =
  (check: Check): Check =>
  async (editor, press) => {
    const { canvas, page } = editor;
    for (const [title, y] of [
      ["Above", 0.12],
      ["Below", 0.88],
    ] as const) {
      const box = await canvas.card(NODE).boundingBox();
      await editor.palette.drag("Limit", { x: box!.x + 110, y: (await canvas.place(0.5, y)).y });
      await editor.press("F2");
      await page.keyboard.type(title);
      await editor.press("Enter");
      await expect(canvas.card(title)).toBeVisible();
    }
    await canvas.select(NODE);
    await check(editor, press);
    for (let step = 0; step < 4; step++) await editor.undo();
    await editor.expectOpen(5);
    // What was gone to was brought into sight.
    await editor.press("1");
    await canvas.settledView();
  };

const goes = (title: string) =>
  withNeighbours(async (editor, press) => {
    await press();
    await expect(editor.inspector.field("Title of the node")).toHaveValue(title);
  });

const adds = withNeighbours(async (editor, press) => {
  await press();
  await expect(editor.inspector.root).toContainText("2 selected");
});

const moves = onNode(async (editor, press) => {
  const before = await editor.canvas.card(NODE).boundingBox();
  await press();
  await expect.poll(() => editor.canvas.card(NODE).boundingBox()).not.toEqual(before);
  await editor.undo();
  await expect.poll(() => editor.canvas.card(NODE).boundingBox()).toEqual(before);
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

const focusMoves: Check = async ({ page, canvas }, press) => {
  await canvas.focus();
  const region = () =>
    page.evaluate(() => document.activeElement?.closest("[data-region]")?.getAttribute("aria-label"));
  const before = await region();
  await press();
  await expect.poll(region).not.toBe(before);
  await canvas.focus();
};

export const ACTIONS: Readonly<Record<string, Check>> = {
  Undo: onNode(async (editor, press) => {
    await editor.press("Delete");
    await editor.expectOpen(4);
    await press();
    await editor.expectOpen(5);
  }),
  Redo: onNode(async (editor, press) => {
    await editor.press("Delete");
    await editor.undo();
    await editor.expectOpen(5);
    await press();
    await editor.expectOpen(4);
    await editor.undo();
    await editor.expectOpen(5);
  }),
  Cut: nodes(4, 2),
  Copy: copy,
  Paste: paste(4),
  "Paste with wires": paste(5),
  Duplicate: nodes(6, 4),
  "Duplicate with wires": nodes(6, 5),
  Delete: nodes(4, 2),
  "Delete and reconnect": nodes(4, 3),
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
  "Go to the node before": goes("Orders"),
  "Go to the next node": goes("Score"),
  "Go to the node above": goes("Above"),
  "Go to the node below": goes("Below"),
  "Extend to the node before": adds,
  "Extend to the next node": adds,
  "Extend to the node above": adds,
  "Extend to the node below": adds,
  "Move left": moves,
  "Move right": moves,
  "Move up": moves,
  "Move down": moves,
  "Move far left": moves,
  "Move far right": moves,
  "Move far up": moves,
  "Move far down": moves,
  "Go to the next wire": goesToWire("Score"),
  "Go to the wire before": goesToWire("Dear ones"),
  "Bend the wire": onNode(async (editor, press) => {
    await editor.press("e");
    const before = await editor.canvas.wirePath(1);
    await press();
    await expect.poll(() => editor.canvas.wirePath(1)).not.toBe(before);
    await editor.undo();
    await expect.poll(() => editor.canvas.wirePath(1)).toBe(before);
  }),
  "Open its menu": onNode(async (editor, press) => {
    await press();
    await expect(editor.page.getByRole("menuitem", { name: "Run to here" })).toBeVisible();
    await editor.press("Escape");
    await expect(editor.page.getByRole("menu")).toHaveCount(0);
  }),
  "Find a node…": dialog("Find a node"),
  "Show everything": view((editor) => editor.press("ControlOrMeta+=")),
  "Show the selection": view((editor) => editor.canvas.select(NODE)),
  "Zoom to 100 %": view(async (editor) => {
    // Twice: the view of the selection may be one step above 100 %.
    for (let step = 0; step < 2; step++) {
      const before = await editor.canvas.settledView();
      await editor.press("ControlOrMeta+-");
      await expect.poll(() => editor.canvas.view()).not.toBe(before);
    }
  }),
  "Zoom in": view(async () => {}),
  "Zoom out": view(async () => {}),
  Palette: panel((editor) => editor.palette.root),
  Inspector: panel((editor) => editor.inspector.root),
  "Data dock": panel((editor) => editor.dock.root),
  Minimap: panel((editor) => editor.canvas.root.getByRole("img", { name: "Overview" })),
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
  "Next panel": focusMoves,
  "Previous panel": focusMoves,
  "Add a node…": async (editor, press) => {
    await press();
    const picker = new Picker(editor.page, "Add a node");
    await picker.take("limit");
    await editor.expectOpen(6);
    await editor.undo();
    await editor.expectOpen(5);
  },
  "Open in the inspector": onNode(async (editor, press) => {
    await press();
    const inside = () =>
      editor.inspector.root.evaluate(
        (root) => root === document.activeElement || root.contains(document.activeElement),
      );
    await expect.poll(inside).toBe(true);
    await editor.canvas.focus();
  }),
  "Connect in the order of selection": async (editor, press) => {
    await editor.palette.drag("Limit", await editor.canvas.place(0.4, 0.8));
    await editor.expectOpen(6);
    await editor.canvas.select(NODE);
    await editor.canvas.select("Limit", { add: true });
    await press();
    await expect(editor.canvas.wires).toHaveCount(5);
    await editor.undo();
    await editor.undo();
    await editor.expectOpen(5);
  },
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
    const unpin = editor.dock.root.getByRole("button", { name: /^Unpin/ });
    await expect(unpin).toBeVisible();
    await unpin.click();
    await expect(unpin).toHaveCount(0);
  }),
  "Help for this node": onNode(async (editor, press) => {
    await press();
    await expect(editor.inspector.root).toContainText("Same input, same output");
    await editor.canvas.focus();
  }),
  "Frame the selection": onNode(async (editor, press) => {
    await press();
    await expect(editor.canvas.frames).toHaveCount(1);
    await editor.undo();
    await expect(editor.canvas.frames).toHaveCount(0);
  }),
  "Take the frame away": onNode(async (editor, press) => {
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
    await expect.poll(() => editor.canvas.card(NODE).boundingBox()).not.toEqual(moved);
    await editor.undo();
    await editor.undo();
    await editor.press("1");
    await editor.canvas.settledView();
  },
  "Save a picture (PNG)": picture("png"),
  "Save a picture (SVG)": picture("svg"),
  Run: run(async () => {}, "Scored"),
  "Run to the selection": run((editor) => editor.canvas.select(NODE), NODE),
  "Run this node on its sample": run((editor) => editor.canvas.select(NODE), NODE),
  "Command palette…": dialog("Command palette"),
  "Keyboard shortcuts": dialog("Keyboard shortcuts"),
  "Settings…": dialog("Settings"),
  Save: async (editor, press) => {
    await editor.canvas.select(NODE);
    await editor.press("m");
    const unsaved = editor.page.getByRole("img", { name: "Unsaved changes" });
    await expect(unsaved).toBeVisible();
    await press();
    await expect(unsaved).toHaveCount(0);
    await editor.undo();
    await editor.press("ControlOrMeta+s");
    await expect(unsaved).toHaveCount(0);
  },
  "Save as…": dialog("Save the workflow as"),
  "Open…": dialog("Open a workflow"),
};
