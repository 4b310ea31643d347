// Keys that go from a node to those around it, in a workflow where one stands above and one below.

import { readFile, writeFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import type { NodeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { NODE, type Check, type Checks } from "./check.ts";

/** Further off than a card with its rows is high, in units of the canvas. */
const APART = 400;

/** The sample stands in a row. Answers how many nodes there are then. */
export async function addNeighbours(file: string): Promise<number> {
  const workflow = JSON.parse(await readFile(file, "utf8")) as WorkflowDocument;
  const { nodes: places } = workflow.view;
  const { id } = workflow.nodes.find(({ title }) => title === NODE)!;
  const { x, y } = places[id];
  const limit = (title: string): NodeDocument => ({
    ...{ id: title.toLowerCase(), kind: "limit", version: 1 },
    title,
    params: {},
  });
  const nodes = [...workflow.nodes, limit("Above"), limit("Below")];
  const around = { ...places, above: { x, y: y - APART }, below: { x, y: y + APART } };
  await writeFile(file, writeWorkflow({ ...workflow, nodes, view: { ...workflow.view, nodes: around } }));
  return nodes.length;
}

/** What was gone to was brought into sight. */
const withAll =
  (check: Check): Check =>
  async (editor, press) => {
    await editor.press("1");
    await editor.canvas.settledView();
    await editor.canvas.select(NODE);
    await check(editor, press);
  };

const goes = (title: string) =>
  withAll(async (editor, press) => {
    await press();
    await expect(editor.inspector.field("Title of the node")).toHaveValue(title);
  });

const adds = withAll(async (editor, press) => {
  await press();
  await expect(editor.inspector.root).toContainText("2 selected");
});

export const NEIGHBOUR_KEYS: Checks = {
  "Go to the node before": goes("Orders"),
  "Go to the next node": goes("Score"),
  "Go to the node above": goes("Above"),
  "Go to the node below": goes("Below"),
  "Extend to the node before": adds,
  "Extend to the next node": adds,
  "Extend to the node above": adds,
  "Extend to the node below": adds,
};
