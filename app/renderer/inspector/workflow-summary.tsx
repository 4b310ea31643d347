// The workflow as a whole, while nothing is selected: what it is, and what is wrong with it.

import { groupIssues } from "../dock/issues/group-issues.ts";
import { readOnlyReason } from "../stores/read-only.ts";
import { words } from "../strings/inspector.ts";
import { useDocument, usePlan, useWorkspace } from "../workspace.tsx";
import { IssueCard, MOST_SHOWN } from "./issue-card.tsx";
import { useSame } from "./use-same.ts";

export function WorkflowSummary() {
  const name = useDocument((state) => state.name);
  const path = useDocument((state) => state.path);
  const readOnly = useDocument(readOnlyReason);
  const facts = useDocument(
    useSame(({ document: { nodes, edges } }) => ({
      nodes: nodes.length,
      edges: edges.length,
      disabled: nodes.filter((node) => node.disabled).length,
    })),
  );
  return (
    <>
      <header className="mr-head">
        <h2 className="mr-head-name">{name}</h2>
        <p className="mr-head-path mr-mono" title={path ?? undefined}>
          {path ?? words.notSaved}
        </p>
        <p className="mr-head-facts mr-numbers">
          {[
            words.nodes(facts.nodes),
            words.wires(facts.edges),
            facts.disabled > 0 && words.disabledNodes(facts.disabled),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {readOnly && <p className="mr-soft">{words.readOnlyFile[readOnly]}</p>}
      </header>
      {facts.nodes === 0 ? <p className="mr-in-empty">{words.emptyWorkflow}</p> : <Issues />}
    </>
  );
}

function Issues() {
  const { ui, canvas, document, kinds } = useWorkspace();
  const issues = usePlan(useSame((state) => state.issues));
  const known = usePlan((state) => state.revision > 0);
  const trouble = usePlan((state) => state.trouble);
  const goTo = (node: string) => {
    ui.setState({ selected: [node], selectedEdges: [], selectedItems: [] });
    canvas.current?.goTo({ node });
  };
  const { nodes } = document.getState().document;
  const titles = new Map(nodes.map(({ id, title, kind }) => [id, title || (kinds.get(kind)?.title ?? id)]));
  const trusted = useDocument((state) => state.trusted);
  const groups = groupIssues(issues, [...titles.keys()]);
  if (trouble)
    return (
      <p className="mr-in-empty" role="alert">
        {trouble}
      </p>
    );
  if (!known) return <p className="mr-in-empty">{words.noPlan}</p>;
  if (issues.length === 0)
    return (
      <p className="mr-in-empty">
        {trusted ? words.noIssues : words.noIssuesUntrusted} {words.selectHint}
      </p>
    );
  const sums = groups.map(({ severity, issues: { length } }) => words.sums[severity](length));
  return (
    <section className="mr-all-issues" aria-label={words.issues}>
      <h2 className="mr-numbers">{sums.join(", ")}</h2>
      {groups
        .flatMap((group) => group.issues)
        .slice(0, MOST_SHOWN)
        .map((issue, i) => (
          <IssueCard
            key={`${issue.code}:${issue.node}:${i}`}
            issue={issue}
            place={titles.get(issue.node ?? "")}
            onGoTo={titles.has(issue.node ?? "") ? () => goTo(issue.node!) : undefined}
          />
        ))}
      {issues.length > MOST_SHOWN && (
        <p className="mr-in-empty">{words.moreIssues(issues.length - MOST_SHOWN)}</p>
      )}
    </section>
  );
}
