// Gestures of mouse and trackpad, frames and what lies in them, notes, pictures.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { flow } from "../fixtures/flow.ts";
import type { Host } from "../fixtures/host.ts";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { middle } from "../pages/canvas.ts";
import type { Editor } from "../pages/editor.ts";

// As most people have it: the view glides.
test.use({ reducedMotion: "no-preference" });

/** Scale and place of the view, in whole pixels. */
async function viewOf({ canvas }: Editor): Promise<{ x: number; y: number; zoom: number }> {
  const [, x, y, zoom] = /translate\((.+)px, (.+)px\) scale\((.+)\)/.exec(await canvas.settledView())!;
  return { x: Math.round(Number(x)), y: Math.round(Number(y)), zoom: Number(zoom) };
}

test("Space and the middle button move the canvas, also over a node", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  const card = async () => {
    const { x, y } = (await canvas.card("Discount").boundingBox())!;
    return { x, y };
  };
  const place = await card();
  const start = await viewOf(editor);
  const at = await canvas.place(0.4, 0.8);
  await canvas.drag(at, { x: at.x + 60, y: at.y - 40 }, ["Space"]);
  const moved = await viewOf(editor);
  expect(moved).toEqual({ ...start, x: start.x + 60, y: start.y - 40 });
  await page.mouse.move(at.x, at.y);
  await page.mouse.down({ button: "middle" });
  await page.mouse.move(at.x - 60, at.y + 40, { steps: 4 });
  await page.mouse.up({ button: "middle" });
  expect(await viewOf(editor)).toEqual(start);
  expect(await card()).toEqual(place);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the preset of a trackpad: scrolling moves, a drag selects, a pinch zooms", async ({
  page,
  launch,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  await editor.command("Settings…");
  await page.getByText("Trackpad", { exact: true }).click();
  await editor.press("Escape");
  const start = await viewOf(editor);
  const at = await canvas.place(0.4, 0.8);
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(30, 50);
  await expect.poll(() => viewOf(editor)).toEqual({ ...start, x: start.x - 30, y: start.y - 50 });
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await expect.poll(async () => (await viewOf(editor)).zoom).toBeGreaterThan(start.zoom);

  await editor.press("1");
  await canvas.settledView();
  const from = await middle(canvas.card("Orders"));
  const to = await middle(canvas.card("Discount"));
  await canvas.drag({ x: from.x - 150, y: from.y - 150 }, { x: to.x, y: to.y + 20 });
  await expect(editor.inspector.root).toContainText("2 selected");
  const before = await viewOf(editor);
  await canvas.drag(at, { x: at.x + 60, y: at.y }, ["Space"]);
  expect((await viewOf(editor)).x).toBeGreaterThan(before.x);
});

test("two fingers that scroll aslant are known for a trackpad", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const at = await editor.canvas.place(0.4, 0.8);
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(8, 8);
  const { zoom, y } = await viewOf(editor);
  await page.mouse.wheel(20, 60);
  await expect.poll(async () => (await viewOf(editor)).y).toBe(y - 60);
  expect((await viewOf(editor)).zoom).toBe(zoom);
});

