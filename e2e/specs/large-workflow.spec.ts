// A workflow of 2,000 nodes opens, is walked through, edited and saved.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { largeWorkflow } from "../fixtures/large-workflow.ts";
import { expect, test } from "../fixtures/test.ts";
import { Editor } from "../pages/editor.ts";

const NODES = 2000;
/** More than can be read at once. */
const MANY = 300;

test("2,000 nodes", async ({ page, launch, home }) => {
  const file = join(home, "large.millrace.json");
  await writeFile(file, largeWorkflow(NODES));
  const editor = new Editor(page);
  await page.goto((await launch(file)).link);
  await expect(editor.inspector.root).toContainText("2 000 nodes");
  await editor.expectIssues(0);

  await editor.goTo("Large orders 999");
  await editor.inspector.field("Title of the node").fill("Renamed");
  await editor.save();
  const saved = JSON.parse(await readFile(file, "utf8")) as { nodes: { title: string }[] };
  expect(saved.nodes.filter(({ title }) => title === "Renamed")).toHaveLength(1);
  expect(saved.nodes).toHaveLength(NODES);

  await editor.canvas.focus();
  await editor.undo();
  await expect(editor.unsaved).toBeVisible();

  await editor.press("ControlOrMeta+a");
  await expect(editor.inspector.root).toContainText("2 000 selected");
  await expect(editor.inspector.root).toContainText("And 1 900 more nodes.");
  await editor.press("Escape");

  // From afar a node is a box.
  await editor.press("1");
  await expect.poll(() => editor.canvas.cards.count()).toBeGreaterThan(MANY);
});
