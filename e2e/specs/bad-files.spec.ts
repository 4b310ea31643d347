// Files that something is wrong with: whatever can be shown is shown, and a person is told what to do.

import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dropFiles } from "../fixtures/drop-files.ts";
import { flow } from "../fixtures/flow.ts";
import { expectJournaled } from "../fixtures/journaled.ts";
import { openFlow } from "../fixtures/open.ts";
import { expect, test } from "../fixtures/test.ts";
import { withFlow } from "../fixtures/with-flow.ts";
import { boxOf } from "../pages/canvas.ts";
import { Editor } from "../pages/editor.ts";
import { Question } from "../pages/question.ts";
import { StartScreen } from "../pages/start-screen.ts";
import { Trouble } from "../pages/trouble.ts";

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
  await expect(editor.canvas.card("Quantum sort")).toContainText("Update Millrace to run it.");
  await editor.canvas.select("Quantum sort");
  await expect(editor.inspector.root).toContainText('"qubits": 3');
  await editor.expectIssues(1);

  await editor.canvas.select("Rows");
  await editor.inspector.field("Title of the node").fill("My rows");
  await editor.save();
  const saved = JSON.parse(await readFile(file, "utf8")) as { nodes: unknown[] };
  expect(saved.nodes[1]).toEqual((JSON.parse(text) as { nodes: unknown[] }).nodes[1]);
});

test("a file of a newer version can be looked at and saved elsewhere, not changed", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "newer.millrace.json");
  const older = JSON.parse(
    flow([{ id: "rows", kind: "inline", title: "Rows", params: { rows: [{ a: 1 }] } }]),
  ) as object;
  const text = JSON.stringify({ ...older, version: 99, groups: [{ title: "New" }] });
  await writeFile(file, text);
  const editor = new Editor(page);
  await page.goto((await launch(file)).link);
  await editor.expectOpen(1);
  await expect(editor.notices.about("A newer version of Millrace wrote this file.")).toBeVisible();
  await editor.canvas.select("Rows");
  await expect(editor.inspector.field("Title of the node")).toHaveAttribute("readonly");
  await editor.press("Delete");
  await editor.expectOpen(1);

  await editor.notices.act("A newer version", "Save as…");
  await editor.saveDialog.saveAs("mine");
  await editor.expectName("mine");
  await editor.canvas.select("Rows");
  await editor.inspector.field("Title of the node").fill("My rows");
  await editor.save();
  expect(await readFile(join(home, "mine.millrace.json"), "utf8")).toContain("My rows");
  expect(await readFile(file, "utf8")).toBe(text);

  // The copy is this version's own, and stays so.
  await page.reload();
  await editor.expectName("mine");
  await editor.expectOpen(1);
  await expect(editor.notices.about("A newer version")).toHaveCount(0);
  await editor.expectIssues(0);
});

test("a file with damaged parts says so, shows the rest, and can be saved elsewhere without them", async ({
  page,
  launch,
  home,
}) => {
  const DAMAGED = "Parts of this file are damaged.";
  const file = join(home, "damaged.millrace.json");
  const whole = JSON.parse(
    flow([{ id: "rows", kind: "inline", title: "Rows", params: { rows: [{ a: 1 }] } }]),
  ) as { nodes: unknown[] };
  const text = JSON.stringify({ ...whole, nodes: [...whole.nodes, "half a n"] });
  await writeFile(file, text);
  const editor = new Editor(page);
  await page.goto((await launch(file)).link);
  await editor.expectOpen(1);
  await expect(editor.notices.about(DAMAGED)).toContainText("text editor");
  await expect(editor.inspector.root).toContainText("parts of it are damaged");
  await expect(page.getByText("newer")).toHaveCount(0);
  await editor.notices.act(DAMAGED, "Show what is wrong");
  await expect(editor.dock.root).toContainText("nodes[1]");

  await editor.notices.act(DAMAGED, "Save as…");
  await editor.saveDialog.saveAs("rest");
  await editor.expectName("rest");
  await expect(editor.notices.about(DAMAGED)).toHaveCount(0);
  await editor.expectIssues(0);
  expect(await readFile(file, "utf8")).toBe(text);
});

