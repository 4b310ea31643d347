// The sample of a workflow while it is edited: what it may do, how its rows are shown, and how they are kept.

import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../../fixtures/flow.ts";
import { openFlow } from "../../fixtures/open.ts";
import { ORDERS } from "../../fixtures/samples.ts";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";
import { Editor } from "../../pages/editor.ts";

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

test("a file from elsewhere reads and computes nothing before it is trusted, and no action ever", async ({
  page,
  home,
  launch,
  samples,
}) => {
  await page.goto((await launch(samples["score.millrace.json"])).link);
  const editor = new Editor(page);
  const { canvas, dock } = editor;
  await editor.expectOpen(5);
  await expect(editor.inspector.root).toContainText("waits for your trust");
  await canvas.select("Score");
  await expect(dock.root).toContainText("This workflow came from somewhere else");
  await expect(dock.root.getByRole("gridcell")).toHaveCount(0);
  await expect(canvas.root).not.toContainText("sample rows");

  await dock.root.getByRole("button", { name: "Trust and preview" }).click();
  // Half of 10, twice, and 3.
  await expect(dock.cell("13").first()).toBeVisible();
  // What arrives at the action is shown, and nothing is written.
  await canvas.select("Scored");
  await expect(dock.root).toContainText("29 sample rows");
  await expect(dock.header("score")).toBeVisible();
  await expect(canvas.card("Scored")).toContainText("sample rows");
  expect(await exists(join(home, "scored.csv"))).toBe(false);
});

test("ten thousand rows are scrolled through, of which only those in sight are drawn", async ({
  page,
  home,
  launch,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    {
      id: "made",
      kind: "generate",
      title: "Made",
      params: { rows: 20_000, columns: { n: { kind: "sequence", start: 1 } } },
    },
  ]);
  const { dock } = editor;
  await editor.canvas.select("Made");
  await dock.root.getByRole("button", { name: /^First 100/ }).click();
  await page.getByRole("menuitemradio", { name: /10.000/ }).click();
  await expect(dock.root).toContainText(/10.000 sample rows/);
  const table = dock.root.getByRole("grid", { name: "Rows of Made" });
  await expect(table).toHaveAttribute("aria-rowcount", "10001");
  await table.getByRole("gridcell").first().click();
  await page.keyboard.press("ControlOrMeta+End");
  await expect(table.getByRole("gridcell", { name: /^10.?000$/ })).toBeVisible();
  expect(await table.getByRole("row").count()).toBeLessThan(100);
});

test("columns are told in figures: histogram, nulls, least and greatest, most frequent values", async ({
  page,
  home,
  launch,
}) => {
  const rows = [{ n: 1, c: "a" }, { n: 2, c: "a" }, { n: 6, c: "b" }, { c: "a" }];
  const editor = await withFlow({ page, home, launch }, [
    { id: "rows", kind: "inline", title: "Rows", params: { rows } },
  ]);
  await editor.canvas.select("Rows");
  await editor.dock.show("Columns");
  const card = (name: string) => editor.dock.root.getByRole("article", { name, exact: true });
  await expect(card("n")).toContainText("25");
  for (const figure of ["Min1", "Median2", "Mean3", "Max6"]) await expect(card("n")).toContainText(figure);
  await expect(card("n").getByRole("img", { name: "Spread of n" })).toBeVisible();
  await expect(card("c").getByRole("list", { name: "Most frequent values of c" })).toContainText("a75");
});

test("a node's rows are shown before and after it, side by side", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "more", kind: "formula", title: "More", params: { columns: { twice: "price * 2" } } },
  ]);
  const { dock } = editor;
  await editor.canvas.select("More");
  await dock.root.getByRole("button", { name: "Before and after" }).click();
  const [before, after] = ["Rows of Orders", "Rows of More"].map((name) =>
    dock.root.getByRole("grid", { name }),
  );
  await expect(before.getByRole("columnheader", { name: /^twice/ })).toHaveCount(0);
  await expect(after.getByRole("columnheader", { name: /^twice/ })).toBeVisible();
  await expect(dock.root).toContainText("new: twice");
  const [left, right] = [await before.boundingBox(), await after.boundingBox()];
  expect(left!.x + left!.width).toBeLessThanOrEqual(right!.x);
});

test("a pinned sample stays as it is, and nodes after it go on from it", async ({ page, home, launch }) => {
  const editor = await withFlow({ page, home, launch }, [
    { id: "rows", kind: "inline", title: "Rows", params: { rows: [{ n: 1 }, { n: 2 }] } },
    { id: "more", kind: "formula", title: "More", params: { columns: { twice: "n * 2" } } },
  ]);
  const { canvas, dock, inspector } = editor;
  await canvas.select("Rows");
  await expect(dock.cell("2").first()).toBeVisible();
  await dock.root.getByRole("button", { name: /^Pin this sample/ }).click();
  await expect(canvas.card("Rows").getByRole("img", { name: "Pinned sample" })).toBeVisible();
  await expect(dock.root).toContainText("Pinned");
  await inspector.root.getByLabel("n, row 2").fill("50");
  await canvas.select("More");
  await expect(dock.cell("4")).toBeVisible();
  await expect(dock.cell("100")).toHaveCount(0);

  await canvas.select("Rows");
  await dock.root.getByRole("button", { name: /^Unpin this sample/ }).click();
  await canvas.select("More");
  await expect(dock.cell("100")).toBeVisible();
});

