// A workflow becomes a program that runs without Millrace and computes the same.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inCleanFolder } from "../fixtures/exported-program.ts";
import { flow, type Line } from "../fixtures/flow.ts";
import { openFlow } from "../fixtures/open.ts";
import { ORDERS } from "../fixtures/samples.ts";
import { expect, test } from "../fixtures/test.ts";
import { withFlow } from "../fixtures/with-flow.ts";
import { Editor } from "../pages/editor.ts";
import { ExportDialog } from "../pages/export-dialog.ts";
import { StartScreen } from "../pages/start-screen.ts";

/** A model that takes a second for each row: an export of it goes on until somebody stops it. */
const SLOW: readonly Line[] = [
  ORDERS,
  {
    id: "slow",
    kind: "onnx",
    title: "Slow",
    params: { model: "models/slow.onnx", inputs: { x: ["price", "volume", "age", "id"] } },
  },
];

const COPY = ["Documents", "Millrace", "shipment-delay"] as const;

test("a playbook is exported, and the program writes in a clean folder what the editor's own run wrote", async ({
  page,
  launch,
  home,
}) => {
  await page.goto((await launch()).link);
  await new StartScreen(page).openPlaybook("Shipment delay");
  const editor = new Editor(page);
  await editor.expectOpen(15);
  await expect(editor.lastRun).toContainText("rows");
  const dialog = new ExportDialog(page);
  await dialog.open();
  await expect(dialog.target("Script")).toBeChecked();
  const folder = join(home, ...COPY, "shipment-delay-program");
  await expect(dialog.folder).toHaveValue(folder);
  await expect(dialog.root).toContainText("A new folder, or an empty one.");
  await expect(dialog.root).toContainText(/About 1\.\d+\sMB program and samples, .*models, npm brings/);
  await dialog.make();

  // What was compared, what was made, and what to do with it.
  const result = page.getByRole("dialog");
  await expect(result.getByRole("status")).toHaveText(/values in 5 files compared: the same to the byte\./);
  await result.getByText("What was compared").click();
  const compared = result.getByRole("list", { name: "Compared" });
  await expect(compared.getByRole("listitem")).toHaveCount(5);
  await expect(compared).toContainText("Final delay");
  await expect(compared).toContainText("answers of its model");
  const text = await readFile(join(folder, "pipeline.mjs"), "utf8");
  await expect(page.getByRole("region", { name: "pipeline.mjs" })).toHaveText(text, { useInnerText: false });
  await expect(page.getByRole("region", { name: "Files" })).toContainText("README.md");
  const events = join(home, ...COPY, "data/events.csv");
  await expect(page.getByLabel("What to type next")).toHaveText(
    `cd ${folder}\nnpm ci\nnode pipeline.mjs --selftest\nnode pipeline.mjs --input ${events}`,
  );
  await result.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  const clean = await inCleanFolder(folder, join(home, ...COPY, "data"));
  try {
    expect(JSON.parse(await clean.run("--selftest"))).toMatchObject({ passed: true, identical: true });
    await clean.run();
    const own = join(home, ...COPY, "out");
    const written = (await readdir(own)).filter((name) => /\.(csv|jsonl)$/.test(name));
    expect(written.length).toBeGreaterThan(1);
    for (const name of written)
      expect(await readFile(join(clean.folder, "out", name), "utf8"), name).toBe(
        await readFile(join(own, name), "utf8"),
      );
  } finally {
    await clean.remove();
  }
});

test("what is in the way is said, and led out of", async ({ page, launch, home, samples }) => {
  await page.goto((await launch(samples["score.millrace.json"])).link);
  const editor = new Editor(page);
  await editor.expectOpen(5);
  const dialog = new ExportDialog(page);
  await dialog.open();
  await expect(dialog.root).toContainText("This workflow is from elsewhere.");
  await expect(dialog.start).toHaveCount(0);
  await dialog.button("Trust it").click();
  await expect(dialog.start).toBeEnabled();
  await page.keyboard.press("Escape");
  await expect(dialog.root).toHaveCount(0);

  // An error leads to its node.
  await editor.canvas.select("Dear ones");
  await editor.press("Delete");
  await editor.undo();
  await editor.goTo("Orders");
  await editor.inspector.root.getByRole("textbox", { name: "File", exact: true }).fill("data/nowhere.csv");
  await editor.canvas.focus();
  await editor.expectIssues(1);
  await dialog.open();
  await expect(dialog.root).toContainText("1 thing is wrong with the workflow.");
  await expect(dialog.root).toContainText("nowhere.csv");
  await expect(dialog.root).toContainText("there are changes that are not saved");
  await dialog.button("Show the node").click();
  await expect(dialog.root).toHaveCount(0);
  await expect(editor.inspector.root.getByRole("heading", { name: "Orders" })).toBeVisible();
  await editor.canvas.focus();
  await editor.undo();
  await editor.expectIssues(0);

  // Changes are saved first, from here.
  await editor.remove("Scored", 4);
  await dialog.open();
  await dialog.button("Save").click();
  await expect(dialog.start).toBeVisible();
  expect(await readFile(join(home, "score.millrace.json"), "utf8")).not.toContain("Scored");
});

