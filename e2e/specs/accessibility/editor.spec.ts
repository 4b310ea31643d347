// axe finds nothing in the editor of a workflow that is in order, whatever is open in it, light or dark.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expectAccessible, expectAllAccessible, type Walk } from "../../fixtures/accessible.ts";
import { dropFiles } from "../../fixtures/drop-files.ts";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";
import { middle } from "../../pages/canvas.ts";
import type { Editor } from "../../pages/editor.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const NODES = [
  { id: "orders", kind: "csv", title: "Orders", params: { path: "data/orders.csv" } },
  { id: "discount", kind: "formula", title: "Discount", params: { columns: { price: "price * 0.5" } } },
  { id: "score", kind: "onnx", title: "Score", params: { model: "models/score.onnx" } },
  { id: "dear", kind: "filter", title: "Dear ones", params: { condition: "score > 40" } },
  { id: "file", kind: "write-csv", title: "Scored", params: { path: "scored.csv" } },
  { id: "pack", kind: "pack", title: "Pack", params: { columns: ["volume", "age"], output: "packed" } },
  { id: "photos", kind: "image-folder", title: "Photos", params: { path: "photos" } },
];
const WIRES = [
  "orders.out -> discount.in",
  "discount.out -> score.in",
  "score.out -> dear.in",
  "dear.out -> file.in",
  "orders.out -> pack.in",
];

const canvas = ({ canvas: { root } }: Editor) => root;
const dock = (editor: Editor) => editor.dock.root;
const inspector = (editor: Editor) => editor.inspector.root;
const palette = (editor: Editor) => editor.palette.root;
const dialog = ({ page }: Editor) => page.getByRole("dialog");
const menu = ({ page }: Editor) => page.getByRole("menu");
const list = ({ page }: Editor) => page.getByRole("listbox");
const tooltip = ({ page }: Editor) => page.getByRole("tooltip");

/** Nothing lies over the editor, and the canvas has the focus. */
async function closed({ page, canvas }: Editor): Promise<void> {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  for (const role of ["dialog", "menu"] as const) await expect(page.getByRole(role)).toHaveCount(0);
  await canvas.focus();
}

/** The menu of what is selected; of the canvas when nothing is. */
async function menuOf(editor: Editor, select: () => Promise<unknown>): Promise<void> {
  await closed(editor);
  await select();
  await editor.press("Shift+F10");
}

const PANELS: Walk<Editor> = [
  ["editor", null, async () => {}],
  ["a selected node with its rows", null, (editor) => editor.canvas.select("Score")],
  ["columns", dock, (editor) => editor.dock.show("Columns")],
  ["failed rows", dock, (editor) => editor.dock.show("Failed rows")],
  ["the model of a node", dock, (editor) => editor.dock.show("Model")],
  ["log before a run", dock, (editor) => editor.dock.show("Log")],
  ["after a run", null, (editor) => editor.run()],
  ["results", dock, (editor) => editor.dock.show("Log")],
  // The view of that name, behind the tab.
  ["log and throughput", dock, (editor) => editor.dock.root.getByText("Log", { exact: true }).last().click()],
  ["timeline", dock, (editor) => editor.dock.show("Timeline")],
  ["issues", dock, (editor) => editor.dock.show("Issues")],
  ["help of a node", inspector, (editor) => editor.press("F1")],
  ["the model in the inspector", inspector, (editor) => editor.inspector.toggle("Model")],
  ["what happens to rows that fail", inspector, (editor) => editor.inspector.toggle("When rows fail")],
  ["an expression", inspector, (editor) => editor.canvas.select("Dear ones")],
  ["columns by expression", inspector, (editor) => editor.canvas.select("Discount")],
  ["no model", dock, (editor) => editor.dock.show("Model")],
  [
    "before and after",
    dock,
    async (editor) => {
      await editor.dock.show("Preview");
      await editor.dock.root.getByRole("button", { name: "Before and after" }).click();
    },
  ],
  ["a row and where it came from", dock, (editor) => editor.dock.root.getByRole("gridcell").nth(2).click()],
  ["two nodes", inspector, (editor) => editor.canvas.select("Score", { add: true })],
  [
    "a wire",
    null,
    async ({ page, canvas }) => {
      const { x, y } = await canvas.wireMiddle(0);
      await page.mouse.move(x, y);
      await page.mouse.click(x, y);
    },
  ],
  ["a note", null, (editor) => editor.command("Add a note")],
  ["a frame", null, (editor) => editor.command("Frame the selection")],
  [
    "a title that is edited",
    canvas,
    async (editor) => {
      await editor.canvas.select("Orders");
      await editor.press("F2");
    },
  ],
  [
    "a palette that finds nothing",
    palette,
    async (editor) => {
      await closed(editor);
      await editor.press("/");
      await editor.page.keyboard.type("no such thing");
    },
  ],
  ["nothing is selected", inspector, (editor) => editor.canvas.focus()],
  ["canvas only", null, (editor) => editor.press("f")],
];

