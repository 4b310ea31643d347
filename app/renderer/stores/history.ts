// The way back and forth in what was journaled: gestures as they were made, undone and done again.

import type { Opened } from "../../bridge/shapes.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { documentText as text } from "../strings/document.ts";
import type { DocumentState } from "./document.ts";
import { replacement, replayed, type Replayed } from "./recovery.ts";

/** A gesture that was done in an earlier session. */
export interface DoneBefore extends Omit<Replayed, "document"> {
  readonly label: string;
}

export interface History {
  readonly document: WorkflowDocument;
  readonly undo: readonly DoneBefore[];
  readonly redo: readonly DoneBefore[];
}

type Journaled = Pick<NonNullable<Opened["recovery"]>, "commands" | "steps">;

/** Gesture by gesture, so that each can be taken back again; in a journal of a version that wrote none, all is one. */
export function historyOf(document: WorkflowDocument, journaled: Journaled): History {
  const undo: DoneBefore[] = [];
  let redo: DoneBefore[] = [];
  let now = document;
  for (const { is, label, commands } of gesturesOf(journaled)) {
    const again = replayed(now, commands);
    now = again.document;
    const done: DoneBefore = { label, commands: again.commands, inverse: again.inverse };
    const isWhole = again.commands.length === commands.length;
    const last = undo.at(-1);
    // A kill may have left a part of a gesture that was taken back: then that part is one of its own.
    if (is === "undo" && isWhole && last?.inverse.length === commands.length) redo.push(undo.pop()!);
    else if (is === "redo" && isWhole && redo.at(-1)?.commands.length === commands.length)
      undo.push(redo.pop()!);
    else if (again.inverse.length > 0) {
      if (is === "more" && last) undo[undo.length - 1] = joined(last, done);
      else undo.push(is === "undo" ? { ...done, label: text.takeBack(label) } : done);
      redo = [];
    }
    if (!isWhole) break;
  }
  return { document: now, undo, redo };
}

function joined(first: DoneBefore, second: DoneBefore): DoneBefore {
  return {
    label: first.label,
    commands: [...first.commands, ...second.commands],
    inverse: [...second.inverse, ...first.inverse],
  };
}

function gesturesOf({ commands, steps }: Journaled) {
  const first = { at: 0, is: "new" as const, label: text.restore };
  const all = steps.at(0)?.at === 0 ? steps : [first, ...steps];
  return all.map((step, place) => ({ ...step, commands: commands.slice(step.at, all.at(place + 1)?.at) }));
}

/** What a journal has to hold to lead from one text to the workflow as it stands here: its gestures, or else the whole as one. */
export function journalOf(
  from: WorkflowDocument,
  { undo, savedAt, document }: Pick<DocumentState, "undo" | "savedAt" | "document">,
): Journaled {
  const saved = undo.findIndex(({ id }) => id === savedAt);
  const since = savedAt === 0 || saved >= 0 ? undo.slice(saved + 1) : [];
  const commands = since.flatMap((gesture) => [...gesture.commands]);
  if (writeWorkflow(replayed(from, commands).document) === writeWorkflow(document)) {
    let at = 0;
    const steps = since.map(({ label, commands: own }) => {
      const step = { at, is: "new" as const, label };
      at += own.length;
      return step;
    });
    return { commands, steps };
  }
  return { commands: [replacement(from, document)], steps: [{ at: 0, is: "new", label: text.restore }] };
}