test("a model that is not there is named, and another one can be taken", async ({
  page,
  launch,
  samples,
}) => {
  await rm(samples["models/score.onnx"]);
  const editor = new Editor(page);
  await page.goto((await launch(samples["score.millrace.json"])).link);
  await editor.expectOpen(5);
  await editor.trust();
  await editor.goTo("Score");
  await editor.canvas.expectState("Score", "Failed");
  await expect(editor.inspector.root).toContainText('There is no file "models/score.onnx".');
  await expect(editor.inspector.root).toContainText("FILE_MISSING");
  await expect(editor.inspector.root).toContainText("There is no such file.");
  await editor.runButton.click();
  await expect(editor.lastRun).toContainText('There is no file "models/score.onnx".');

  await editor.inspector.fill("Model", "models/three.onnx");
  await expect(editor.inspector.root).not.toContainText("FILE_MISSING");
  await editor.inspector.fix("Take price, volume, age → x").first().click();
  await expect.poll(() => editor.canvas.preview("Score")).not.toEqual([]);
});

/** Text of a file, and what is said of it: where, what, and what to do. */
const UNREADABLE: readonly (readonly [string, string, RegExp])[] = [
  ["no JSON", '{\n  "format": "millrace",\n  "nodes": [,]\n}\n', /Line 3, column 13 is not JSON/],
  [
    "a file that was cut off",
    '{\n  "format": "millrace",\n  "nodes": [\n',
    /Line \d+, column \d+ is not JSON/,
  ],
  ["an empty file", "", /Line 1, column 1 is not JSON/],
  ["JSON that is no workflow", '{ "name": "other" }', /JSON, but not a Millrace workflow/],
];

for (const [what, text, message] of UNREADABLE)
  test(`${what} leads back to the start`, async ({ page, launch, home }) => {
    const file = join(home, "broken.millrace.json");
    await writeFile(file, text);
    await page.goto((await launch(file)).link);
    const trouble = new Trouble(page);
    await expect(trouble.heading).toHaveText(/broken.* cannot be opened/);
    await expect(trouble.root).toContainText(message);
    await writeFile(file, flow([{ id: "rows", kind: "inline", title: "Rows" }]));
    await trouble.again();
    await new Editor(page).expectOpen(1);

    await writeFile(file, text);
    await page.reload();
    await trouble.back();
    const start = new StartScreen(page);
    await expect(start.root).toBeVisible();
    await start.openFile("broken.millrace.json");
    await expect(trouble.root).toContainText(message);
    expect(await readFile(file, "utf8")).toBe(text);
  });

test("what is dropped and is no use says so, and changes nothing", async ({
  page,
  launch,
  samples,
  home,
}) => {
  const files = {
    "letter.doc": "a letter",
    "broken.onnx": "this is no model",
    "empty.csv": "",
    "broken.millrace.json": "{",
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(home, name), content);
  const drop = (name: keyof typeof files) =>
    dropFiles(editor.canvas.root, [join(home, name)], { x: 300, y: 500 });
  const editor = new Editor(page);
  await page.goto((await launch(samples["score.millrace.json"])).link);
  await editor.expectOpen(5);

  await drop("letter.doc");
  await expect(editor.notices.about("Nothing reads letter.doc")).toContainText(".csv");
  await editor.expectOpen(5);
  await drop("broken.millrace.json");
  await expect(editor.notices.about(/Line 1, column 2 is not JSON/)).toBeVisible();
  await editor.expectOpen(5);

  // What was not saved stays too, although it might have been thrown away, and outlives a reload.
  await editor.remove("Discount", 4);
  await drop("broken.millrace.json");
  await new Question(page, "Unsaved changes").answer("Do not save");
  await expect(editor.notices.about(/Line 1, column 2 is not JSON/).last()).toBeVisible();
  await editor.expectOpen(4);
  await expectJournaled(samples["score.millrace.json"]);
  await editor.undo();
  await editor.expectOpen(5);

  await drop("broken.onnx");
  await editor.expectOpen(6);
  await editor.canvas.expectState("broken.onnx", "Failed");
  await expect(editor.inspector.root).toContainText("MODEL_");
  await drop("empty.csv");
  await editor.expectOpen(7);
  await expect(editor.inspector.root).toContainText("empty");
});

