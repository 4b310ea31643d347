// A run as a person follows it: what it prints, where rows failed, where the time went, how it is stopped, what it would do.

import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../fixtures/flow.ts";
import { openFlow } from "../fixtures/open.ts";
import { ORDERS } from "../fixtures/samples.ts";
import { expect, test } from "../fixtures/test.ts";

const PRICES = ["id,price,volume,age", "1,10,3,4", "2,x,3,4", "3,12,3,4", "4,y,3,4", ""].join("\n");
/** Two of four rows are no numbers. */
const CAST = [
  { id: "prices", kind: "csv", title: "Prices", params: { path: "prices.csv", types: { price: "text" } } },
  { id: "cast", kind: "cast", title: "Numbers", params: { columns: { price: "float64" } } },
] as const;
const SCORE = [
  ...CAST,
  { id: "score", kind: "onnx", title: "Score", params: { model: "models/score.onnx" } },
  { id: "show", kind: "print-table", title: "Show" },
] as const;
const END_MS = 30_000;

test("what a node prints is shown, failed rows say where they are kept, the model where it ran", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "prices.millrace.json");
  await writeFile(join(home, "prices.csv"), PRICES);
  await writeFile(file, flow(SCORE));
  const editor = await openFlow(page, await launch(file), 4);
  const { dock } = editor;
  await editor.run();

  const printed = dock.root.getByRole("region", { name: "What the run has written and printed" });
  await expect(printed).toContainText("price  volume  age  score  isOld");
  await expect(printed).toContainText("12       3    4");

  await dock.show("Failed rows");
  const failed = join(home, "prices.failed.jsonl");
  await expect(dock.root.getByRole("note", { name: `All of them are in ${failed}` })).toBeVisible();
  expect((await readFile(failed, "utf8")).trim().split("\n")).toHaveLength(2);
  const first = dock.root.getByRole("row").filter({ hasText: "line 3" });
  await expect(first).toContainText("Numbers");
  await first.click();
  await expect(dock.root.getByText("The row as it stood before the node")).toBeVisible();
  await dock.root.getByRole("button", { name: "Open node" }).click();
  await expect(editor.inspector.field("Title of the node")).toHaveValue("Numbers");

  await dock.show("Timeline");
  await expect(dock.root.getByRole("row").filter({ hasText: "Score" })).toContainText("cpu, inline");
  // Where a node stands changes nothing of what ran.
  const changed = dock.root.getByText("Before your changes");
  await editor.canvas.move("Numbers", { x: 0, y: 40 });
  await expect(editor.unsaved).toBeVisible();
  await expect(changed).toHaveCount(0);
  await editor.press("m");
  await expect(changed).toBeVisible();
  await editor.undo();

  await dock.show("Log");
  await dock.root.getByText("Log", { exact: true }).last().click();
  const lines = dock.root.getByRole("grid", { name: "Log of the run" }).getByRole("row");
  await expect(lines.filter({ hasText: failed })).toHaveCount(1);
  await dock.root.getByRole("combobox", { name: "Node" }).click();
  await page.getByRole("option", { name: "Numbers" }).click();
  // Its head, and what the node came to.
  await expect(lines).toHaveCount(2);
  await expect(lines.last()).toContainText("4 rows in, 2 rows out, 2 rows failed");
});

test("what a run has counted is marked as old where something before it was changed, and only there", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "prices.millrace.json");
  await writeFile(join(home, "prices.csv"), PRICES);
  const few = { id: "few", kind: "limit", title: "Few", params: { rows: 3 } };
  await writeFile(file, flow([...CAST, few, { id: "show", kind: "print-table", title: "Show" }]));
  const editor = await openFlow(page, await launch(file), 4);
  const { canvas, dock } = editor;
  await editor.run();
  await canvas.expectState("Few", "Done");
  // The log has opened by itself; whoever selects a node wants its rows.
  await expect(dock.tab("Log")).toHaveAttribute("aria-selected", "true");
  await canvas.select("Few");
  await expect(dock.tab("Preview")).toHaveAttribute("aria-selected", "true");
  await expect(dock.root.getByText("2 sample rows")).toBeVisible();
  await expect(editor.inspector.root).toContainText("2 rows in the run");

  await editor.inspector.root.getByRole("textbox", { name: "Rows" }).fill("1");
  const old = "before your changes";
  for (const title of ["Few", "Show"]) {
    await expect(canvas.figures(title)).toContainText(old);
    await canvas.expectState(title, "Out of date");
  }
  await expect(canvas.figures("Numbers")).not.toContainText(old);
  await expect(editor.inspector.root).not.toContainText("in the run");
  await expect(editor.inspector.root).toContainText("1 sample row");
  await expect(editor.lastRun).toContainText("Before your changes");
  await dock.show("Failed rows");
  await expect(dock.root.getByText("Before your changes")).toBeVisible();
  await dock.show("Log");
  await expect(dock.root.getByText("Before your changes")).toBeVisible();
  // This one a person has chosen.
  await canvas.select("Numbers");
  await expect(dock.tab("Log")).toHaveAttribute("aria-selected", "true");

  await canvas.focus();
  await editor.undo();
  await canvas.expectState("Few", "Done");
  await expect(canvas.figures("Show")).not.toContainText(old);
  await expect(editor.lastRun).not.toContainText("Before your changes");
});

