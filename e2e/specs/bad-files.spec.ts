// Files that something is wrong with: whatever can be shown is shown, and a person is told what to do.

import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../fixtures/flow.ts";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";
import { StartScreen } from "../pages/start-screen.ts";

test("a kind that is not known stays as it is, and the rest can be edited", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "unknown.millrace.json");
  const text = flow([
    { id: "rows", kind: "inline", title: "Rows", params: { rows: [{ a: 1 }] } },
    { id: "later", kind: "quantum-sort", title: "Quantum sort", params: { qubits: 3 } },
  ]);
  await writeFile(file, text);
  const editor = new Editor(page);
  await page.goto((await launch(file)).link);
  await editor.expectOpen(2);
  await expect(editor.canvas.card("Quantum sort")).toContainText('Unknown kind "quantum-sort"');
  await editor.canvas.select("Quantum sort");
  await expect(editor.inspector.root).toContainText('"qubits": 3');
  await editor.expectIssues(1);

  await editor.canvas.select("Rows");
  await editor.inspector.field("Title of the node").fill("My rows");
  await editor.press("ControlOrMeta+s");
  await expect(page.getByRole("img", { name: "Unsaved changes" })).toHaveCount(0);
  const saved = JSON.parse(await readFile(file, "utf8")) as { nodes: unknown[] };
  expect(saved.nodes[1]).toEqual((JSON.parse(text) as { nodes: unknown[] }).nodes[1]);
});

test("a file of a newer version can be looked at and saved elsewhere, not changed", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "newer.millrace.json");
  const older = JSON.parse(flow([{ id: "rows", kind: "inline", title: "Rows" }])) as object;
  const text = JSON.stringify({ ...older, version: 99, groups: [{ title: "New" }] });
  await writeFile(file, text);
  const editor = new Editor(page);
  await page.goto((await launch(file)).link);
  await editor.expectOpen(1);
  await expect(page.getByText("A newer version of Millrace wrote this file.")).toBeVisible();
  await editor.canvas.select("Rows");
  await expect(editor.inspector.field("Title of the node")).toHaveAttribute("readonly");
  await editor.press("Delete");
  await editor.expectOpen(1);
  expect(await readFile(file, "utf8")).toBe(text);
});

test("a model that is not there is named, with the next step", async ({ page, launch, samples }) => {
  await rm(samples["models/score.onnx"]);
  const editor = new Editor(page);
  await page.goto((await launch(samples["score.millrace.json"])).link);
  await editor.expectOpen(5);
  await editor.trust();
  await editor.goTo("Score");
  await expect(editor.inspector.root).toContainText('There is no file "models/score.onnx".');
  await expect(editor.inspector.root).toContainText("FILE_MISSING");
});

test("text that is no JSON leads back to the start", async ({ page, launch, home }) => {
  const file = join(home, "broken.millrace.json");
  await writeFile(file, '{\n  "format": "millrace",\n  "nodes": [,]\n}\n');
  await page.goto((await launch(file)).link);
  await expect(page.getByRole("heading", { name: /cannot be opened/ })).toBeVisible();
  await expect(page.getByText(/Line 3, column 13/)).toBeVisible();
  await page.getByRole("button", { name: "Back to the start" }).click();
  await expect(new StartScreen(page).root).toBeVisible();
});
