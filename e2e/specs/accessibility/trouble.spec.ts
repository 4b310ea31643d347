// axe finds nothing where something is wrong: files of others, issues, failed rows and runs, a file that changed, a host that is gone.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectAccessible } from "../../fixtures/accessible.ts";
import { flow } from "../../fixtures/flow.ts";
import { expectJournaled } from "../../fixtures/journaled.ts";
import { openFlow } from "../../fixtures/open.ts";
import { childrenOf } from "../../fixtures/processes.ts";
import { expect, test } from "../../fixtures/test.ts";
import { Editor } from "../../pages/editor.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const ORDERS = { id: "orders", kind: "csv", title: "Orders", params: { path: "data/orders.csv" } };

test("a workflow of somebody else, of a newer version, with a kind that nobody knows", async ({
  page,
  launch,
  home,
}) => {
  const file = join(home, "newer.millrace.json");
  const text = flow([ORDERS, { id: "new", kind: "not-here-yet", title: "New" }]);
  await writeFile(file, text.replace('"version": 1,\n  "nodes"', '"version": 99,\n  "nodes"'));
  await page.goto((await launch(file)).link);
  const editor = new Editor(page);
  await editor.expectOpen(2);
  await expect(page.getByText("A newer version of Millrace wrote this file.")).toBeVisible();
  await expectAccessible(page, "read only and not trusted");
  await editor.goTo("New");
  await expectAccessible(page, "a node of an unknown kind", editor.inspector.root);
});

test("a model that does not fit", async ({ page, launch, home }) => {
  const file = join(home, "wrong.millrace.json");
  await writeFile(
    file,
    flow(
      [
        ORDERS,
        { id: "model", kind: "onnx", title: "Wrong model", params: { model: "models/three.onnx" } },
        { id: "bad", kind: "filter", title: "Bad condition", params: { condition: "price >" } },
        { id: "gone", kind: "csv", title: "Gone", params: { path: "data/nowhere.csv" } },
      ],
      ["orders.out -> model.in", "orders.out -> bad.in"],
    ),
  );
  const editor = await openFlow(page, await launch(file), 4);
  await expect(editor.canvas.redWires).toHaveCount(1);
  await expectAccessible(page, "issues of the workflow");
  await editor.canvas.hoverWire(0);
  await expectAccessible(page, "a red wire under the pointer", editor.canvas.root);
  for (const title of ["Wrong model", "Bad condition", "Gone"]) {
    await editor.goTo(title);
    await expectAccessible(page, title, editor.inspector.root);
    await expectAccessible(page, `${title}, no rows`, editor.dock.root);
  }
  await editor.dock.show("Issues");
  await expectAccessible(page, "list of issues", editor.dock.root);
  await editor.runButton.click();
  await expect(editor.lastRun).toBeVisible();
  await expectAccessible(page, "a run that did not begin");
});

test("rows that fail, a file that changed, changes that are not saved", async ({ page, launch, home }) => {
  const file = join(home, "failing.millrace.json");
  const columns = { x: "1 / int(id - 5.0)", y: "int(city)" };
  await writeFile(file, flow([ORDERS, { id: "f", kind: "formula", title: "Formula", params: { columns } }]));
  const editor = await openFlow(page, await launch(file), 2);
  await editor.run();
  await editor.canvas.select("Formula");
  await expectAccessible(page, "a node with failed rows");
  await editor.dock.show("Failed rows");
  await editor.dock.root.getByTitle("orders, line 2").first().click();
  await expectAccessible(page, "a failed row", editor.dock.root);

  await editor.canvas.select("Orders");
  await editor.press("m");
  await writeFile(file, (await readFile(file, "utf8")).replace("Formula", "Formulas"));
  await expect(page.getByText("Another program has changed this file, and so have you.")).toBeVisible();
  await expectAccessible(page, "changed on the disk", page.getByRole("alert"));
  await editor.command("New");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "unsaved changes", page.getByRole("dialog"));
});

test("a run, an engine that stopped, a host that is gone", async ({ page, launch, home }) => {
  test.skip(process.platform !== "linux", "processes are found through /proc");
  const file = join(home, "slow.millrace.json");
  await writeFile(
    file,
    flow([
      { id: "rows", kind: "generate", title: "Rows", params: { rows: 1_000_000_000 } },
      { id: "more", kind: "formula", title: "More", params: { columns: { twice: "x * 2" } } },
    ]),
  );
  const host = await launch(file);
  const editor = await openFlow(page, host, 2);
  await editor.runButton.click();
  await editor.canvas.expectState("Rows", "Running");
  await editor.canvas.select("More");
  await expectAccessible(page, "running");
  for (const tab of ["Timeline", "Log"] as const) {
    await editor.dock.show(tab);
    await expectAccessible(page, `running, ${tab}`, editor.dock.root);
  }
  for (const pid of await childrenOf(host.pid, "editor-engine.js")) process.kill(pid, "SIGKILL");
  await expect(page.getByRole("alert")).toContainText("The engine stopped");
  await expectAccessible(page, "the engine stopped", page.getByRole("alert"));
  await host.stop();
  await expect(page.getByText("Millrace does not answer.")).toBeVisible();
  // Nothing starts again without the host.
  await expect(page.getByRole("alert")).toHaveCount(1);
  await expectAccessible(page, "the host is gone");
});

test("changes that came back", async ({ page, launch, samples }) => {
  const file = samples["score.millrace.json"];
  const first = await launch(file);
  const editor = await openFlow(page, first, 5);
  await editor.canvas.select("Orders");
  await editor.press("m");
  await editor.canvas.expectState("Orders", "Disabled");
  await expectJournaled(file);
  process.kill(first.pid, "SIGKILL");
  await expect(page.getByText("Millrace does not answer.")).toBeVisible();
  page.on("dialog", (dialog) => void dialog.accept());
  await page.goto((await launch(file)).link);
  await expect(page.getByText(/^Changes that were not saved are back/)).toBeVisible();
  await expectAccessible(page, "recovered", page.getByRole("status").filter({ hasText: "are back" }));
});
