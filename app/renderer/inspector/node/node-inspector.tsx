// Everything about one node.

import { useMemo, type ContextType, type ReactNode } from "react";
import { words } from "../../strings/inspector.ts";
import { useRunIssue, withRunIssue } from "../../run-issue.ts";
import { issuesOf } from "../../stores/plan.ts";
import { usePlan, useWorkspace } from "../../workspace.tsx";
import { InputsContext, ModelContext, OutputsContext } from "../context.ts";
import { ComputedBy } from "../model/computed-by.tsx";
import { modelPath } from "../model/model-path.ts";
import { ModelCard } from "../model-card.tsx";
import { IssueCard, MOST_SHOWN } from "../issue-card.tsx";
import { Section } from "../section.tsx";
import { useNode } from "../use-node.ts";
import { useSame } from "../use-same.ts";
import { IssuesContext } from "./field-issues.ts";
import { KindHelp } from "./kind-help.tsx";
import { NodeHeader, ISSUES } from "./node-header.tsx";
import { ParamForm } from "./param-form.tsx";
import { PortSchemas } from "./port-schemas.tsx";
import { RescueForm } from "./rescue-form.tsx";
import { UnknownParams } from "./unknown-params.tsx";

const NO_SCHEMAS = {};

export function NodeInspector({ id }: { readonly id: string }) {
  const { kinds } = useWorkspace();
  const node = useNode(id);
  // The plan is answered anew with every change: only what differs draws again.
  const inputs = usePlan(useSame((state) => state.nodes[id]?.inputs ?? NO_SCHEMAS));
  const outputs = usePlan(useSame((state) => state.nodes[id]?.outputs ?? NO_SCHEMAS));
  const planned = usePlan(useSame((state) => issuesOf(state, id)));
  const runIssue = useRunIssue(id);
  const issues = useMemo(() => withRunIssue(planned, runIssue), [planned, runIssue]);
  const kind = node && kinds.get(node.kind);
  if (!node) return null;
  const model = modelPath(kind, node);
  return (
    <NodeContexts inputs={inputs} outputs={outputs} model={model ?? ""}>
      <IssuesContext value={issues}>
        <NodeHeader node={node} kind={kind} issues={issues} />
        <div className="mr-sections">
          <Section name="parameters" title={words.parameters}>
            {kind ? <ParamForm node={id} kind={kind} /> : <UnknownParams params={node.params} />}
          </Section>
          {model !== null && (
            <Section name="model" title={words.model} folded>
              <ComputedBy node={id} />
              <ModelCard path={model} />
            </Section>
          )}
          {issues.length > 0 && (
            <Section name="issues" id={ISSUES} title={words.issues} mark={issues.length}>
              {issues.slice(0, MOST_SHOWN).map((issue, i) => (
                <IssueCard key={`${issue.code}:${i}`} issue={issue} />
              ))}
              {issues.length > MOST_SHOWN && (
                <p className="mr-in-empty">{words.moreIssues(issues.length - MOST_SHOWN)}</p>
              )}
            </Section>
          )}
          <Section name="data" title={words.data}>
            <PortSchemas id={id} kind={kind} />
          </Section>
          <Section name="rescue" title={words.rescue} mark={node.rescue ? "•" : undefined} folded>
            <RescueForm id={id} rescue={node.rescue} />
          </Section>
          {kind && (
            <Section name="help" id="mr-kind-help" title={words.help} folded>
              <KindHelp kind={kind} />
            </Section>
          )}
        </div>
      </IssuesContext>
    </NodeContexts>
  );
}

interface ContextsProps {
  readonly inputs: ContextType<typeof InputsContext>;
  readonly outputs: ContextType<typeof OutputsContext>;
  readonly model: string;
  readonly children: ReactNode;
}

/** What the fields of the node choose from. */
function NodeContexts({ inputs, outputs, model, children }: ContextsProps) {
  return (
    <InputsContext value={inputs}>
      <OutputsContext value={outputs}>
        <ModelContext value={model}>{children}</ModelContext>
      </OutputsContext>
    </InputsContext>
  );
}
