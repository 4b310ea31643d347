// A wire names a node and none of its ports: which are meant? The document cannot tell, the kinds of its nodes can.

import type { Command } from "../document/command.ts";
import type { Fix, Issue } from "../document/issue.ts";
import { parsePort, type EdgeDocument } from "../document/types.ts";
import { ERROR_PORT } from "../sdk/ports.ts";
import type { PreparedNode } from "./prepare.ts";
import { outputNames } from "./wires.ts";

/** More than these are no choice. */
const MOST_OFFERED = 6;

/**
 * The issue of a dangling wire, which offers to name the ports in place of removing the wire where only one pair of them is free. Of
 * several pairs only a person knows which is meant.
 */
export function withMeantPorts(
  issue: Issue,
  edges: readonly EdgeDocument[],
  nodes: ReadonlyMap<string, PreparedNode>,
): Issue {
  const index = Number(/^edges\[(\d+)\]$/.exec(issue.path ?? "")?.[1]);
  if (issue.code !== "EDGE_DANGLING" || !issue.fix || !edges[index]) return issue;
  const wire = edges[index];
  const meant = freePairs(wire, edges, nodes).slice(0, MOST_OFFERED);
  if (meant.length === 0) return issue;
  const { fix: remove, ...rest } = issue;
  const fixes = meant.map((edge): Fix => {
    const commands: Command[] = [
      { do: "disconnect", edge: wire },
      { do: "connect", edge, index },
    ];
    return { label: `Connect ${edge.from} → ${edge.to}`, commands };
  });
  if (fixes.length === 1) return { ...rest, fix: fixes[0], otherFixes: [remove] };
  const pairs = meant.map(({ from, to }) => `${from} → ${to}`).join(", ");
  return { ...rest, hint: `Write which ports are meant: ${pairs}.`, otherFixes: [...fixes, remove] };
}

/** What the wire could be, given the ports there are and those that are taken. */
function freePairs(
  { from, to }: EdgeDocument,
  edges: readonly EdgeDocument[],
  nodes: ReadonlyMap<string, PreparedNode>,
): EdgeDocument[] {
  const sender = nodes.get(parsePort(from).node);
  const receiver = nodes.get(parsePort(to).node);
  if (!sender || !receiver) return [];
  const outputs = (outputNames(sender) ?? []).filter((port) => port !== ERROR_PORT);
  const inputs = Object.entries(receiver.definition?.inputs ?? {})
    .filter(
      ([port, { many }]) => many || !edges.some((edge) => edge.to === `${receiver.document.id}.${port}`),
    )
    .map(([port]) => port);
  const starts = named(from, outputs);
  const ends = named(to, inputs);
  const pairs = starts.flatMap((start) => ends.map((end) => ({ from: start, to: end })));
  return pairs.filter((pair) => !edges.some((edge) => edge.from === pair.from && edge.to === pair.to));
}

/** The end of a wire as it is, where it names a port. */
function named(end: string, ports: readonly string[]): string[] {
  const { node, port } = parsePort(end);
  return port === "" ? ports.map((one) => `${node}.${one}`) : [end];
}