test("Shift and a click add to the selection; letters in a field are letters", async ({
  page,
  launch,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  await canvas.select("Orders");
  await canvas.title("Score").click({ modifiers: ["Shift"] });
  await expect(editor.inspector.root).toContainText("2 selected");
  await canvas.select("Score");
  await editor.inspector.field("Title of the node").fill("mbcpf");
  await page.keyboard.press("m");
  await expect(canvas.card("mbcpfm")).toBeVisible();
  await expect(canvas.card("mbcpfm")).not.toHaveAccessibleName(/Disabled$/);
});

const NOTE = "# Plan\nScores **orders** of `data`.\n- read\n  - once\n> with care";
const inFrame = JSON.stringify({
  ...(JSON.parse(
    flow(
      [
        { id: "a", kind: "generate", title: "First", params: { rows: 5 } },
        { id: "b", kind: "limit", title: "Second" },
        { id: "c", kind: "limit", title: "Third" },
      ],
      ["a.out -> b.in"],
    ),
  ) as object),
  view: {
    nodes: { a: { x: 40, y: 80 }, b: { x: 340, y: 80 }, c: { x: 760, y: 80 } },
    notes: [{ id: "n", x: 60, y: 320, width: 240, height: 180, text: NOTE }],
    frames: [{ id: "f", x: 0, y: 0, width: 600, height: 520, title: "Area", color: "teal" }],
    wires: [{ from: "a.out", to: "b.in", points: [{ x: 300, y: 240 }] }],
  },
});

async function openFrame(page: Page, launch: (file: string) => Promise<Host>, home: string): Promise<Editor> {
  const file = join(home, "frame.millrace.json");
  await writeFile(file, inFrame);
  const editor = await openFlow(page, await launch(file), 5);
  // The sample makes cards higher.
  for (const title of ["First", "Second"])
    await expect(editor.canvas.card(title).getByRole("table")).toBeVisible();
  return editor;
}

test("a frame takes along what lies in it: dragged, by the arrow keys, copied", async ({
  page,
  launch,
  home,
}) => {
  const editor = await openFrame(page, launch, home);
  const { canvas } = editor;
  const places = async () => ({
    first: await canvas.card("First").boundingBox(),
    note: await canvas.notes.first().boundingBox(),
    wire: await canvas.wirePath(0),
    third: await canvas.card("Third").boundingBox(),
  });
  const before = await places();
  const head = await middle(canvas.frameTitle("Area"));
  await canvas.drag(head, { x: head.x + 48, y: head.y + 32 });
  const after = await places();
  expect(after.first!.x).toBeGreaterThan(before.first!.x);
  expect(after.note!.y).toBeGreaterThan(before.note!.y);
  expect(after.wire).not.toBe(before.wire);
  expect(after.third).toEqual(before.third);
  await editor.expectUndo("move 4 items");
  await editor.undo();
  await expect.poll(places).toEqual(before);

  await canvas.frameTitle("Area").click();
  await editor.press("ArrowDown");
  expect((await places()).first!.y).toBeGreaterThan(before.first!.y);
  await editor.undo();
  await canvas.frameTitle("Area").click();
  await editor.press("ControlOrMeta+d");
  await editor.expectOpen(9);
  await expect(canvas.wires).toHaveCount(2);
});

test("titles of cards and frames are written where they stand: Enter keeps them, Escape and nothing at all do not", async ({
  page,
  launch,
  home,
}) => {
  const editor = await openFrame(page, launch, home);
  const { canvas } = editor;
  const card = canvas.root.getByRole("textbox", { name: "Title of the node" });
  const frame = canvas.root.getByRole("textbox", { name: "Title of the frame" });
  for (const [title, field] of [
    [canvas.title("First"), card],
    [canvas.frameTitle("Area"), frame],
  ] as const) {
    await title.dblclick();
    await expect(field).toBeFocused();
    await page.keyboard.type("Another");
    await page.keyboard.press("Escape");
    await expect(field).toHaveCount(0);
    await title.dblclick();
    await field.fill("  ");
    await page.keyboard.press("Enter");
    await expect(title).toBeVisible();
  }
  await expect(editor.unsaved).toHaveCount(0);
  await canvas.title("First").dblclick();
  await page.keyboard.type("Begin");
  await page.keyboard.press("Enter");
  await expect(canvas.card("Begin")).toBeVisible();
  await canvas.frameTitle("Area").dblclick();
  await page.keyboard.type("Region");
  // To go elsewhere keeps it as well.
  await canvas.title("Begin").click();
  await expect(canvas.frameTitle("Region")).toBeVisible();
  await editor.expectUndo("change frame");
});

test("a note shows its Markdown and is written in place", async ({ page, launch, home }) => {
  const editor = await openFrame(page, launch, home);
  const note = editor.canvas.notes.first();
  await expect(note.locator("strong")).toHaveText("orders");
  await expect(note.locator("code")).toHaveText("data");
  await expect(note.locator("blockquote")).toHaveText("with care");
  await expect(note.getByRole("listitem")).toHaveText(["read", "once"]);
  await note.dblclick({ position: { x: 20, y: 20 } });
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("\n*and* more");
  await page.keyboard.press("Escape");
  await expect(note.locator("em")).toHaveText("and");
  await editor.expectUndo("edit note");
});

test("a loose node is dropped into a wire, and taken out with the wires joined again", async ({
  page,
  launch,
  home,
}) => {
  const editor = await openFrame(page, launch, home);
  const { canvas } = editor;
  await canvas.select("First");
  await editor.press("e");
  await editor.command("Straighten the wire");
  const from = await middle(canvas.title("Third"));
  const to = await canvas.wireMiddle(0);
  await canvas.drag(from, { x: to.x, y: to.y });
  await expect(canvas.wires).toHaveCount(2);
  await editor.expectUndo("insert Third");
  await canvas.select("Third");
  await editor.press("ControlOrMeta+Delete");
  await expect(canvas.wires).toHaveCount(1);
  await editor.expectUndo("delete and reconnect node");
});

test("the picture of the graph shows all of it", async ({ page, launch, home }) => {
  const editor = await openFrame(page, launch, home);
  const save = async (keys: string) => {
    const download = page.waitForEvent("download");
    await editor.press(keys);
    return readFile(await (await download).path());
  };
  await editor.canvas.focus();
  const svg = (await save("ControlOrMeta+Alt+e")).toString();
  const read = await page.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, "image/svg+xml");
    const words = [...root.querySelectorAll("text")].map(({ textContent }) => textContent);
    return {
      root: root.nodeName,
      words,
      width: root.getAttribute("width"),
      height: root.getAttribute("height"),
    };
  }, svg);
  expect(read.root).toBe("svg");
  for (const word of ["First", "Second", "Third", "Area", "Plan", "orders", "x"])
    expect(read.words).toContain(word);

  const png = await save("ControlOrMeta+Shift+e");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(Number(read.width) * 2);
  expect(png.readUInt32BE(20)).toBe(Number(read.height) * 2);
});

test("several nodes are put in line from their menu", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  await canvas.move("Discount", { x: 0, y: 120 });
  await canvas.select("Discount");
  await canvas.select("Score", { add: true });
  await editor.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Align", exact: true }).hover();
  await page.getByRole("menuitem", { name: "Align top edges" }).click();
  const top = async (title: string) => (await canvas.card(title).boundingBox())!.y;
  expect(await top("Discount")).toBe(await top("Score"));
});

test("wires are pasted with the node, without asking for the clipboard", async ({
  page,
  launch,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  await canvas.select("Discount");
  await editor.press("ControlOrMeta+c");
  await editor.press("ControlOrMeta+Shift+v");
  await editor.expectOpen(6);
  await expect(canvas.wires).toHaveCount(5);
  await editor.press("ControlOrMeta+v");
  await editor.expectOpen(7);
  await expect(canvas.wires).toHaveCount(5);
});
