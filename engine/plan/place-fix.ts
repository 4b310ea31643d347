// How does a fix that a node offers find its place? Nodes know neither their own id nor their wires: the plan does.

import type { Command, InsertNode } from "../document/command.ts";
import type { Fix, Issue } from "../document/issue.ts";
import { freshName, slug } from "../document/slug.ts";
import type { EdgeDocument } from "../document/types.ts";
import type { PlannedEdge } from "./types.ts";

/** A node of the plan, as far as fixes need to know it. */
export interface FixPlace {
  readonly id: string;
  /** The wires that end at the node, in file order. */
  readonly incoming: readonly PlannedEdge[];
  /** Ids that no new node may have. Those given to new nodes are added, so that several fixes can be applied. */
  readonly taken: Set<string>;
}

/**
 * The issue with its fixes ready to be applied: empty ids become the node's, an inserted node gets a fresh id and the
 * wire at the issue's port (the first wire of the node where the issue names none). A fix that wants a wire where there
 * is none is left out.
 */
export function placeFix(issue: Issue, place: FixPlace): Issue {
  const { fix, otherFixes = [], ...rest } = issue;
  const placed = fix && placedFix(fix, issue.port, place);
  const others = otherFixes.flatMap((each) => placedFix(each, issue.port, place) ?? []);
  return { ...rest, ...(placed && { fix: placed }), ...(others.length > 0 && { otherFixes: others }) };
}

function placedFix(fix: Fix, port: string | undefined, place: FixPlace): Fix | null {
  const commands: Command[] = [];
  let edge = wireAt(port, place);
  for (const command of fix.commands) {
    if (command.do === "insert-node") {
      const inserted = insertion(command, edge, place);
      if (!inserted) return null;
      commands.push(inserted);
      // A second node of the same fix comes behind the first.
      edge = { from: `${inserted.node.id}.${inserted.output}`, to: inserted.edge.to };
    } else commands.push("id" in command && command.id === "" ? { ...command, id: place.id } : command);
  }
  return { ...fix, commands };
}

function insertion(command: InsertNode, wire: EdgeDocument | null, { taken }: FixPlace): InsertNode | null {
  const { node, edge } = command;
  const into = edge.from === "" || edge.to === "" ? wire : edge;
  if (!into) return null;
  const id = node.id === "" ? freshName(slug(node.kind), taken) : node.id;
  taken.add(id);
  return { ...command, node: { ...node, id }, edge: into };
}

function wireAt(port: string | undefined, { incoming }: FixPlace): EdgeDocument | null {
  const wire = incoming.find((edge) => edge.toPort === port) ?? incoming[0];
  return wire ? { from: wire.via ?? `${wire.from}.${wire.fromPort}`, to: `${wire.to}.${wire.toPort}` } : null;
}