test("a run in which no node takes part says so", async ({ page, launch, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.canvas.focus();
  await editor.press("ControlOrMeta+a");
  await editor.press("m");
  await editor.runButton.click();
  await expect(editor.lastRun).toContainText("Nothing was run: every node is disabled");
  await editor.lastRun.click();
  await expect(editor.dock.root.getByText(/^Nothing was run: .* Enable one/)).toBeVisible();
  await editor.dock.show("Failed rows");
  await expect(editor.dock.root.getByText("Nothing was run, so that no row could fail")).toBeVisible();
});

test("an error of a run stands on its node and port, with the next step", async ({ page, launch, home }) => {
  const file = join(home, "stops.millrace.json");
  await writeFile(join(home, "prices.csv"), PRICES);
  const text = flow([CAST[0], CAST[1]]);
  await writeFile(
    file,
    text.replace('"title": "Numbers"', '"title": "Numbers", "rescue": { "onError": "stop" }'),
  );
  const editor = await openFlow(page, await launch(file), 2);
  await editor.run();

  const card = editor.canvas.card("Numbers");
  await editor.canvas.expectState("Numbers", "Failed");
  await expect(card).toContainText('set its rescue to "skip"');
  await expect(editor.canvas.input("Numbers")).toHaveAccessibleDescription(/cannot become/);
  await editor.canvas.select("Numbers");
  await expect(editor.inspector.root.getByRole("article")).toContainText('set its rescue to "skip"');
  await expect(editor.canvas.card("Prices")).toHaveAccessibleName(/, Done\b/);
});

test("a run is stopped in the middle of an inference, and nothing it would have written appears", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "slow.millrace.json");
  const params = { model: "models/slow.onnx", inputs: { x: ["id", "price", "volume", "age"] } };
  await writeFile(
    file,
    flow([
      ORDERS,
      { id: "slow", kind: "onnx", title: "Slow model", params },
      { id: "file", kind: "write-csv", title: "File", params: { path: "slow.csv" } },
    ]),
  );
  const editor = await openFlow(page, await launch(file), 3);
  await editor.runButton.click();
  await editor.canvas.expectState("Slow model", "Running");
  await expect(page).toHaveTitle(/^(Running|\d+ %.*) – slow – Millrace$/);
  await expect(page.getByRole("progressbar", { name: "Progress of the run" })).toBeVisible();
  // Whom one waits for is said, where one looks at the run and where one looks at the node.
  await expect(page.getByText(/^waiting for Slow model for \d/)).toBeVisible({ timeout: END_MS });
  await expect(editor.canvas.figures("Slow model")).toContainText(/^at work for \d.* no row yet$/);
  const pressed = Date.now();
  await editor.press("ControlOrMeta+.");
  await expect(editor.lastRun).toContainText("Stopped", { timeout: END_MS });
  // All rows at once would take the model longer than this: it was not waited for.
  expect(Date.now() - pressed).toBeLessThan(10_000);
  await expect(page).toHaveTitle("slow – Millrace");
  expect(existsSync(join(home, "slow.csv"))).toBe(false);
  await expect(editor.runButton).toBeEnabled();
});

test("how far a run is and how long it takes stands on its nodes and in the title", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "long.millrace.json");
  await writeFile(
    file,
    flow([
      { id: "rows", kind: "generate", title: "Rows", params: { rows: 2_000_000_000 } },
      { id: "more", kind: "formula", title: "More", params: { columns: { twice: "x * 2" } } },
    ]),
  );
  const editor = await openFlow(page, await launch(file), 2);
  await editor.runButton.click();
  await expect(editor.canvas.card("More")).toContainText(/%|left/, { timeout: END_MS });
  await expect(page).toHaveTitle(/^\d+ %.* – long – Millrace$/);
  await editor.stopButton.click();
  await expect(editor.lastRun).toContainText("Stopped");
});

test("a dry run says what it would do and touches nothing", async ({ page, launch, home, samples }) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.command("Dry run");
  await expect(editor.lastRun).toContainText("Dry run");
  await editor.dock.show("Log");
  await expect(editor.dock.root.getByText("nothing was written, sent or changed")).toBeVisible();
  const effects = editor.dock.root.getByRole("grid", { name: "What a run would do" });
  await expect(effects.getByRole("row").last()).toContainText("Scored");
  expect(existsSync(join(home, "scored.csv"))).toBe(false);
  expect(existsSync(join(home, "scored.csv.part"))).toBe(false);
});

test("a run to a node leaves out what is behind it, and a node's own sample acts on nothing", async ({
  page,
  launch,
  home,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.goTo("Score");
  await editor.command("Run to the selection");
  await expect(editor.lastRun).toContainText("40 rows");
  await editor.dock.show("Timeline");
  const times = editor.dock.root.getByRole("grid", { name: "Time of each node" });
  await expect(times.getByRole("row")).toHaveCount(4);
  expect(existsSync(join(home, "scored.csv"))).toBe(false);

  await editor.goTo("Scored");
  await editor.command("Run this node on its sample");
  await expect(editor.lastRun).toContainText("Dry run");
  await expect(times.getByRole("row")).toHaveCount(6);
  expect(existsSync(join(home, "scored.csv"))).toBe(false);
});

test("rows that a wire takes from the error port are told with where they went", async ({
  page,
  launch,
  home,
  samples: _,
}) => {
  await writeFile(join(home, "prices.csv"), PRICES);
  const file = join(home, "errors.millrace.json");
  const lines = [...CAST, { id: "good", kind: "limit" }, { id: "bad", kind: "limit", title: "Bad rows" }];
  const wires = ["prices.out -> cast.in", "cast.out -> good.in", "cast.error -> bad.in"];
  await writeFile(file, flow(lines, wires));
  const editor = await openFlow(page, await launch(file), 4);
  await editor.run();
  await expect(editor.lastRun).toContainText("2 rows failed");
  await editor.dock.show("Failed rows");
  await expect(editor.dock.root).toContainText("2 rows failed and went on through the wired error port");
  await expect(editor.dock.root).toContainText("2 rows of “Numbers” went to “Bad rows”.");
});
