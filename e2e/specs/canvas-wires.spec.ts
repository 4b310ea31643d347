// Wires: moved to another port, cut, bent, and all of it by keyboard too.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { withFlow } from "../fixtures/with-flow.ts";
import { middle } from "../pages/canvas.ts";
import { Picker } from "../pages/picker.ts";
import type { Editor } from "../pages/editor.ts";

const wire = (editor: Editor, from: string, to: string) =>
  editor.canvas.root.getByRole("img", { name: `Wire from ${from} to ${to}`, exact: true });

test("the end of a wire is dragged to another port, and back by undo", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  await expect(wire(editor, "Orders", "Discount")).toBeVisible();
  await canvas.drag(await canvas.wireEnd(0), await middle(canvas.input("Score")));
  // Its input takes one wire: the one that ended there gives way.
  await expect(wire(editor, "Orders", "Score")).toBeVisible();
  await expect(wire(editor, "Orders", "Discount")).toHaveCount(0);
  await expect(wire(editor, "Discount", "Score")).toHaveCount(0);
  await expect(canvas.wires).toHaveCount(3);
  await editor.expectUndo("move wire");
  await editor.undo();
  await expect(wire(editor, "Orders", "Discount")).toBeVisible();
  await expect(canvas.wires).toHaveCount(4);

  // On a card beside its ports the one that fits is meant.
  await canvas.drag(await canvas.wireEnd(0), await middle(canvas.title("Dear ones")));
  await expect(wire(editor, "Orders", "Dear ones")).toBeVisible();
  await editor.undo();

  await canvas.drag(await canvas.wireStart(2), await middle(canvas.output("Orders")));
  await expect(wire(editor, "Orders", "Dear ones")).toBeVisible();
  await expect(wire(editor, "Score", "Dear ones")).toHaveCount(0);
});

test("a wire is chosen and cut by keyboard", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  await canvas.select("Discount");
  await editor.press("e");
  await expect(editor.inspector.root.getByRole("heading", { name: "Wire" })).toBeVisible();
  await expect(editor.inspector.root).toContainText("Score");
  await editor.press("Shift+e");
  await expect(editor.inspector.root).toContainText("Orders");
  await editor.press("Delete");
  await expect(wire(editor, "Orders", "Discount")).toHaveCount(0);
  await expect(canvas.wires).toHaveCount(3);
  await editor.expectUndo("delete wire");
  await editor.undo();
  await expect(canvas.wires).toHaveCount(4);
});

test("a node is put into a wire that was chosen by keyboard", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.select("Orders");
  await editor.press("e");
  await editor.press("Tab");
  await new Picker(page, "Add a node").take("limit");
  await editor.expectOpen(6);
  await expect(wire(editor, "Orders", "Limit")).toBeVisible();
  await expect(wire(editor, "Limit", "Discount")).toBeVisible();
});

test("a double click bends a wire, its point is dragged and taken away", async ({
  page,
  launch,
  samples,
}) => {
  const file = samples["score.millrace.json"];
  const editor = await openFlow(page, await launch(file), 5);
  const { canvas } = editor;
  const before = await canvas.wirePath(1);
  const at = await canvas.wireMiddle(1);
  await canvas.doubleClick(at);
  const point = canvas.root.getByRole("button", { name: "Point 1 of the wire" });
  await expect(point).toBeVisible();
  await canvas.drag(await middle(point), { x: at.x, y: at.y + 120 });
  await expect.poll(() => canvas.wirePath(1)).not.toBe(before);
  await editor.expectUndo("bend wire");

  // The file keeps it, and nodes that move together take it along.
  const saved = async () =>
    JSON.parse(await readFile(file, "utf8")) as { view: { wires?: { points: object[] }[] } };
  await editor.save();
  const [bent] = (await saved()).view.wires ?? [];
  expect(bent).toMatchObject({ from: "discount.out", to: "score.in" });
  expect(bent.points).toHaveLength(1);
  await editor.press("ControlOrMeta+a");
  await editor.press("Shift+ArrowDown");
  await editor.save();
  expect((await saved()).view.wires?.[0].points).not.toEqual(bent.points);
  await editor.undo();

  await canvas.hoverWire(1);
  await point.dblclick();
  await expect(point).toHaveCount(0);
  await expect.poll(() => canvas.wirePath(1)).toBe(before);
});

