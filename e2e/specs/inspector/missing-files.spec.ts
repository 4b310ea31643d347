// A file or a folder that is missing: the way to it stands where it is missed.

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { ORDERS } from "../../fixtures/samples.ts";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";
import { FileDialog } from "../../pages/file-dialog.ts";

test("the folder of an output is made with one click", async ({ page, home, launch, samples: _ }) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "out", kind: "write-csv", title: "Out", params: { path: "reports/2026/out.csv" } },
  ]);
  await editor.canvas.select("Out");
  const field = editor.inspector.param("File");
  await expect(field).toContainText("There is no folder");
  await field.getByRole("button", { name: "Make the folder" }).click();
  await editor.expectIssues(0);
  await expect(field).toContainText("Will be written");
  expect((await stat(join(home, "reports", "2026"))).isDirectory()).toBe(true);
});

test("a file that is missing is chosen where it is missed, in the list of issues too", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    { ...ORDERS, params: { path: "data/gone.csv" } },
    { id: "score", kind: "onnx", title: "Score", params: { model: "models/gone.onnx" } },
  ]);
  const dialog = new FileDialog(page, "Choose a file");
  await editor.canvas.select("Orders");
  const field = editor.inspector.param("File");
  await expect(field).toContainText("There is no file");
  await field.getByRole("button", { name: "Choose the file…" }).click();
  await dialog.open("orders.csv");
  await expect(field.getByRole("textbox")).toHaveValue("data/orders.csv");
  await editor.dock.show("Issues");
  await editor.dock.root.getByRole("button", { name: "Choose the file…" }).click();
  await new FileDialog(page, "Choose a file for “Model”").open("score.onnx");
  await editor.expectIssues(0);
});

test("a run that failed for a missing folder gives way once the folder is made", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "out", kind: "write-csv", title: "Out", params: { path: "reports/out.csv" } },
  ]);
  const out = editor.canvas.card("Out");
  await editor.runButton.click();
  await expect(editor.lastRun).toContainText("Run failed: There is no folder");
  await expect(out).toHaveAccessibleName(/failed/i);
  await editor.canvas.select("Out");
  await editor.inspector.param("File").getByRole("button", { name: "Make the folder" }).click();
  await editor.expectIssues(0);
  await expect(editor.lastRun).toHaveText("The folder that was missing is there now: run it again");
  await expect(out).not.toHaveAccessibleName(/failed/i);
  await expect(out).not.toContainText("There is no folder");
  await editor.run();
  expect((await stat(join(home, "reports", "out.csv"))).isFile()).toBe(true);
});
