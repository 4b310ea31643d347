// New nodes are set to what the files of their workflow say, as `millrace new` sets them: in one step with that which adds them.

import type { Refusal } from "../../../engine/document/refusal.ts";
import type { Workspace } from "../workspace.tsx";
import { perform, type Edit } from "./edit.ts";

type Parts = Pick<Workspace, "bridge" | "document" | "ui">;

let steps = 0;

/** Carries out an edit that adds nodes. They are there at once; the files are looked at meanwhile. */
export function performNew(workspace: Parts, edit: Edit | null): Refusal | null {
  const step = `new ${++steps}`;
  const refusal = perform(workspace, edit, step);
  if (edit && !refusal) void suit(workspace, edit, step);
  return refusal;
}

async function suit({ bridge, document }: Parts, { label, commands }: Edit, step: string): Promise<void> {
  const nodes = commands.flatMap((command) =>
    command.do === "add-node" || command.do === "insert-node" ? [command.node.id] : [],
  );
  const { session, document: now } = document.getState();
  try {
    const suited = await bridge.plan.suited({ session, document: now, nodes });
    // A node that is gone by now is refused, and nothing has changed.
    document.edit(label, suited.commands, step);
  } catch {
    // Without an engine they stay as their kinds have them.
  }
}
