// The first screen: what a playbook says of itself, a start from a model file, files opened before.

import { existsSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "../fixtures/test.ts";
import { flow } from "../fixtures/flow.ts";
import { Editor } from "../pages/editor.ts";
import { FileDialog } from "../pages/file-dialog.ts";
import { StartScreen } from "../pages/start-screen.ts";
import { Trouble } from "../pages/trouble.ts";

test("a playbook tells what it does, whose data it is and its size, and opens a copy that runs without a network", async ({
  page,
  launch,
  home,
}) => {
  const host = await launch();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("websocket", (socket) => asked.push(socket.url()));
  await page.goto(host.link);
  const start = new StartScreen(page);
  await start.playbooks();
  const card = start.root.getByRole("listitem").filter({ hasText: "Shipment delay" });
  await expect(card.getByRole("img", { name: "The graph of Shipment delay" })).toBeVisible();
  await expect(card).toContainText("predicts how late each one will be");
  await expect(card).toContainText("Synthetic data");
  await expect(card).toContainText("Data and models: MIT");
  await expect(card).toContainText(/\d\sMB/);
  // A model of the library has a licence of its own, though it lies in no folder of the playbook.
  const pages = start.root.getByRole("listitem").filter({ hasText: "Document OCR" });
  await pages.getByText("2 licences").click();
  await expect(pages).toContainText("Model pp-ocrv4: Apache-2.0");

  await card.getByRole("button", { name: /^Open a copy/ }).click();
  const editor = new Editor(page);
  await expect(editor.lastRun).toContainText("2 149 rows");
  const copy = join(home, "Documents/Millrace/shipment-delay");
  await expect(page.getByText(join(copy, "shipment-delay.millrace.json"))).toBeVisible();
  expect(await readdir(join(copy, "out"))).toContain("alerts.csv");
  expect(existsSync("templates/shipment-delay/out/alerts.csv")).toBe(false);
  const { host: own } = new URL(host.link);
  expect(asked.filter((url) => new URL(url).host !== own && !url.startsWith("data:"))).toEqual([]);
});

test("a model file and data for it become a workflow that predicts", async ({ page, launch }) => {
  await page.goto((await launch()).link);
  const start = new StartScreen(page);
  await start.root.getByRole("button", { name: /^Start from a model file/ }).click();
  await new FileDialog(page, "Choose a model").open("models", "score.onnx");
  await page.getByRole("dialog").getByRole("button", { name: "Choose a file…" }).click();
  const data = new FileDialog(page, "Choose the data for it");
  await data.up();
  await data.open("data", "orders.csv");
  const editor = new Editor(page);
  await editor.expectOpen(2);
  await expect(editor.canvas.wires).toHaveCount(1);
  await editor.expectIssues(0);
  await editor.run();
  await expect(editor.lastRun).toContainText("40 rows");
});

test("files opened before are on the first screen and in the menu", async ({ page, launch, samples }) => {
  const host = await launch();
  await page.goto(host.link);
  const start = new StartScreen(page);
  await expect(start.recent).toContainText("Files that you open or save are listed here.");
  await start.openFile("score.millrace.json");
  const editor = new Editor(page);
  await editor.expectOpen(5);
  await editor.command("Close and show the start screen");
  await expect(start.recent.getByRole("button", { name: /^score/ })).toHaveAttribute(
    "title",
    samples["score.millrace.json"],
  );

  await start.empty();
  await editor.expectOpen(0);
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await page.getByRole("menuitem", { name: "File", exact: true }).hover();
  await page.getByRole("menuitem", { name: "Open recent" }).hover();
  await page.getByRole("menuitem", { name: "score", exact: true }).click();
  await editor.expectOpen(5);
});

test("a workflow that is not there is named", async ({ page, launch, home }) => {
  const file = join(home, "gone.millrace.json");
  await writeFile(file, flow([{ id: "rows", kind: "inline", title: "Rows" }]));
  const host = await launch(file);
  // The command refuses a file that is not there: it goes once the host is up.
  await rm(file);
  await page.goto(host.link);
  const trouble = new Trouble(page);
  await expect(trouble.root).toContainText("gone.millrace.json");
  await expect(trouble.root).toContainText("FILE_MISSING");
  await trouble.back();
  await expect(new StartScreen(page).root).toBeVisible();
});
