// A model node without a model: it learns one from the rows that arrive at it.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";

test("train on the rows that arrive, see how good it is, and undo it", async ({ page, home, launch }) => {
  const lines = Array.from(
    { length: 120 },
    (_, i) => `${i % 17},${(i * 7) % 11},${i % 17 > 8 ? "late" : "in time"}`,
  );
  await writeFile(join(home, "orders.csv"), `load,stops,outcome\n${lines.join("\n")}\n`);
  const editor = await withFlow({ page, home, launch }, [
    { id: "orders", kind: "csv", title: "Orders", params: { path: "orders.csv" } },
    { id: "model", kind: "onnx", title: "Outcome" },
  ]);
  await editor.canvas.select("Outcome");
  const { inspector } = editor;
  await inspector.button("Train on this data…").click();
  await inspector.field("Column to predict").fill("outcome");
  await inspector.button("Train").click();

  const figures = inspector.root.getByRole("status").getByRole("table");
  await expect(figures.getByRole("row", { name: /^accuracy/ })).toContainText("1");
  await expect(inspector.root.getByText("The model card is in model.card.md.")).toBeVisible();
  await expect(inspector.field("Model")).toHaveValue("model.onnx");
  await editor.expectUndo("train Outcome");

  // The file is there now, and it is no longer the node's own.
  await editor.undo();
  await inspector.button("Train again").click();
  await expect(inspector.root.getByRole("alert")).toContainText('"model.onnx" is there already.');
});
