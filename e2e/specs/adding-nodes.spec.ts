// Where new nodes go, which keys begin a workflow, and that nothing lies over anything when it is tidied and has run.

import { openFlow } from "../fixtures/open.ts";
import { ORDERS } from "../fixtures/samples.ts";
import { expect, test } from "../fixtures/test.ts";
import { withFlow } from "../fixtures/with-flow.ts";
import { boxOf } from "../pages/canvas.ts";
import { Editor } from "../pages/editor.ts";
import { Picker } from "../pages/picker.ts";
import { StartScreen } from "../pages/start-screen.ts";

const wire = (editor: Editor, from: string, to: string) =>
  editor.canvas.root.getByRole("img", { name: `Wire from ${from} to ${to}`, exact: true });

test("a node that is added goes behind the selected one and is wired to it", async ({
  page,
  launch,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  await canvas.select("Orders");
  // One node alone is wired to nothing, and is told so.
  await editor.press("w");
  await expect(page.getByText("Select the nodes to wire first")).toBeVisible();
  await editor.palette.add("Limit");
  await editor.expectOpen(6);
  await expect(wire(editor, "Orders", "Limit")).toBeVisible();
  await expect(canvas.card("Limit")).toBeInViewport({ ratio: 0.99 });
  const [orders, limit] = [await boxOf(canvas.card("Orders")), await boxOf(canvas.card("Limit"))];
  expect(limit.x).toBeGreaterThan(orders.x + orders.width);
  expect(await canvas.overlaps()).toEqual([]);
  await editor.expectUndo("add Limit");

  // What was added is selected: the next one goes behind it, out of sight but for being brought there.
  await editor.press("Tab");
  const add = new Picker(page, "Add a node");
  // What can follow comes first, what cannot last.
  await expect(add.options.first()).toContainText("Aggregate");
  await expect(add.root.getByText("Sources, without a wire")).toHaveCount(1);
  await add.take("filter rows");
  await expect(wire(editor, "Limit", "Filter rows")).toBeVisible();
  await expect(canvas.card("Filter rows")).toBeInViewport({ ratio: 0.99 });
  expect(await canvas.overlaps()).toEqual([]);

  // Nothing can follow an action: beside it, without a wire.
  await canvas.select("Scored");
  await editor.palette.add("Inline rows");
  await editor.expectOpen(8);
  await expect(canvas.card("Inline rows")).toBeInViewport({ ratio: 0.99 });
  await expect(wire(editor, "Scored", "Inline rows")).toHaveCount(0);
  expect(await canvas.overlaps()).toEqual([]);
});

test("a workflow is begun with keys alone", async ({ page, launch }) => {
  await page.goto((await launch()).link);
  const start = new StartScreen(page);
  await start.root.getByRole("button", { name: /^Empty canvas/ }).press("Enter");
  const editor = new Editor(page);
  await editor.expectOpen(0);
  await expect(editor.canvas.root.getByRole("application", { name: "Workflow" })).toBeFocused();
  await editor.press("Tab");
  await new Picker(page, "Add a node").take("CSV file");
  await editor.expectOpen(1);
  await editor.press("Enter");
  await expect(editor.inspector.field("File")).toBeFocused();
  await page.keyboard.type("data/orders.csv");
  await expect(editor.inspector.field("File")).toHaveValue("data/orders.csv");

  // A new one again, by the menu: keys go to the canvas, not to the button of the menu.
  await editor.command("New");
  await page.getByRole("button", { name: "Do not save" }).click();
  await editor.expectOpen(0);
  await expect(editor.canvas.root.getByRole("application", { name: "Workflow" })).toBeFocused();
});

test("a tidied workflow has room for the rows and the figures of its nodes", async ({
  page,
  home,
  launch,
}) => {
  const sinks = ["one", "two", "three"].map((id) => ({
    id,
    kind: "write-csv",
    params: { path: `${id}.csv`, columns: ["id", "price"], delimiter: ";" },
  }));
  const editor = await withFlow(
    { page, home, launch },
    [ORDERS, ...sinks],
    sinks.map(({ id }) => `orders.out -> ${id}.in`),
  );
  await editor.canvas.focus();
  await editor.press("ControlOrMeta+Shift+f");
  await expect(editor.unsaved).toBeVisible();
  await editor.run();
  await expect(editor.canvas.card("three")).toContainText("40 rows");
  expect(await editor.canvas.overlaps()).toEqual([]);
});

test("Ctrl+A beside the canvas marks nothing of the interface", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.status.click();
  await editor.runButton.focus();
  await editor.press("ControlOrMeta+a");
  expect(await page.evaluate(() => String(window.getSelection()))).toBe("");
});