test("a wire is bent and laid straight by keyboard", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  const before = await canvas.wirePath(1);
  await canvas.select("Discount");
  await editor.press("e");
  await editor.press("Shift+b");
  for (let press = 0; press < 3; press++) await editor.press("Shift+ArrowDown");
  await expect.poll(() => canvas.wirePath(1)).not.toBe(before);
  await editor.command("Straighten the wire");
  await expect.poll(() => canvas.wirePath(1)).toBe(before);
});

test("the menu key opens the menu of what is selected", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.select("Discount");
  await editor.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Run to here" }).waitFor();
  await editor.press("Escape");
  // Until it has gone the menu takes the keys.
  await expect(page.getByRole("menu")).toHaveCount(0);
  await editor.press("e");
  await editor.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Delete wire" }).click();
  await expect(wire(editor, "Discount", "Score")).toHaveCount(0);
});

test("what a wire tells takes no click away, and a click on its middle chooses it", async ({
  page,
  launch,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  await canvas.hoverWire(0);
  const card = canvas.wireCard.getByText("5 columns");
  await expect(card).toBeVisible();
  const { x, y } = await middle(card);
  expect(
    await page.evaluate(([a, b]) => document.elementFromPoint(a, b)?.closest(".mr-wire-card"), [x, y]),
  ).toBe(null);
  const at = await canvas.wireMiddle(0);
  await page.mouse.click(at.x, at.y);
  await expect(editor.inspector.root.getByRole("heading", { name: "Wire" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a wire that a model refuses never says that it can be let go: not at its beginning, not while it is checked", async ({
  page,
  launch,
  home,
  samples: _,
}) => {
  const lines = [
    { id: "orders", kind: "csv", title: "Orders", params: { path: "data/orders.csv" } },
    { id: "first", kind: "limit", title: "First", params: { rows: 10 } },
    { id: "model", kind: "onnx", title: "Model", params: { model: "models/three.onnx" } },
    { id: "out", kind: "print-table", title: "Shown" },
  ];
  const wires = ["first.out -> model.in", "orders.out -> out.gone"];
  const editor = await withFlow({ page, home, launch }, lines, wires);
  const { canvas } = editor;
  const note = canvas.root.locator(".mr-new-wire-note");
  const said = await listenTo(page);
  const from = await middle(canvas.output("Orders"));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 3, from.y + 2, { steps: 3 });
  await expect(canvas.root.locator(".mr-new-wire")).toBeVisible();
  await expect(note).toHaveCount(0);

  const drawTo = async ({ x, y }: { readonly x: number; readonly y: number }) =>
    page.mouse.move(x, y, { steps: 8 });
  // Further on a model wants other columns.
  await drawTo(await middle(canvas.input("First")));
  await expect(note).toContainText("Model: The model wants float32[N,3]");
  await drawTo(await middle(canvas.input("Model")));
  await expect(note).toContainText("The model wants float32[N,3]");
  await drawTo(await middle(canvas.input("Shown", "gone")));
  await expect(note).toContainText('The node has no port "gone"');
  expect((await said()).filter((text) => text.includes("Release to connect"))).toEqual([]);

  await drawTo(await middle(canvas.input("Shown")));
  await expect(note).toContainText("Release to connect");
  await page.mouse.up();
  await expect(wire(editor, "Orders", "Shown")).toHaveCount(2);
});

/** All that the note of a new wire says from now on, also what it says for a moment. */
async function listenTo(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    const hear = () => said.push(document.querySelector(".mr-new-wire-note")?.textContent ?? "");
    new MutationObserver(hear).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    Object.assign(window, { said });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}
