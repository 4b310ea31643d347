// What is wrong says what it is and what each way out does; names are chosen from what there is.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ORDERS } from "../../fixtures/samples.ts";
import { expect, test } from "../../fixtures/test.ts";
import { withFlow } from "../../fixtures/with-flow.ts";

const ROWS = 60;

/** A column of numbers with a word for "none" among them. */
async function writeReadings(home: string): Promise<void> {
  const lines = Array.from({ length: ROWS }, (_, at) => `P-${at},${at === 9 ? "n.v." : at / 4}`);
  await mkdir(join(home, "data"), { recursive: true });
  await writeFile(join(home, "data", "readings.csv"), ["device,vibration", ...lines, ""].join("\n"));
}

const READINGS = { id: "readings", kind: "csv", title: "Readings", params: { path: "data/readings.csv" } };

test("a word among numbers is read as no value, or the column as text: the buttons say which", async ({
  page,
  home,
  launch,
}) => {
  await writeReadings(home);
  const editor = await withFlow({ page, home, launch }, [READINGS]);
  const { canvas, dock, inspector } = editor;
  await editor.expectIssues(1);
  await canvas.select("Readings");
  await expect(inspector.root.getByText("1 warning")).toBeVisible();
  await dock.show("Issues");
  await expect(dock.root.getByRole("button", { name: 'Read "vibration" as text' })).toBeVisible();
  await dock.root.getByRole("button", { name: 'Read "n.v." as no value' }).click();
  await editor.expectIssues(0);
  await dock.show("Preview");
  await expect(dock.header("vibration")).toContainText("vibration");
  await expect(dock.root.getByText(`${ROWS} sample rows`)).toBeVisible();
});

test("types are chosen from those there are, for columns of the file", async ({ page, home, launch }) => {
  await writeReadings(home);
  const editor = await withFlow({ page, home, launch }, [READINGS]);
  const { canvas, inspector } = editor;
  await canvas.select("Readings");
  const types = inspector.param("Types");
  await types.getByRole("button", { name: "Add" }).click();
  await types.getByLabel("Name, row 1").click();
  await page.getByRole("option", { name: /^vibration/ }).click();
  await inspector.chooseFrom(types.getByLabel("vibration, row 1"), "float32");
  await expect(types.getByLabel("vibration, row 1")).toHaveValue("float32");
  await editor.expectIssues(0);
});

test("inputs of a model are chosen from those of its file, and their columns from those that arrive", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "score", kind: "onnx", title: "Score", params: { model: "models/score.onnx" } },
  ]);
  await editor.canvas.select("Score");
  const inputs = editor.inspector.param("Inputs");
  await inputs.getByRole("button", { name: "Add" }).click();
  await inputs.getByLabel("Name, row 1").click();
  await expect(page.getByRole("option", { name: /^volume float32/ })).toBeVisible();
  await expect(page.getByRole("option", { name: /^city/ })).toHaveCount(0);
});

test("a new branch has a name on its card, says once that it needs a condition, and takes a comma", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    ORDERS,
    { id: "split", kind: "branch", title: "Split", params: {} },
  ]);
  const { canvas, inspector } = editor;
  await canvas.select("Split");
  await inspector.button("Add a branch").click();
  await expect(canvas.card("Split")).toContainText('The branch "case-1" has no condition yet.');
  await expect(canvas.card("Split")).not.toContainText("{");
  await canvas.expectState("Split", "Needs a look");
  await inspector.button("Add a condition").click();
  await inspector.field("Column").fill("price");
  await inspector.choose("Comparison", "at least");
  await inspector.fill("Value", "40,5");
  await expect(inspector.field("Value")).toHaveValue("40.5");
  await inspector.fill("Name, row 1", "Dear");
  await editor.expectIssues(0);
  await expect(canvas.card("Split")).toContainText("Rows of “Dear”");
});

test("a kind is found by another word for what it does", async ({ page, home, launch, samples: _ }) => {
  const editor = await withFlow({ page, home, launch }, [ORDERS]);
  const { palette } = editor;
  await palette.root.getByRole("searchbox", { name: "Search nodes" }).fill("split");
  await expect(palette.item("Branch")).toBeVisible();
  await expect(palette.item("One-hot")).toHaveCount(0);
});