const OVERLAYS: Walk<Editor> = [
  // The first with all that lies behind it.
  ["command palette", null, (editor) => editor.overlay("ControlOrMeta+k")],
  ["find", dialog, (editor) => editor.overlay("ControlOrMeta+f")],
  ["add a node", dialog, (editor) => editor.overlay("Tab")],
  ["shortcuts", dialog, (editor) => editor.overlay("?")],
  ["settings", dialog, (editor) => editor.overlay("ControlOrMeta+,")],
  ["keys", dialog, ({ page }) => page.getByRole("tab", { name: "Keys" }).click()],
  [
    "a key that is being pressed",
    tooltip,
    ({ page }) => page.getByRole("button", { name: /Change the keys of Undo$/ }).click(),
  ],
  [
    "a key that means two things",
    dialog,
    async ({ page }) => {
      await page.keyboard.press("ControlOrMeta+s");
      await expect(page.getByRole("dialog")).toContainText("One key means two things");
    },
  ],
  [
    "keys that are not found",
    dialog,
    async ({ page }) => {
      await page.getByRole("button", { name: "Reset all keys" }).click();
      await page.getByRole("textbox", { name: "Search actions or keys" }).fill("no such thing");
    },
  ],
  [
    "playbooks",
    dialog,
    async (editor) => {
      await closed(editor);
      await editor.command("Playbooks");
      await expect(editor.page.getByRole("button", { name: /^Open a copy/ }).first()).toBeVisible();
    },
  ],
  ["save as", dialog, (editor) => editor.overlay("ControlOrMeta+Shift+s")],
  [
    "about",
    dialog,
    async (editor) => {
      await closed(editor);
      await editor.command("About Millrace");
    },
  ],
];

