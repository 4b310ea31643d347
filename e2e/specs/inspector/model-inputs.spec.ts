// The inputs of a model: columns are chosen, in an order that counts, or a number is given.

import { ORDERS } from "../../fixtures/samples.ts";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";

test("columns are offered for an input, and it can be filled with real ones", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "three", kind: "onnx", title: "Three", params: { model: "models/three.onnx" } },
  ]);
  await editor.canvas.select("Three");
  const inputs = editor.inspector.param("Inputs");
  await inputs.getByRole("button", { name: "Fill in columns for the inputs" }).click();
  await expect(inputs.getByLabel("Name, row 1")).toHaveValue("x");
  const chips = inputs.locator(".mr-tag");
  await expect(chips).toHaveText(["price", "volume", "age"]);
  await editor.expectIssues(0);

  await inputs.getByRole("button", { name: "Remove volume" }).click();
  await inputs.getByLabel("x, row 1").click();
  // Those that are numbers, and not there yet.
  await expect(page.getByRole("option")).toHaveText(["idfloat64", "volumefloat64"]);
  await page.getByRole("option", { name: "id" }).click();
  await expect(chips).toHaveText(["price", "age", "id"]);
  await expect(inputs.getByLabel("x, row 1")).toHaveValue("");
  await editor.expectIssues(0);
});

test("an input may be one number for all rows", async ({ page, home, launch, samples: _ }) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "score", kind: "onnx", title: "Score", params: { model: "models/score.onnx" } },
  ]);
  await editor.canvas.select("Score");
  const inputs = editor.inspector.param("Inputs");
  await inputs.getByRole("button", { name: "Add" }).click();
  await inputs.getByLabel("Name, row 1").fill("age");
  await inputs.getByLabel("age, row 1").fill("12");
  await inputs.getByLabel("age, row 1").press("Enter");
  await expect(inputs.locator(".mr-tag")).toHaveText(["12"]);
  await editor.expectIssues(0);
});
