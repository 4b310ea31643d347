// What holds for every document and every sequence of commands, broken files included?

import fc from "fast-check";
import { expect, test } from "vitest";
import { applyCommand, applyCommands } from "../../engine/document/apply.ts";
import type { Command } from "../../engine/document/command.ts";
import { findCycles } from "../../engine/document/cycles.ts";
import { invert } from "../../engine/document/invert.ts";
import { documentIssues } from "../../engine/document/issues.ts";
import { readWorkflow } from "../../engine/document/read.ts";
import { refusalOf } from "../../engine/document/refusal.ts";
import { topologicalOrder } from "../../engine/document/topology.ts";
import { parsePort, type WorkflowDocument } from "../../engine/document/types.ts";
import { writeWorkflow } from "../../engine/document/write.ts";
import { anyCommand, anyDocument, documentAndCommands, emptyDocument } from "./arbitrary.ts";

/** The steps that were possible, each with the documents around it. */
function* walk(start: WorkflowDocument, commands: readonly Command[]) {
  let before = start;
  for (const command of commands) {
    if (refusalOf(before, command)) continue;
    const after = applyCommand(before, command);
    yield { before, command, after };
    before = after;
  }
}

test("reading what was written gives the document, and the same bytes again", () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const text = writeWorkflow(document);
      const read = readWorkflow(text);
      expect(read.readOnly).toBe(false);
      expect(JSON.parse(text)).toEqual(document);
      expect(read.document).toEqual(document);
      expect(writeWorkflow(read.document ?? emptyDocument)).toBe(text);
    }),
  );
});

test("the inverse takes every command back, to the byte, and its own inverse does it again", () => {
  let steps = 0;
  fc.assert(
    fc.property(documentAndCommands, ([document, commands]) => {
      for (const { before, command, after } of walk(document, commands)) {
        const back = invert(before, command);
        const undone = applyCommands(after, back);
        expect(undone).toEqual(before);
        expect(writeWorkflow(undone)).toBe(writeWorkflow(before));
        const again = back.flatMap((restore) => invert(after, restore));
        expect(writeWorkflow(applyCommands(undone, again))).toBe(writeWorkflow(after));
        steps++;
      }
    }),
    { numRuns: 400 },
  );
  expect(steps).toBeGreaterThan(400);
});

test("a command does the same after a trip through JSON, and leaves the document it was given alone", () => {
  fc.assert(
    fc.property(documentAndCommands, ([document, commands]) => {
      for (const { before, command, after } of walk(document, commands)) {
        const text = JSON.stringify(before);
        const copy = JSON.parse(JSON.stringify(command)) as Command;
        expect(applyCommand(before, copy)).toEqual(after);
        expect(JSON.stringify(before)).toBe(text);
      }
    }),
  );
});

test("no sequence of commands makes a document with an issue out of one without", () => {
  let sizes = 0;
  fc.assert(
    fc.property(fc.array(anyCommand, { minLength: 10, maxLength: 60, size: "max" }), (commands) => {
      for (const { after } of walk(emptyDocument, commands)) {
        expect(documentIssues(after)).toEqual([]);
        sizes = Math.max(sizes, after.edges.length);
      }
    }),
  );
  expect(sizes).toBeGreaterThan(0);
});

test("applying the fixes one after the other leaves no issue", () => {
  fc.assert(
    fc.property(anyDocument, (broken) => {
      let document = broken;
      for (let issues = documentIssues(document); issues.length > 0; issues = documentIssues(document)) {
        const next = issues.find((issue) =>
          issue.fix?.commands.every((command) => !refusalOf(document, command)),
        );
        if (!next?.fix) throw new Error(`No way on from ${issues[0].message}`);
        document = applyCommands(document, next.fix.commands);
        expect(documentIssues(document).length).toBeLessThan(issues.length);
      }
    }),
  );
});

test("in topological order every wire leads forwards, exactly when there are no cycles", () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const order = topologicalOrder(document);
      const ids = new Set(document.nodes.map((node) => node.id));
      expect(new Set(order)).toEqual(ids);
      expect(order).toHaveLength(ids.size);
      const forwards = document.edges.every((edge) => {
        const [from, to] = [parsePort(edge.from), parsePort(edge.to)];
        const whole = ids.has(from.node) && ids.has(to.node) && from.port !== "";
        return !whole || order.indexOf(from.node) < order.indexOf(to.node);
      });
      expect(forwards).toBe(findCycles(document).length === 0);
    }),
  );
});
