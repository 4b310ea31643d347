// A wire: where it leads, what it carries, and what is wrong with it.

import { Button } from "@mantine/core";
import { ArrowRight, Trash2 } from "lucide-react";
import { parsePort } from "../../../engine/document/types.ts";
import { issuesOfWire } from "../canvas/wires/wire-issues.ts";
import { perform } from "../edits/edit.ts";
import { remove } from "../edits/remove.ts";
import { edgeKey } from "../stores/ui.ts";
import { words } from "../strings/inspector.ts";
import { useDocument, usePlan, useWorkspace } from "../workspace.tsx";
import { IssueCard } from "./issue-card.tsx";
import { SchemaList } from "./schema-list.tsx";
import { findNode } from "./use-node.ts";
import { useSame } from "./use-same.ts";

export function WireInspector({ edge: key }: { readonly edge: string }) {
  const workspace = useWorkspace();
  const edge = useDocument(({ document }) => document.edges.find((each) => edgeKey(each) === key));
  const readOnly = useDocument((state) => state.readOnly);
  const from = parsePort(edge?.from ?? "");
  const schema = usePlan(useSame((state) => state.nodes[from.node]?.outputs[from.port] ?? null));
  const shown = useDocument((state) => state.document);
  const issues = usePlan(useSame((state) => (edge ? issuesOfWire(state.issues, shown, edge) : [])));
  if (!edge) return null;
  return (
    <>
      <header className="mr-head">
        <h2 className="mr-head-name">{words.wire}</h2>
        <p className="mr-wire-ends">
          <End port={edge.from} label={words.from} />
          <ArrowRight size={14} aria-hidden />
          <End port={edge.to} label={words.to} />
        </p>
      </header>
      <div className="mr-form mr-item">
        {issues.map((issue, i) => (
          <IssueCard key={`${issue.code}:${i}`} issue={issue} />
        ))}
        <section className="mr-in-port" aria-label={words.columns(schema?.fields.length ?? 0)}>
          {schema ? (
            <>
              <header>
                <span className="mr-port-facts mr-numbers">{words.columns(schema.fields.length)}</span>
              </header>
              <SchemaList schema={schema} label={words.wire} />
            </>
          ) : (
            <p className="mr-faint">{words.noSchema}</p>
          )}
        </section>
        <Button
          className="mr-delete"
          variant="default"
          leftSection={<Trash2 size={14} aria-hidden />}
          disabled={readOnly}
          onClick={() =>
            perform(
              workspace,
              remove(workspace.document.getState().document, { nodes: [], edges: [key], items: [] }),
            )
          }
        >
          {words.deleteWire}
        </Button>
      </div>
    </>
  );
}

function End({ port, label }: { readonly port: string; readonly label: string }) {
  const { ui, kinds } = useWorkspace();
  const end = parsePort(port);
  const title = useDocument(({ document }) => {
    const node = findNode(document, end.node);
    return node ? node.title || (kinds.get(node.kind)?.title ?? node.id) : end.node;
  });
  return (
    <button
      type="button"
      title={`${label}: ${port}`}
      onClick={() => ui.setState({ selected: [end.node], selectedEdges: [], selectedItems: [] })}
    >
      <span>{title}</span>
      <code>{end.port}</code>
    </button>
  );
}
