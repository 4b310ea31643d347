// The state of a node is told by its sign, its border and its words, each of its own; wires tell what they carry.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flow } from "../fixtures/flow.ts";
import { openFlow } from "../fixtures/open.ts";
import { ORDERS } from "../fixtures/samples.ts";
import { expect, test } from "../fixtures/test.ts";
import { withFlow } from "../fixtures/with-flow.ts";
import { Editor } from "../pages/editor.ts";

// As most people have it: what runs moves.
test.use({ reducedMotion: "no-preference" });

test("idle, cached, done, disabled, bypassed, failed and stale", async ({ page, launch, samples }) => {
  await page.goto((await launch(samples["score.millrace.json"])).link);
  const editor = new Editor(page);
  const { canvas } = editor;
  await editor.expectOpen(5);
  await canvas.expectState("Orders", "Not run yet");
  const looks = new Map([["Not run yet", await canvas.look("Orders")]]);
  const note = async (title: string, state: string) => {
    await canvas.expectState(title, state);
    looks.set(state, await canvas.look(title));
  };

  await editor.trust();
  await canvas.expectState("Score", "Done");
  // The person comes back to the window: the files are looked at again, and are as they were.
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await canvas.expectState("Score", "Done before, unchanged");
  await note("Orders", "Done before, unchanged");
  await editor.run();
  await note("Score", "Done");
  await expect(canvas.card("Score")).toContainText("40 rows");
  await expect(canvas.card("Score").getByRole("img", { name: /% of the run$/ })).toBeVisible();

  await canvas.select("Scored");
  await editor.press("m");
  await note("Scored", "Disabled");
  await canvas.select("Discount");
  await editor.press("b");
  await note("Discount", "Bypassed");
  await editor.undo();

  await canvas.select("Dear ones");
  await editor.inspector.textbox(/^Condition/).fill("score >");
  await note("Dear ones", "Failed");
  await expect(canvas.card("Dear ones").locator(".mr-card-trouble")).toBeVisible();
  await canvas.focus();
  await editor.undo();

  // Without a sample what was known grows old.
  await editor.command("Settings…");
  await page.getByRole("switch", { name: "Preview while editing" }).click({ force: true });
  await editor.press("Escape");
  await canvas.select("Dear ones");
  await editor.inspector.textbox(/^Condition/).fill("score > 41");
  await note("Dear ones", "Out of date");

  const distinct = new Set(looks.values());
  expect(distinct.size, [...looks].join("\n")).toBe(looks.size);
});

test("running and waiting", async ({ page, launch, home }) => {
  const file = join(home, "model.millrace.json");
  const params = { model: "models/slow.onnx", inputs: { x: ["id", "price", "volume", "age"] } };
  await writeFile(
    file,
    flow([
      ORDERS,
      { id: "slow", kind: "onnx", title: "Slow model", params },
      { id: "after", kind: "limit", title: "After it", params: { rows: 3 } },
    ]),
  );
  const editor = await openFlow(page, await launch(file), 3);
  await editor.canvas.expectState("Slow model", "Running");
  await editor.canvas.expectState("After it", "Waiting for its input");
  const [running, waiting] = [await editor.canvas.look("Slow model"), await editor.canvas.look("After it")];
  expect(running).not.toBe(waiting);
});

test("a wire tells its columns with solved shapes, and the rows that have passed", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "pack.millrace.json");
  const uniform = { kind: "uniform", min: 0, max: 1 };
  const columns = { x: uniform, y: uniform };
  await writeFile(
    file,
    flow([
      { id: "rows", kind: "generate", title: "Rows", params: { rows: 1_000_000_000, columns } },
      { id: "pack", kind: "pack", title: "Pack", params: { columns: ["x", "y"] } },
      { id: "few", kind: "limit", title: "Many", params: { rows: 900_000_000 } },
    ]),
  );
  const editor = await openFlow(page, await launch(file), 3);
  await editor.canvas.hoverWire(1);
  await expect(editor.canvas.wireCard).toContainText("features");
  await expect(editor.canvas.wireCard).toContainText("float32[2]");
  await editor.canvas.focus();
  await editor.runButton.click();
  const passed = editor.canvas.root.locator(".mr-wire-rows").first();
  await expect(passed).toHaveText(/^\d/);
  const before = await passed.textContent();
  await expect(editor.stopButton).toBeVisible();
  await expect(passed).not.toHaveText(before!);
  await editor.stopButton.click();
  await expect(editor.lastRun).toContainText("Stopped");
});

test("a port tells its name and what flows there, a card how a number is spread", async ({
  page,
  launch,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  const { canvas } = editor;
  await canvas.output("Discount").hover();
  await expect(canvas.output("Discount").getByText("table")).toBeVisible();
  await expect(canvas.card("Score").getByRole("img", { name: /^Spread of score, from / })).toBeVisible();
});

test("a card without a title of its own is called by its kind, everywhere", async ({
  page,
  home,
  launch,
  samples: _,
}) => {
  const editor = await withFlow({ page, home, launch }, [
    { ...ORDERS, title: "" },
    { id: "out", kind: "write-csv", title: " ", params: { path: "out.csv" } },
  ]);
  await editor.canvas.select("CSV file");
  await expect(editor.canvas.card("Write CSV")).toContainText("Write CSV");
  await expect(editor.inspector.root.getByRole("heading", { name: "CSV file" })).toBeAttached();
  await editor.press("ControlOrMeta+f");
  await expect(page.getByRole("option", { name: /^Write CSV/ })).toBeVisible();
});
