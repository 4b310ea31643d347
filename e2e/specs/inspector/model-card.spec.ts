// What an .onnx file is, beside the node that runs it and in the dock.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../../fixtures/flow.ts";
import { expect, test } from "../../fixtures/test.ts";
import { openFlow } from "../../fixtures/open.ts";

test("the dock shows the card of the selected node's model", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas, dock } = editor;
  await canvas.select("Orders");
  await dock.show("Model");
  await expect(dock.root).toContainText("This node runs no model");
  await dock.root.getByRole("button", { name: "Show the first model" }).click();

  const card = dock.root.getByRole("article", { name: "Model card" });
  await expect(card).toContainText("models/score.onnx");
  for (const words of ["float32[N,1]", "int64[N,1]", "bool[N,1]"]) await expect(card).toContainText(words);
  await expect(card.getByRole("heading", { name: /^Operators/ })).toBeVisible();
  for (const fact of ["Parameters", "Licence", "Opset", "sha256", "Opens"])
    await expect(card.getByRole("term").filter({ hasText: fact })).toBeVisible();
  await expect(card.locator("code").filter({ hasText: /^[0-9a-f]{64}$/ })).toBeVisible();
});

test("the inspector says what computed a model, and why it was not what was asked for", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "elsewhere.millrace.json");
  const model = { model: "models/score.onnx", provider: "openvino", providerElse: "cpu" };
  const nodes = [
    { id: "orders", kind: "csv", title: "Orders", params: { path: "data/orders.csv" } },
    { id: "score", kind: "onnx", title: "Score", params: model },
    { id: "show", kind: "print-table", title: "Show" },
  ];
  await writeFile(file, flow(nodes));
  const editor = await openFlow(page, await launch(file), 3);
  await editor.run();
  await editor.canvas.select("Score");
  await editor.inspector.toggle("Model");
  await expect(editor.inspector.root).toContainText("computed by cpu, inline");
  await expect(editor.inspector.root).toContainText("Not by openvino");
});
