// What a person does to a workflow, by the name that the Edit menu gives it, and the commands that it makes.
//
// The workflow is that of `every-gesture.spec.ts`: five nodes in a row, the first wire bent, a note, a frame and a bent wire. Nothing is selected.

import { dropFiles } from "../../fixtures/drop-files.ts";
import type { Command } from "../../../engine/document/command.ts";
import type { editWords } from "../../../app/renderer/strings/edits.ts";
import type { Samples } from "../../fixtures/samples.ts";
import { middle } from "../../pages/canvas.ts";
import type { Editor } from "../../pages/editor.ts";

/** All but what undo itself makes. */
export type Kind = Exclude<Command["do"], "restore">;

export interface Gesture {
  /** Behind "Undo" in the menu. */
  readonly name: string;
  readonly makes: readonly Kind[];
  readonly act: (editor: Editor, samples: Samples) => Promise<void>;
}

const NODE = "Discount";

/** Selects nodes, then presses keys. */
const keys =
  (press: string, ...titles: readonly string[]): Gesture["act"] =>
  async (editor) => {
    await selectAll(editor, titles);
    await editor.press(press);
  };

const action =
  (name: string, ...titles: readonly string[]): Gesture["act"] =>
  async (editor) => {
    await selectAll(editor, titles);
    await editor.command(name);
  };

async function selectAll({ canvas }: Editor, [first, ...others]: readonly string[]): Promise<void> {
  if (first !== undefined) await canvas.select(first);
  for (const title of others) await canvas.select(title, { add: true });
}

/** Every name of an edit of the canvas; the compiler misses those that are new. Paths are kept by Save as: `files.spec.ts`. */
export const GESTURES = {
  add: {
    name: "add Limit",
    makes: ["add-node"],
    act: (editor) => editor.palette.add("Limit"),
  },
  insert: {
    name: "insert Limit",
    // The nodes behind it make room.
    makes: ["insert-node", "move-nodes"],
    act: async (editor) => editor.palette.drag("Limit", await editor.canvas.wireMiddle(1)),
  },
  connect: {
    name: "connect",
    makes: ["connect", "disconnect"],
    act: ({ canvas }) => canvas.connect("Orders", "Dear ones"),
  },
  reconnect: {
    name: "move wire",
    makes: ["connect", "disconnect"],
    act: async ({ canvas }) => canvas.moveWireEnd("Score", "Dear ones"),
  },
  bend: {
    name: "bend wire",
    makes: ["set-view"],
    act: async ({ canvas }) => canvas.doubleClick(await canvas.wireMiddle(1)),
  },
  straighten: {
    name: "straighten wire",
    makes: ["set-view"],
    act: async (editor) => {
      await keys("e", "Orders")(editor, {} as Samples);
      await editor.command("Straighten the wire");
    },
  },
  cut: {
    name: "cut wire",
    makes: ["disconnect"],
    act: ({ canvas }) => canvas.cutWire(1),
  },
  move: {
    name: "move node",
    makes: ["move-nodes"],
    act: ({ canvas }) => canvas.move(NODE, { x: 30, y: 90 }),
  },
  paste: {
    name: "paste node",
    makes: ["add-node"],
    act: async (editor) => {
      await keys("ControlOrMeta+c", NODE)(editor, {} as Samples);
      await editor.press("ControlOrMeta+v");
    },
  },
  duplicate: { name: "duplicate node", makes: ["add-node"], act: keys("ControlOrMeta+d", NODE) },
  remove: { name: "delete node", makes: ["remove-nodes"], act: keys("Delete", NODE) },
  heal: {
    name: "delete and reconnect node",
    makes: ["remove-nodes", "connect"],
    act: keys("ControlOrMeta+Delete", NODE),
  },
  rename: {
    name: "rename to Half",
    makes: ["rename-node"],
    act: async (editor) => {
      await keys("F2", NODE)(editor, {} as Samples);
      await editor.page.keyboard.type("Half");
      await editor.press("Enter");
    },
  },
  disable: { name: "disable node", makes: ["set-disabled"], act: keys("m", NODE) },
  bypass: { name: "bypass node", makes: ["set-bypassed"], act: keys("b", NODE) },
  collapse: { name: "collapse node", makes: ["set-view"], act: keys("c", NODE) },
  frame: { name: "frame node", makes: ["set-view"], act: keys("ControlOrMeta+g", NODE) },
  unframe: {
    name: "remove frame",
    makes: ["set-view"],
    act: async (editor) => {
      await editor.canvas.frameTitle("Area").click();
      await editor.press("ControlOrMeta+Shift+g");
    },
  },
  editFrame: {
    name: "change frame",
    makes: ["set-view"],
    act: async ({ canvas, page }) => {
      await canvas.frameTitle("Area").dblclick();
      await page.keyboard.type("Place");
      await page.keyboard.press("Enter");
    },
  },
  note: {
    name: "add note",
    makes: ["set-view"],
    act: async (editor) => {
      await editor.press("Shift+n");
      await editor.press("Escape");
    },
  },
  editNote: {
    name: "edit note",
    makes: ["set-view"],
    act: async ({ canvas, page }) => {
      await canvas.notes.dblclick();
      await page.keyboard.type("More: ");
      await page.keyboard.press("Escape");
    },
  },
  resize: {
    name: "resize",
    makes: ["set-view"],
    act: async ({ canvas }) => {
      await canvas.notes.click();
      const from = await middle(canvas.notes.locator(".react-flow__resize-control.bottom.right.handle"));
      await canvas.drag(from, { x: from.x + 64, y: from.y + 40 });
    },
  },
  align: { name: "align 2 nodes", makes: ["move-nodes"], act: action("Align left edges", "Orders", NODE) },
  distribute: {
    name: "distribute 3 nodes",
    makes: ["move-nodes"],
    act: action("Space out in a row", "Orders", NODE, "Dear ones"),
  },
  tidy: { name: "tidy", makes: ["move-nodes", "set-view"], act: keys("ControlOrMeta+Shift+f") },
  drop: {
    name: "drop file",
    makes: ["add-node"],
    act: ({ canvas }, samples) => dropFiles(canvas.root, [samples["data/orders.csv"]], { x: 80, y: 500 }),
  },
} satisfies Record<Exclude<keyof typeof editWords, "newFrameTitle" | "keepPaths">, Gesture>;

