// A model that cannot take what arrives: the wire is red and says why, and one click repairs it.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../fixtures/flow.ts";
import { openFlow } from "../fixtures/open.ts";
import { orderOf, pairs, readRows } from "../fixtures/predictions.ts";
import { ORDERS } from "../fixtures/samples.ts";
import { expect, test } from "../fixtures/test.ts";

test("another model wants other columns: the wire says so, and its fix makes it predict", async ({
  page,
  launch,
  samples,
  home,
}) => {
  const file = join(home, "flow.millrace.json");
  await writeFile(
    file,
    flow([
      ORDERS,
      { id: "model", kind: "onnx", title: "Model", params: { model: "models/score.onnx" } },
      { id: "file", kind: "write-csv", title: "Answers", params: { path: "answers.csv" } },
    ]),
  );
  const editor = await openFlow(page, await launch(file), 3);
  const { canvas, inspector } = editor;
  await editor.expectIssues(0);
  await canvas.select("Model");
  await inspector.fill("Model", "models/three.onnx");

  await expect(canvas.redWires).toHaveCount(1);
  await canvas.expectRed(0);
  await canvas.expectState("Model", "Failed");
  await editor.runButton.click();
  await expect(editor.lastRun).toContainText("Run failed: The model wants float32[N,3]");
  await canvas.hoverWire(0);
  await expect(canvas.wireCard).toContainText("The model wants float32[N,3], 4 numeric columns arrive");
  await canvas.wireFix("Take price, volume, age → x").click();

  await expect(canvas.redWires).toHaveCount(0);
  await editor.expectIssues(0);
  await editor.run();
  await canvas.expectState("Answers", "Done");
  const orders = await readRows(samples["data/orders.csv"]);
  const expected = await pairs(samples["models/three.onnx"], orders.map(orderOf));
  const written = await readRows(join(home, "answers.csv"));
  const answers = written.map((row) => [row.y0, row.y1].map((cell) => Math.fround(Number(cell))));
  expect(answers).toEqual(expected);

  await canvas.focus();
  await editor.undo();
  await expect(canvas.redWires).toHaveCount(1);
  await editor.undo();
  await expect(canvas.redWires).toHaveCount(0);
});

test("text where the model wants a number: the fix puts a node into the wire", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "wrong.millrace.json");
  const orders = { path: "data/orders.csv", types: { price: "text" } };
  await writeFile(
    file,
    flow([
      { id: "orders", kind: "csv", title: "Orders", params: orders },
      { id: "score", kind: "onnx", title: "Score", params: { model: "models/score.onnx" } },
    ]),
  );
  const editor = await openFlow(page, await launch(file), 2);
  const { canvas } = editor;
  await expect(canvas.redWires).toHaveCount(1);
  await editor.expectIssues(1);
  await canvas.expectState("Score", "Failed");

  await canvas.hoverWire(0);
  await expect(canvas.wireCard).toContainText("The model wants float32[N,1] for its input price");
  await canvas.wireFix("Insert Cast for price").click();

  await editor.expectOpen(3);
  await expect(canvas.redWires).toHaveCount(0);
  await editor.expectIssues(0);
  await editor.run();
  await canvas.expectState("Score", "Done");
  await editor.undo();
  await editor.expectOpen(2);
  await expect(canvas.redWires).toHaveCount(1);
});
