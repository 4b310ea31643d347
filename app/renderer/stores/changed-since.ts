// Of which nodes are a run's figures out of date? Those that were changed since it began, and all that get data from one of them.

import { parsePort, type NodeDocument, type WorkflowDocument } from "../../../engine/document/types.ts";

export type Graph = Pick<WorkflowDocument, "nodes" | "edges">;

const NOTHING: ReadonlySet<string> = new Set();

/** Every card asks for the same two graphs. */
let last: { readonly ran: Graph; readonly now: Graph; readonly changed: ReadonlySet<string> } | null = null;

/** Where nodes stand and what they are called changes nothing of what they compute. `ran` null: nothing has run. */
export function changedSince(ran: Graph | null, now: Graph): ReadonlySet<string> {
  if (ran === null || (ran.nodes === now.nodes && ran.edges === now.edges)) return NOTHING;
  if (last && isSame(last.ran, ran) && isSame(last.now, now)) return last.changed;
  const changed = compared(ran, now);
  last = { ran, now, changed };
  return changed;
}

/** Whether the whole workflow is the one that ran: nothing has come, gone or changed. */
export function isAsItRan(ran: Graph | null, now: Graph): boolean {
  if (ran === null) return false;
  const left = new Set(now.nodes.map(({ id }) => id));
  return changedSince(ran, now).size === 0 && ran.nodes.every(({ id }) => left.has(id));
}

function isSame(a: Graph, b: Graph): boolean {
  return a.nodes === b.nodes && a.edges === b.edges;
}

function compared(ran: Graph, now: Graph): ReadonlySet<string> {
  const before = new Map(ran.nodes.map((node) => [node.id, node]));
  const [oldWires, wires] = [wiresInto(ran), wiresInto(now)];
  const changed = new Set(
    now.nodes
      .filter((node) => {
        const old = before.get(node.id);
        return !old || !worksAlike(old, node) || oldWires.get(node.id) !== wires.get(node.id);
      })
      .map(({ id }) => id),
  );
  const behind = arrows(now);
  // What is added on the way is visited too.
  for (const id of changed) for (const next of behind.get(id) ?? []) changed.add(next);
  return changed;
}

function worksAlike(a: NodeDocument, b: NodeDocument): boolean {
  if (a === b) return true;
  const work = ({ kind, version, params, rescue = {}, disabled = false, bypassed = false }: NodeDocument) =>
    sorted({ kind, version, params, rescue, disabled, bypassed });
  return work(a) === work(b);
}

/** An undo may put the keys of params in another order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The order of wires counts: some nodes take their inputs one after the other. */
function wiresInto({ edges }: Graph): ReadonlyMap<string, string> {
  const into = new Map<string, string>();
  for (const { from, to } of edges) {
    const { node } = parsePort(to);
    into.set(node, `${into.get(node) ?? ""}${from}>${to}\n`);
  }
  return into;
}

function arrows({ edges }: Graph): ReadonlyMap<string, readonly string[]> {
  const behind = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const { node } = parsePort(from);
    behind.set(node, [...(behind.get(node) ?? []), parsePort(to).node]);
  }
  return behind;
}