/** What is done elsewhere than on the canvas. */
export const OTHERS: readonly Gesture[] = [
  {
    name: "change Condition",
    makes: ["set-param"],
    act: async (editor) => {
      const { canvas, inspector } = editor;
      // What was dropped before has come into sight, and others have left it.
      await editor.press("1");
      await canvas.settledView();
      await canvas.select("Dear ones");
      await inspector.textbox(/^Condition/).fill("score > 55");
    },
  },
  {
    name: "reset Condition",
    makes: ["unset-param"],
    act: async ({ canvas, inspector }) => {
      await canvas.select("Dear ones");
      await inspector.button("Remove Condition").click();
    },
  },
  {
    name: "change id",
    makes: ["set-id"],
    act: async ({ canvas, inspector }) => {
      await canvas.select(NODE);
      await inspector.field("Id").fill("half");
      await inspector.field("Id").press("Enter");
    },
  },
  {
    name: "change rescue",
    makes: ["set-rescue"],
    act: async ({ canvas, inspector }) => {
      await canvas.select(NODE);
      await inspector.toggle("When rows fail");
      await inspector.textbox(/^Tries again/).fill("3");
      await inspector.toggle("When rows fail");
    },
  },
];

/** Every command there is; the compiler misses those that are new. */
const KINDS = {
  "add-node": true,
  "remove-nodes": true,
  "move-nodes": true,
  connect: true,
  disconnect: true,
  "insert-node": true,
  "set-param": true,
  "unset-param": true,
  "rename-node": true,
  "set-id": true,
  "set-rescue": true,
  "set-disabled": true,
  "set-bypassed": true,
  "set-view": true,
  // Made together with a param that names a model of the library: the gestures of e2e/specs/library.
} satisfies Record<Exclude<Kind, "pin-models">, true>;

export const ALL_KINDS = Object.keys(KINDS) as readonly Kind[];
export const ALL: readonly Gesture[] = [...Object.values<Gesture>(GESTURES), ...OTHERS];
