// A model that cannot take what arrives: the wire is red and says why, and one click repairs it.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../fixtures/flow.ts";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";

test("an impossible wire stays, red, and its fix makes the workflow run", async ({ page, launch, home }) => {
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
  await expect(canvas.root).toContainText("The model wants float32[N,1] for its input price");
  await canvas.root.getByRole("button", { name: "Insert Cast for price" }).first().click();

  await editor.expectOpen(3);
  await expect(canvas.redWires).toHaveCount(0);
  await editor.expectIssues(0);
  await editor.run();
  await canvas.expectState("Score", "Done");
  await editor.undo();
  await editor.expectOpen(2);
  await expect(canvas.redWires).toHaveCount(1);
});
