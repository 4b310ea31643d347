// What each shortcut of the sheet has to bring about, by its title there. Each leaves the workflow as it was.

import { expect, type Locator } from "@playwright/test";
import type { Editor } from "../../pages/editor.ts";
import { middle } from "../../pages/canvas.ts";
import { Picker } from "../../pages/picker.ts";

/** `press` presses the keys of the shortcut. The workflow is the sample of five nodes, nothing is selected. */
export type Check = (editor: Editor, press: () => Promise<void>) => Promise<void>;

const NODE = "Discount";
/** At the end: only a run of everything comes to it. */
const LAST = "Scored";
const NEAR_PX = 80;
/** Of the canvas, in its units. */
const GRID = 8;

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
    await press();
    await expect(editor.canvas.card(NODE)).not.toHaveAccessibleName(new RegExp(`${word}$`));
    await editor.undo();
    await editor.undo();
  });

/** `grows`: the sign of what becomes of the zoom. */
const zoom =
  (grows: 1 | -1): Check =>
  async ({ canvas }, press) => {
    await canvas.settledView();
    const before = await canvas.zoom();
    await press();
    await expect.poll(async () => Math.sign((await canvas.zoom()) - before)).toBe(grows);
    await canvas.settledView();
  };

const zoomAway = async (editor: Editor, key: string, times: number) => {
  const { canvas } = editor;
  for (let step = 0; step < times; step++) {
    const before = await canvas.settledView();
    await editor.press(key);
    await expect.poll(() => canvas.view()).not.toBe(before);
  }
  await canvas.settledView();
};

const picture =
  (ending: string): Check =>
  async ({ page }, press) => {
    const download = page.waitForEvent("download");
    await press();
    expect((await download).suggestedFilename()).toMatch(new RegExp(`\\.${ending}$`));
  };

const clipboard = ({ page }: Editor) => page.evaluate(() => navigator.clipboard.readText());

/** Something else lies on the clipboard before. */
const copies = (nodesLeft: number) =>
  onNode(async (editor, press) => {
    await editor.page.evaluate(() => navigator.clipboard.writeText("before"));
    await press();
    await expect.poll(() => clipboard(editor)).toContain("price * 0.5");
    await editor.expectOpen(nodesLeft);
    if (nodesLeft < 5) await editor.undo();
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
    // From further off there is room above the row for a card with something wrong.
    await editor.press("0");
    await expect(editor.status).toContainText("100 %");
    await zoomAway(editor, "ControlOrMeta+-", 3);
    for (const [title, y] of [
      ["Above", 0.05],
      ["Below", 0.88],
    ] as const) {
      const box = await canvas.card(NODE).boundingBox();
      await editor.palette.drag("Limit", { x: box!.x + box!.width / 2, y: (await canvas.place(0.5, y)).y });
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
    await expect.poll(async () => (await by()).map(Math.sign)).toEqual([x, y]);
    const steps = Math.max(...(await by()).map(Math.abs)) / GRID;
    expect(steps > 1).toBe(far);
    await editor.undo();
    await expect.poll(by).toEqual([0, 0]);
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
    await expect.poll(region).not.toBe(at);
    at = await region();
    if (at === start) return seen;
    seen.push(at);
  }
}

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
  Cut: copies(4),
  Copy: copies(5),
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
  "Show everything": async (editor, press) => {
    const cards = () => editor.canvas.cards.count();
    await zoomAway(editor, "ControlOrMeta+=", 3);
    await expect.poll(cards).toBeLessThan(5);
    await press();
    await expect.poll(cards).toBe(5);
    await editor.canvas.settledView();
  },
  "Show the selection": async (editor, press) => {
    const { canvas } = editor;
    await canvas.select("Orders");
    await canvas.settledView();
    await press();
    await expect
      .poll(async () => Math.abs((await middle(canvas.card("Orders"))).x - (await middle(canvas.root)).x))
      .toBeLessThan(NEAR_PX);
    await canvas.settledView();
    await editor.press("1");
    await canvas.settledView();
  },
  "Zoom to 100 %": async (editor, press) => {
    // Twice: the view may be one step above 100 %.
    await zoomAway(editor, "ControlOrMeta+-", 2);
    await press();
    await expect.poll(() => editor.canvas.zoom()).toBe(1);
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
    await expect.poll(() => editor.canvas.card(NODE).boundingBox()).not.toEqual(moved);
    await editor.undo();
    await editor.undo();
    await editor.press("1");
    await editor.canvas.settledView();
  },
  "Save a picture (PNG)": picture("png"),
  "Save a picture (SVG)": picture("svg"),
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
  "Command palette…": dialog("Command palette"),
  "Keyboard shortcuts": dialog("Keyboard shortcuts"),
  "Settings…": dialog("Settings"),
  Save: async (editor, press) => {
    await editor.canvas.select(NODE);
    await editor.press("m");
    await expect(editor.unsaved).toBeVisible();
    await press();
    await expect(editor.unsaved).toHaveCount(0);
    await editor.undo();
    await editor.save();
  },
  "Save as…": dialog("Save the workflow as"),
  "Open…": dialog("Open a workflow"),
};