test("a pinned sample outlives the engine that has computed it", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const file = join(home, "pinned.millrace.json");
  await writeFile(
    file,
    flow(
      [
        { id: "rows", kind: "inline", title: "Rows", params: { rows: [{ n: 1 }, { n: 2 }] } },
        { id: "more", kind: "formula", title: "More", params: { columns: { twice: "n * 2" } } },
        ORDERS,
        { id: "slow", kind: "onnx", title: "Slow", params: { model: "models/slow.onnx" } },
      ],
      ["rows.out -> more.in", `${ORDERS.id}.out -> slow.in`],
    ),
  );
  const host = await launch(file);
  const editor = await openFlow(page, host, 4);
  const { canvas, dock, inspector } = editor;
  await canvas.select("Rows");
  await expect(dock.cell("2").first()).toBeVisible();
  await dock.root.getByRole("button", { name: /^Pin this sample/ }).click();
  await inspector.root.getByLabel("n, row 2").fill("50");
  const before = await host.engines();
  // In the middle of the model it hears nothing, and another takes its place.
  await canvas.expectState("Slow", "Running");
  await page.getByRole("button", { name: /^Stop the sample \(/ }).click();
  await expect
    .poll(async () => (await host.engines()).filter((pid) => !before.includes(pid)), { timeout: 20_000 })
    .not.toEqual([]);
  await page.getByRole("button", { name: "Sample stopped" }).click();
  // The last of all: the others have been computed anew.
  await canvas.expectState("Slow", "Running");
  await canvas.select("More");
  await expect(dock.cell("4")).toBeVisible();
  await expect(dock.cell("100")).toHaveCount(0);
});

test("a sample that takes long says for how long, is stopped, and goes on with the next edit", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "slow", kind: "onnx", title: "Slow", params: { model: "models/slow.onnx" } },
  ]);
  const { canvas, dock, inspector } = editor;
  const status = page.getByRole("contentinfo", { name: "Status" });
  await canvas.select("Slow");
  await expect(dock.root.getByRole("timer")).toHaveText(/^Computing for \d+.*: 1 of 2 nodes done$/);
  await expect(status.getByRole("button", { name: /^Stop the sample \(/ })).toBeVisible();
  await dock.root.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(dock.root).toContainText("The sample was stopped");
  await canvas.expectState("Slow", "Not run yet");
  // The engine, which heard nothing in the middle of the model, is replaced.
  await expect(status).toContainText("Engine ready");

  await status.getByRole("button", { name: "Sample stopped" }).click();
  await expect(dock.root.getByRole("timer")).toHaveText(/^Computing for \d+/);
  await status.getByRole("button", { name: /^Stop the sample \(/ }).click();
  await expect(dock.root).toContainText("The sample was stopped");

  await inspector.fill("Prefix", "p_");
  await expect(dock.root.getByRole("timer")).toHaveText(/^Computing for \d+/);
});

test("rows before a model that is stopped are all there, though its process had to be ended", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "slow", kind: "onnx", title: "Slow", params: { model: "models/slow.onnx" } },
  ]);
  const { canvas, dock } = editor;
  await canvas.select("Slow");
  await expect(dock.root.getByRole("timer")).toHaveText(/^Computing for \d+/);
  await canvas.select("Orders");
  await dock.root.getByRole("button", { name: "Stop", exact: true }).click();
  // The card has the first rows; the others come from the process that took its place.
  await expect(dock.cell("19.59")).toBeVisible({ timeout: 30_000 });
  await expect(dock.root).not.toContainText("could not be fetched");
  await expect(editor.status).toContainText("Sample stopped");
});

test("a source of the network says that it is asked only in a run, and so does what is behind it", async ({
  page,
  home,
  launch,
}) => {
  const params = { url: "http://127.0.0.1:9/", look: true };
  const editor = await withFlow(
    { page, home, launch },
    [
      { id: "shop", kind: "http-json", title: "Shop", params },
      { id: "few", kind: "limit", title: "Few", params: { rows: 1 } },
    ],
    ["shop.out -> few.in"],
  );
  const { canvas, dock } = editor;
  await canvas.select("Shop");
  await expect(dock.root).toContainText("Asked only in a run");
  await expect(dock.root).toContainText("Run the workflow");
  await canvas.select("Few");
  await expect(dock.root).toContainText("A node before this one is asked only in a run");
});
