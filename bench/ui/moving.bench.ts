// Frames a second while the canvas is panned and a node dragged: at working zoom, with the whole graph in sight, during a run.

import { boxOf, middle, type Point } from "../../e2e/pages/canvas.ts";
import type { Editor } from "../../e2e/pages/editor.ts";
import { test } from "./bench.ts";
import { framesDuring } from "./frames.ts";
import { tell } from "./measured.ts";

const ROUNDS = 5;
const STEPS = 60;
/** Ports stand out of their card by less. */
const NEAR_PX = 6;

/** Moves the pressed pointer there and back, a little with each step. */
async function dragAround(editor: Editor, from: Point): Promise<void> {
  const { mouse } = editor.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  for (let step = 1; step <= STEPS; step++) {
    const away = step <= STEPS / 2 ? step : STEPS - step;
    await mouse.move(from.x + away * 6, from.y + away * 3);
  }
  await mouse.up();
}

async function fps(editor: Editor, from: () => Promise<Point>): Promise<number[]> {
  const found: number[] = [];
  await dragAround(editor, await from());
  for (let round = 0; round < ROUNDS; round++) {
    const place = await from();
    found.push((await framesDuring(editor.page, () => dragAround(editor, place))).perSecond);
  }
  return found;
}

/** A place of the canvas without a card. */
async function free(editor: Editor): Promise<Point> {
  const { x, y } = await boxOf(editor.canvas.root);
  const cards = await editor.canvas.cards.evaluateAll((all) =>
    all
      .map((card) => card.getBoundingClientRect())
      .map(({ left, right, top, bottom }) => ({ left, right, top, bottom })),
  );
  for (let down = 20; down < 400; down += 12)
    for (let right = 20; right < 500; right += 20) {
      const at = { x: x + right, y: y + down };
      const isFree = cards.every(
        (card) =>
          at.x < card.left - NEAR_PX ||
          at.x > card.right + NEAR_PX ||
          at.y < card.top - NEAR_PX ||
          at.y > card.bottom + NEAR_PX,
      );
      if (isFree) return at;
    }
  throw new Error("There is no free place on the canvas.");
}

test("2,000 nodes at working zoom", async ({ large }) => {
  const editor = await large(2000);
  tell({
    what: "drag a node at working zoom, 2,000 nodes",
    unit: "fps",
    goal: ["≥", 55],
    rounds: await fps(editor, () => middle(editor.canvas.title("Scale the price 1"))),
  });
  tell({
    what: "pan at working zoom, 2,000 nodes",
    unit: "fps",
    goal: ["≥", 55],
    rounds: await fps(editor, () => free(editor)),
  });
});

test("500 nodes, all in sight", async ({ large }) => {
  const editor = await large(500);
  await editor.canvas.focus();
  await editor.press("1");
  await editor.canvas.settledView();
  tell({
    what: "pan with all of 500 nodes in sight",
    unit: "fps",
    goal: ["≥", 50],
    rounds: await fps(editor, () => free(editor)),
  });
});

test("500 nodes while a run reports", async ({ large }) => {
  const editor = await large(500, true);
  await editor.press("ControlOrMeta+Enter");
  await editor.canvas.expectState("Scale the price 1", "Running");
  const rounds = await fps(editor, () => free(editor));
  await editor.stopButton.click();
  tell({ what: "pan while a run of 500 nodes reports", unit: "fps", goal: ["≥", 50], rounds });
});
