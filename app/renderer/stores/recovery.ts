// What an earlier session left unsaved: how its commands are done again, and how a file that has changed since takes them.

import type { Opened } from "../../bridge/shapes.ts";
import type { Command } from "../../../engine/document/command.ts";
import { applyCommand } from "../../../engine/document/apply.ts";
import { invert } from "../../../engine/document/invert.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import { refusalOf } from "../../../engine/document/refusal.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";

export interface Replayed {
  readonly document: WorkflowDocument;
  readonly commands: readonly Command[];
  /** In the order in which they take it back. */
  readonly inverse: readonly Command[];
}

/** As far as they go: a journal that was cut off in the middle still brings back what stands before the cut. */
export function replayed(document: WorkflowDocument, commands: readonly Command[]): Replayed {
  const done: Command[] = [];
  const inverse: Command[] = [];
  let next = document;
  for (const command of commands) {
    if (refusalOf(next, command)) break;
    inverse.unshift(...invert(next, command));
    next = applyCommand(next, command);
    done.push(command);
  }
  return { document: next, commands: done, inverse };
}

/** The workflow as it was left, where the file has changed since; null where that is what the file says anyway. */
export function leftOver(
  now: WorkflowDocument,
  recovery: NonNullable<Opened["recovery"]>,
): WorkflowDocument | null {
  const base = recovery.base === null ? null : readWorkflow(recovery.base).document;
  if (!base) return null;
  const left = replayed(base, recovery.commands).document;
  return writeWorkflow(left) === writeWorkflow(now) ? null : left;
}

/** Puts another workflow in the place of one, as a command. */
export function replacement(from: WorkflowDocument, to: WorkflowDocument): Command {
  const gone = Object.fromEntries(Object.keys(from.view.nodes).map((id) => [id, null]));
  return {
    do: "restore",
    nodes: { at: 0, remove: from.nodes.length, insert: to.nodes },
    edges: { at: 0, remove: from.edges.length, insert: to.edges },
    view: { ...gone, ...to.view.nodes },
    notes: to.view.notes ?? null,
    frames: to.view.frames ?? null,
  };
}
