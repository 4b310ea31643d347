// From nothing to predictions: a table and a model are dropped on the first screen, a branch uses the answers.

import { dropFiles } from "../fixtures/drop-files.ts";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";
import { StartScreen } from "../pages/start-screen.ts";

test("a table and a model dropped on the first screen predict, and a branch takes the answers", async ({
  page,
  launch,
  samples,
}) => {
  await page.goto((await launch()).link);
  await dropFiles(new StartScreen(page).root, [samples["data/orders.csv"], samples["models/score.onnx"]]);

  const editor = new Editor(page);
  const { canvas, dock, palette } = editor;
  await editor.expectOpen(2);
  await expect(canvas.wires).toHaveCount(1);
  // 2 × 10 + 3 + 0: the model's answer to the first row, on its card and in the dock.
  await expect(canvas.card("ONNX model")).toContainText("score");
  await canvas.select("ONNX model");
  await expect(dock.header("score")).toBeVisible();
  await expect(dock.cell("23").first()).toBeVisible();
  await editor.expectIssues(0);

  await palette.drag("Branch", await canvas.place(0.3, 0.85));
  await canvas.connect("ONNX model", "Branch");
  await expect(canvas.wires).toHaveCount(2);
});

test("a workflow is made on the empty canvas, by drag and drop from the palette", async ({
  page,
  launch,
  samples,
}) => {
  await page.goto((await launch()).link);
  await new StartScreen(page).empty();
  const editor = new Editor(page);
  const { canvas, palette } = editor;
  await editor.expectOpen(0);
  await dropFiles(canvas.root, [samples["data/orders.csv"]], { x: 80, y: 60 });
  await editor.expectOpen(1);
  await palette.drag("Formula", await canvas.place(0.55, 0.3));
  await canvas.connect("CSV file", "Formula");
  await expect(canvas.wires).toHaveCount(1);
});