const MENUS: Walk<Editor> = [
  [
    "the menu and one within it",
    menu,
    async (editor) => {
      await closed(editor);
      await editor.menu.open("File");
    },
  ],
  [
    "a menu with ticks",
    menu,
    ({ page }) => page.getByRole("menuitem", { name: "View", exact: true }).hover(),
  ],
  [
    "ways to run",
    menu,
    async (editor) => {
      await closed(editor);
      await editor.page.getByRole("button", { name: "More ways to run" }).click();
    },
  ],
  [
    "size of the sample",
    menu,
    async (editor) => {
      await closed(editor);
      await editor.status.getByRole("button", { name: /^Sample/ }).click();
    },
  ],
  [
    "light or dark",
    menu,
    async (editor) => {
      await closed(editor);
      await editor.status.getByRole("button", { name: /^Light or dark/ }).click();
    },
  ],
  ["the menu of the canvas", menu, (editor) => menuOf(editor, async () => {})],
  ["the menu of a wire", menu, (editor) => menuOf(editor, () => editor.press("e"))],
  ["the menu of a node", menu, (editor) => menuOf(editor, () => editor.canvas.select("Orders"))],
  [
    "the menu of two nodes and how they are aligned",
    menu,
    async (editor) => {
      await menuOf(editor, async () => {
        await editor.canvas.select("Orders");
        await editor.canvas.select("Discount", { add: true });
      });
      await editor.page.getByRole("menuitem", { name: "Align", exact: true }).hover();
    },
  ],
  [
    "the menu of a frame",
    menu,
    async (editor) => {
      await closed(editor);
      const { x, y } = await middle(editor.canvas.frames.first().getByTitle("Frame"));
      await editor.page.mouse.click(x, y, { button: "right" });
    },
  ],
  [
    "the menu of a note",
    menu,
    async (editor) => {
      await closed(editor);
      const { x, y } = await middle(editor.canvas.notes.first());
      await editor.page.mouse.click(x, y, { button: "right" });
    },
  ],
  [
    "rows to copy",
    menu,
    async (editor) => {
      await closed(editor);
      await editor.canvas.select("Orders");
      await editor.dock.root.getByRole("button", { name: "Copy rows" }).click();
    },
  ],
  [
    "values to choose from",
    list,
    async (editor) => {
      await closed(editor);
      await editor.goTo("Score");
      await editor.inspector.field("Missing values").click();
    },
  ],
];

const CLOSE_AND_FAR: Walk<Editor> = [
  [
    "a picture in the lightbox",
    dialog,
    async (editor) => {
      await closed(editor);
      await editor.goTo("Photos");
      await editor.dock.root
        .getByRole("button", { name: /^Picture of image/ })
        .first()
        .click();
      await expect(dialog(editor).getByRole("img", { name: /^(Picture|Heat-map) of/ })).toBeVisible();
    },
  ],
  [
    "pictures in the table",
    dock,
    async (editor) => {
      await editor.press("Escape");
      await expect(dialog(editor)).toHaveCount(0);
    },
  ],
  [
    "a tensor as a heat-map",
    dialog,
    async (editor) => {
      await editor.goTo("Pack");
      await editor.dock.root.getByRole("gridcell").filter({ hasText: "3  0" }).first().dblclick();
      await expect(dialog(editor).getByRole("img", { name: /^(Picture|Heat-map) of/ })).toBeVisible();
    },
  ],
  [
    "a text as a whole",
    dialog,
    async (editor) => {
      await editor.press("Escape");
      await expect(dialog(editor)).toHaveCount(0);
      await editor.dock.cell("Oslo").first().dblclick();
      await expect(dialog(editor)).toContainText("Oslo");
    },
  ],
  [
    "cards from afar",
    canvas,
    async (editor) => {
      await closed(editor);
      for (let step = 0; step < 8; step++) await editor.press("ControlOrMeta+-");
      await expect(editor.canvas.root.locator(".mr-card-far").first()).toBeVisible();
      await expect(editor.canvas.card("Score")).toBeVisible();
    },
  ],
];

test("a workflow in order, whatever is open in it", async ({ page, launch, home, samples: _ }) => {
  // Some seventy states of one page, which take several times as long on a machine that is busy elsewhere.
  test.setTimeout(300_000);
  await mkdir(join(home, "photos"));
  await sharp({ create: { width: 40, height: 30, channels: 3, background: "#3a3" } })
    .png()
    .toFile(join(home, "photos", "p.png"));
  const editor = await withFlow({ page, home, launch }, NODES, WIRES);
  await editor.expectIssues(0);
  await expectAllAccessible(page, editor, [...PANELS, ...OVERLAYS, ...MENUS, ...CLOSE_AND_FAR]);

  await closed(editor);
  const unknown = join(home, "notes.unknown");
  await writeFile(unknown, "");
  await dropFiles(editor.canvas.root, [unknown]);
  await expectAccessible(page, "a message", page.getByRole("alert"));
});