test("an earlier export is replaced only when that is asked for; other files never are", async ({
  page,
  home,
  launch,
  samples,
}) => {
  const editor = await openFlow(page, await launch(samples["score.millrace.json"]), 5);
  await editor.command("Export as a program");
  const dialog = new ExportDialog(page);
  const folder = join(home, "score-program");
  await expect(dialog.folder).toHaveValue(folder);
  await dialog.make();
  await page.keyboard.press("Escape");
  await writeFile(join(folder, "mine.txt"), "mine");
  await dialog.open();
  await expect(dialog.root).toContainText("An earlier export is there.");
  await expect(dialog.start).toBeDisabled();
  await dialog.replace.check();
  await dialog.make();
  expect(await readFile(join(folder, "mine.txt"), "utf8")).toBe("mine");
  await page.keyboard.press("Escape");

  await dialog.open();
  await dialog.folder.fill(join(home, "data"));
  await expect(dialog.root.getByRole("alert")).toContainText("Other files are there");
  await expect(dialog.start).toBeDisabled();
  await dialog.folder.fill(samples["score.millrace.json"]);
  await expect(dialog.root.getByRole("alert")).toContainText("There is a file where the folder would be");
  // One that can be chosen is one that can be made.
  await dialog.target("Script with its libraries").check();
  await dialog.folder.fill("vendored program");
  await expect(dialog.root).toContainText("A new folder");
  await dialog.make();
  expect(await readdir(join(home, "vendored program"))).toContain("node_modules");
  await expect(page.getByLabel("What to type next")).toContainText(
    `cd '${join(home, "vendored program")}'\nnode pipeline.mjs --selftest`,
  );
});

test("an export that is cancelled leaves nothing", async ({ page, home, launch }) => {
  await withFlow({ page, home, launch }, SLOW);
  const dialog = new ExportDialog(page);
  await dialog.open();
  // The model is opened in a process of its own first.
  await expect(dialog.start).toBeEnabled({ timeout: 30_000 });
  const before = await readdir(home);
  await dialog.start.click();
  await expect(dialog.root.getByRole("listitem").filter({ hasText: "Write the program" })).toHaveAttribute(
    "aria-current",
    "step",
  );
  // Neither a key nor a click beside it ends what somebody has begun.
  await page.keyboard.press("Escape");
  await dialog.stop.click();
  await expect(dialog.start).toBeEnabled();
  expect((await readdir(home)).filter((name) => !before.includes(name))).toEqual([]);
});

test("what fails is told with its code, its node and what to do, and nothing is written", async ({
  page,
  home,
  launch,
}) => {
  const out: Line = { id: "out", kind: "write-csv", title: "Out", params: { path: "pipeline.mjs" } };
  const editor = await withFlow({ page, home, launch }, [ORDERS, out]);
  const dialog = new ExportDialog(page);
  await dialog.open();
  await expect(dialog.start).toBeEnabled();
  const before = await readdir(home);
  await dialog.start.click();
  const alert = dialog.root.getByRole("alert");
  await expect(alert).toContainText('"pipeline.mjs" is a file of the program itself');
  await expect(alert).toContainText("EXPORT_OUTPUT_OWN · Out");
  await expect(alert).toContainText("Give the output another name");
  expect(await readdir(home)).toEqual(before);
  await dialog.button("Back").click();
  await expect(dialog.start).toBeEnabled();
  await dialog.start.click();
  await dialog.button("Show the node").click();
  await expect(editor.inspector.root.getByRole("heading", { name: "Out", exact: true })).toBeVisible();
});

test("the folder is chosen in a dialog, and the program gets one of its own in it", async ({
  page,
  home,
  launch,
}) => {
  const file = join(home, "made.millrace.json");
  await writeFile(file, flow([ORDERS]));
  await openFlow(page, await launch(file), 1);
  const dialog = new ExportDialog(page);
  await dialog.open();
  await expect(dialog.folder).not.toHaveValue("");
  await dialog.chooseFolder("data");
  await expect(dialog.folder).toHaveValue(join(home, "data", "made-program"));
  await dialog.make();
  expect(await readdir(join(home, "data/made-program"))).toContain("pipeline.mjs");
});
