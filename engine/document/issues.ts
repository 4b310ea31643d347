// What is wrong with a document by itself, without knowing any node kind? Each with a fix that can be applied.

import { findCycles, pathText } from "./cycles.ts";
import type { Issue } from "./issue.ts";
import { freshName, idsInUse, slug } from "./slug.ts";
import { isNodeId, parsePort, type EdgeDocument, type WorkflowDocument } from "./types.ts";

/** Bad and duplicate ids, dangling and doubled wires, cycles: in this order, each kind in file order. */
export function documentIssues(document: WorkflowDocument): Issue[] {
  return [...idIssues(document), ...wireIssues(document), ...cycleIssues(document)];
}

function idIssues(document: WorkflowDocument): Issue[] {
  // One set for all, so that several fixes can be applied one after the other.
  const taken = idsInUse(document);
  const seen = new Set<string>();
  return document.nodes.flatMap(({ id, title }, index): Issue[] => {
    const duplicate = seen.has(id);
    seen.add(id);
    if (!duplicate && isNodeId(id)) return [];
    const to = freshName(slug(isNodeId(id) ? id : id || title), taken);
    taken.add(to);
    const fix = { label: `Rename to ${to}`, commands: [{ do: "set-id", id, to, index }] } as const;
    const common = { severity: "error", node: id, path: `nodes[${index}].id`, fix } as const;
    if (duplicate) {
      const message = `Two nodes have the id ${JSON.stringify(id)}; wires belong to the first one.`;
      return [{ ...common, code: "NODE_ID_DUPLICATE", message, expected: "an id of its own", got: id }];
    }
    const expected = "letters, digits, - and _, beginning with a letter or digit";
    return [
      {
        ...common,
        code: "NODE_ID_INVALID",
        message: `${JSON.stringify(id)} cannot be a node id.`,
        expected,
        got: id,
      },
    ];
  });
}

function wireIssues(document: WorkflowDocument): Issue[] {
  const ids = new Set(document.nodes.map((node) => node.id));
  const seen = new Set<string>();
  return document.edges.flatMap((edge, index): Issue[] => {
    const path = `edges[${index}]`;
    const key = JSON.stringify([edge.from, edge.to]);
    const doubled = seen.has(key);
    seen.add(key);
    const end = danglingEnd(edge, ids);
    if (!end && !doubled) return [];
    const fix = { label: "Remove the wire", commands: [{ do: "disconnect", edge }] } as const;
    const common = { severity: "error", path, fix } as const;
    if (!end) {
      const message = `The wire ${edge.from} → ${edge.to} is there twice.`;
      return [
        {
          ...common,
          code: "EDGE_DUPLICATE",
          message,
          node: parsePort(edge.to).node,
          port: parsePort(edge.to).port,
          expected: "each wire once",
          got: `${edge.from} → ${edge.to}`,
        },
      ];
    }
    const other = parsePort(edge[end === "from" ? "to" : "from"]);
    const missing = parsePort(edge[end]);
    const message = ids.has(missing.node)
      ? `The wire ${edge.from} → ${edge.to} names no port of ${missing.node}.`
      : `The wire ${edge.from} → ${edge.to} ends at a node that is not there: ${JSON.stringify(missing.node)}.`;
    const place = ids.has(other.node) ? { node: other.node, port: other.port } : {};
    return [
      {
        ...common,
        ...place,
        code: "EDGE_DANGLING",
        message,
        expected: "node.port of a node in this file",
        got: edge[end],
      },
    ];
  });
}

function danglingEnd(edge: EdgeDocument, ids: ReadonlySet<string>): "from" | "to" | null {
  for (const end of ["from", "to"] as const) {
    const { node, port } = parsePort(edge[end]);
    if (!ids.has(node) || port === "") return end;
  }
  return null;
}

function cycleIssues(document: WorkflowDocument): Issue[] {
  return findCycles(document).map(({ path, closing, edge }) => {
    const to = parsePort(closing.to);
    return {
      code: "GRAPH_CYCLE",
      severity: "error",
      message: `The wires run in a circle: ${pathText(path)}. Nothing in it could ever start.`,
      node: to.node,
      port: to.port,
      path: `edges[${edge}]`,
      expected: "wires that lead on only",
      got: path.join(" → "),
      fix: {
        label: `Remove the wire ${closing.from} → ${closing.to}`,
        commands: [{ do: "disconnect", edge: { from: closing.from, to: closing.to } }],
      },
    };
  });
}
