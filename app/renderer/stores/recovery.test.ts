import { expect, test } from "vitest";
import { applyCommand } from "../../../engine/document/apply.ts";
import type { Command } from "../../../engine/document/command.ts";
import { invert } from "../../../engine/document/invert.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { leftOver, replacement, replayed } from "./recovery.ts";

const node = (id: string) => ({ id, kind: "csv", version: 1, title: id, params: {} });
const workflow = (...ids: string[]): WorkflowDocument => ({
  format: "millrace",
  version: 1,
  nodes: ids.map(node),
  edges: [],
  view: { nodes: Object.fromEntries(ids.map((id, at) => [id, { x: at * 8, y: 0 }])) },
});
const remove = (id: string): Command => ({ do: "remove-nodes", ids: [id] });

test("commands are done again up to the first that is refused, and taken back as one", () => {
  const before = workflow("a", "b", "c");
  const { document, commands, inverse } = replayed(before, [remove("a"), remove("gone"), remove("b")]);
  expect(document.nodes.map(({ id }) => id)).toEqual(["b", "c"]);
  expect(commands).toEqual([remove("a")]);
  expect(inverse.reduce(applyCommand, document)).toEqual(before);
});

test("what was left on a text that the file no longer says comes whole, undone edits included", () => {
  const base = workflow("a", "b");
  const undo = invert(base, remove("a"));
  const commands = [remove("a"), ...undo, remove("b")];
  const recovery = { commands, steps: [], endedAt: null, base: writeWorkflow(base) };
  const now = workflow("theirs");
  const left = leftOver(now, recovery)!;
  expect(left.nodes.map(({ id }) => id)).toEqual(["a"]);
  const command = replacement(now, left);
  const mine = applyCommand(now, command);
  expect(writeWorkflow(mine)).toBe(writeWorkflow(left));
  expect(invert(now, command).reduce(applyCommand, mine)).toEqual(now);
});

test("nothing is left where the file says the same: the program ended while it saved", () => {
  const base = workflow("a", "b");
  const recovery = { commands: [remove("b")], steps: [], endedAt: null, base: writeWorkflow(base) };
  expect(leftOver(workflow("a"), recovery)).toBeNull();
});
