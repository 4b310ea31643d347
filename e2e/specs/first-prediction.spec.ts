// From nothing to predictions: a table and a model are dropped, wired, looked at, used, run and saved.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dropFiles } from "../fixtures/drop-files.ts";
import { orderOf, readRows, scores } from "../fixtures/predictions.ts";
import { expect, test } from "../fixtures/test.ts";
import type { Canvas } from "../pages/canvas.ts";
import { Editor } from "../pages/editor.ts";
import { StartScreen } from "../pages/start-screen.ts";

/** Those with a higher score are written. */
const DEAR = 60;
const SHOWN_ROWS = 3;

/** A card shows four figures of a number. */
const shown = (value: number) => String(Number(value.toPrecision(4)));

async function expectPredictions(canvas: Canvas, expected: readonly number[]): Promise<void> {
  const column = async () => {
    const [names = [], ...rows] = await canvas.preview("score.onnx");
    return rows.map((cells) => cells[names.indexOf("score")]);
  };
  await expect.poll(column).toEqual(expected.slice(0, SHOWN_ROWS).map(shown));
}

test("a table and a model on the empty canvas predict, and what comes of it is written", async ({
  page,
  launch,
  samples,
  home,
}) => {
  const orders = await readRows(samples["data/orders.csv"]);
  const expected = await scores(samples["models/score.onnx"], orders.map(orderOf));
  await page.goto((await launch()).link);
  await new StartScreen(page).empty();
  const editor = new Editor(page);
  const { canvas, dock, inspector, palette } = editor;
  await editor.expectOpen(0);

  await dropFiles(canvas.root, [samples["data/orders.csv"]], { x: 80, y: 60 });
  await editor.expectOpen(1);
  await dropFiles(canvas.root, [samples["models/score.onnx"]], { x: 400, y: 60 });
  await editor.expectOpen(2);
  await canvas.connect("orders.csv", "score.onnx");
  await expect(canvas.wires).toHaveCount(1);
  await expectPredictions(canvas, expected);
  await canvas.select("score.onnx");
  await expect(dock.header("score")).toBeVisible();
  await expect(dock.header("isOld")).toBeVisible();

  await palette.drag("Branch", await canvas.place(0.1, 0.7));
  await canvas.connect("score.onnx", "Branch");
  await inspector.button("Add a branch").click();
  await inspector.field("Name, row 1").fill("Dear");
  await inspector.button("Add a condition").click();
  await inspector.field("Column").fill("score");
  await inspector.choose("Comparison", "more than");
  await inspector.fill("Value", String(DEAR));
  await palette.drag("Write CSV", await canvas.place(0.5, 0.7));
  await canvas.connect("Branch", "Write CSV", { out: "Dear" });
  await canvas.select("Write CSV");
  await inspector.fill("File", "dear.csv");
  await editor.expectIssues(0);

  await editor.run();
  await canvas.expectState("Write CSV", "Done");
  await expect(editor.lastRun).not.toContainText("failed");
  await editor.saveAs("first");

  const dear = orders
    .map((order, at) => ({ order, score: expected[at] }))
    .filter(({ score }) => score > DEAR);
  expect(dear.length).toBeGreaterThan(0);
  expect(dear.length).toBeLessThan(orders.length);
  const written = await readRows(join(home, "dear.csv"));
  expect(written.map(({ id }) => id)).toEqual(dear.map(({ order }) => order.id));
  // The shortest text that gives back the float32 of the model.
  expect(written.map(({ score }) => Math.fround(Number(score)))).toEqual(dear.map(({ score }) => score));
  expect(written.map(({ city }) => city)).toEqual(dear.map(({ order }) => order.city));

  const saved = JSON.parse(await readFile(join(home, "first.millrace.json"), "utf8")) as { edges: unknown[] };
  expect(saved.edges).toHaveLength(3);
  await page.reload();
  await editor.expectOpen(4);
  await expectPredictions(canvas, expected);
});

test("a table and a model dropped on the first screen are wired already", async ({
  page,
  launch,
  samples,
}) => {
  const orders = await readRows(samples["data/orders.csv"]);
  const expected = await scores(samples["models/score.onnx"], orders.map(orderOf));
  await page.goto((await launch()).link);
  await dropFiles(new StartScreen(page).root, [samples["data/orders.csv"], samples["models/score.onnx"]]);
  const editor = new Editor(page);
  await editor.expectOpen(2);
  await expect(editor.canvas.wires).toHaveCount(1);
  await expectPredictions(editor.canvas, expected);
  await editor.expectIssues(0);
});
