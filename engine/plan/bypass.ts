// Which wires lead on where a node is bypassed? What comes in at its one input goes on from its first output.

import type { Catalog } from "../catalog/catalog.ts";
import type { Issue } from "../document/issue.ts";
import { parsePort, type EdgeDocument, type NodeDocument } from "../document/types.ts";
import { outputPorts } from "../sdk/define-node.ts";
import type { AnyNode } from "../sdk/node-definition.ts";

/** Where the frames of a port come from while nodes are left out: `node.port`; null = from nowhere. */
export type Route = (from: string) => string | null;

/** The way round the bypassed ones of `nodes`, and issues for those that have none. */
export async function bypassRoute(
  nodes: readonly NodeDocument[],
  edges: readonly EdgeDocument[],
  catalog: Catalog,
): Promise<{ readonly route: Route; readonly issues: readonly Issue[] }> {
  const issues: Issue[] = [];
  /** By the first output of a bypassed node: what is wired to its input. */
  const before = new Map<string, string | null>();
  for (const node of nodes.filter(({ bypassed, disabled }) => bypassed && !disabled)) {
    const definition = await catalog.load(node.kind);
    const inputs = Object.entries(definition?.inputs ?? {});
    if (!definition || inputs.length !== 1) {
      issues.push(impossible(node, inputs.length));
      continue;
    }
    const [[port, spec]] = inputs;
    const wires = edges.filter(({ to }) => to === `${node.id}.${port}`);
    if (spec.many && wires.length > 1) issues.push(impossible(node, wires.length));
    const output = firstOutput(definition, node);
    if (output !== undefined) before.set(`${node.id}.${output}`, wires.at(0)?.from ?? null);
  }
  const bypassed = new Set(nodes.filter((node) => node.bypassed).map(({ id }) => id));
  const route: Route = (from) => {
    let at: string | null = from;
    // Wires in a circle would lead round for ever.
    const seen = new Set<string>();
    while (at !== null && bypassed.has(parsePort(at).node) && !seen.has(at)) {
      seen.add(at);
      at = before.get(at) ?? null;
    }
    return at !== null && seen.has(at) ? null : at;
  };
  return { route, issues };
}

/** Of a kind whose ports come from its params: as they are, or as they are by default. */
function firstOutput(definition: AnyNode, { params }: NodeDocument): string | undefined {
  if (typeof definition.outputs !== "function") return Object.keys(definition.outputs).at(0);
  const given = definition.params.safeParse(params);
  const usable = given.success ? given : definition.params.safeParse({});
  return usable.success ? Object.keys(outputPorts(definition, usable.data)).at(0) : undefined;
}

function impossible({ id, title }: NodeDocument, inputs: number): Issue {
  const got = inputs === 0 ? "none" : `${inputs} inputs`;
  return {
    code: "BYPASS_IMPOSSIBLE",
    severity: "error",
    node: id,
    message: `"${title}" cannot be bypassed: there is not one input whose rows could go on in its place.`,
    expected: "one input",
    got,
    hint: "Take the bypass off, or disable the node.",
    fix: { label: "Take the bypass off", commands: [{ do: "set-bypassed", id, bypassed: false }] },
  };
}