test("nodes, notes and frames that stand where nothing can be drawn are shown, and the file keeps every byte", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "far.millrace.json");
  const written = JSON.parse(
    flow(
      ["near", "far", "endless"].map((id) => ({
        id,
        kind: "inline",
        title: id,
        params: { rows: [{ a: 1 }] },
      })),
    ),
  ) as object;
  const view = {
    nodes: { near: { x: 0, y: 0 }, far: { x: 1e308, y: 10 }, endless: { x: 0, y: -1e20 } },
    notes: [{ id: "note", x: 1e308, y: 0, width: 240, height: 144, text: "A note" }],
    frames: [{ id: "frame", x: -500, y: 0, width: 1e300, height: 200, title: "Wide", color: "teal" }],
  };
  const text = JSON.stringify({ ...written, view });
  await writeFile(file, text);
  const editor = await openFlow(page, await launch(file), 5);
  for (const title of ["near", "far", "endless"]) await expect(editor.canvas.card(title)).toBeInViewport();
  await expect(editor.canvas.notes).toHaveCount(1);
  await expect(editor.canvas.frames).toHaveCount(1);
  await editor.press("ControlOrMeta+s");
  await expect(editor.unsaved).toHaveCount(0);
  expect(await readFile(file, "utf8")).toBe(text);

  await editor.canvas.move("near", { x: 0, y: 200 });
  await editor.save();
  const saved = JSON.parse(await readFile(file, "utf8")) as {
    view: { nodes: Record<string, { x: number }> };
  };
  expect(Math.abs(saved.view.nodes.far.x)).toBeLessThan(10_000);
});

test("an output may have a name that every object has: the card, its wire and the inspector show it", async ({
  page,
  launch,
  home,
}) => {
  const branches = [{ id: "constructor", label: "", condition: "a > 0" }];
  const editor = await withFlow(
    { page, home, launch },
    [
      { id: "split", kind: "branch", title: "Split", params: { branches } },
      { id: "shown", kind: "print-table", title: "Shown" },
    ],
    ["split.constructor -> shown.in"],
  );
  await editor.canvas.select("Split");
  await expect(editor.inspector.root.getByRole("region", { name: "Out: constructor" })).toBeVisible();
  await expect(editor.canvas.output("Split", "constructor")).toBeVisible();
});

test("what is wrong with two hundred nodes in a circle stays within its card; the dock has the whole of it", async ({
  page,
  launch,
  home,
}) => {
  const ids = Array.from({ length: 200 }, (_, at) => `node-${at}`);
  const nodes = ids.map((id) => ({ id, kind: "limit", title: id, params: { rows: 5 } }));
  const wires = ids.map((id, at) => `${id}.out -> ${ids[(at + 1) % ids.length]}.in`);
  const editor = await withFlow({ page, home, launch }, nodes, wires);
  const { canvas, inspector, dock } = editor;
  const card = canvas.card("node-0");
  await expect(card).toContainText("195 more");
  const [outer, inner] = await Promise.all([
    boxOf(card),
    boxOf(card.getByRole("button", { name: /^Remove/ })),
  ]);
  expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
  await canvas.select("node-0");
  await expect(inspector.root.getByRole("article")).toContainText("195 more");
  expect(await inspector.root.evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
  await dock.show("Issues");
  await expect(dock.root).toContainText("node-98 → node-99 → node-100");
});
