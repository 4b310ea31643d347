// Undo gives back the file byte for byte, redo what was done: for every gesture, and so for every kind of command.

import { readFile, writeFile } from "node:fs/promises";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { commandsOf } from "../../fixtures/journaled.ts";
import { openFlow } from "../../fixtures/open.ts";
import { soon } from "../../fixtures/soon.ts";
import { expect, test } from "../../fixtures/test.ts";
import { ALL, ALL_KINDS } from "./gestures.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const note = { id: "note", x: 40, y: 500, width: 240, height: 144, text: "What it is for" };
const bent = { from: "orders.out", to: "discount.in", points: [{ x: 300, y: 180 }] };
const frame = { id: "frame", x: 640, y: 500, width: 480, height: 280, title: "Area", color: "teal" };

test("every kind of command is made by one of the gestures below", () => {
  const made = new Set<string>(ALL.flatMap(({ makes }) => makes));
  expect(ALL_KINDS.filter((kind) => !made.has(kind))).toEqual([]);
});

test("every gesture is undone and redone", async ({ page, launch, samples }) => {
  test.setTimeout(180_000);
  const file = samples["score.millrace.json"];
  const workflow = JSON.parse(await readFile(file, "utf8")) as WorkflowDocument;
  const view = { ...workflow.view, notes: [note], frames: [frame], wires: [bent] };
  // As it is saved, so that saving it unchanged has nothing to wait for.
  await writeFile(file, writeWorkflow({ ...workflow, view }));
  const editor = await openFlow(page, await launch(file), 5 + view.notes.length + view.frames.length);
  const saved = async () => {
    await editor.save();
    return readFile(file, "utf8");
  };
  const before = await saved();
  for (const { name, makes, act } of ALL)
    await test.step(name, async () => {
      await editor.canvas.focus();
      await act(editor, samples);
      await soon(() => commandsOf(file)).toEqual(makes.toSorted());
      const after = await saved();
      expect(after).not.toBe(before);

      await editor.menu.choose("Edit", `Undo ${name}`);
      await expect(editor.unsaved).toBeVisible();
      expect(await saved()).toBe(before);
      await editor.canvas.focus();
      await editor.redo();
      await expect(editor.unsaved).toBeVisible();
      expect(await saved()).toBe(after);
      await editor.undo();
      await expect(editor.unsaved).toBeVisible();
      expect(await saved()).toBe(before);
    });
});
