// Every column of the sample as a card of figures.

import { TextInput } from "@mantine/core";
import { Search, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { NodeDocument } from "../../../../engine/document/types.ts";
import type { Shell } from "../../shell.ts";
import { dockText } from "../../strings/dock.ts";
import { usePreview, useWorkspace } from "../../workspace.tsx";
import { EmptyState } from "../empty-state.tsx";
import { useSummaries } from "../preview/samples.ts";
import { WhyNot } from "../preview/why-not.tsx";
import { PreviewGate } from "../preview-gate.tsx";
import { useShownNode } from "../shown.ts";
import { useShownData } from "../use-shown-data.ts";
import { ColumnCard } from "./column-card.tsx";
import "./columns-tab.css";

const text = dockText.columns;

export function ColumnsTab({ shell }: { readonly shell: Shell }) {
  const node = useShownNode();
  return (
    <PreviewGate shell={shell} node={node}>
      {node && <NodeColumns key={node.id} node={node} />}
    </PreviewGate>
  );
}

function NodeColumns({ node }: { readonly node: NodeDocument }) {
  const workspace = useWorkspace();
  const { output, outputResult, input, inputResult } = useShownData(node);
  const place = output ?? input;
  const result = output ? outputResult : inputResult;
  const { columns, trouble } = useSummaries(workspace, place, result);
  const isStale = usePreview(({ stale }) => place !== null && stale.has(place.node));
  const [filter, setFilter] = useState("");
  if (!place || !result) return <WhyNot node={node} wired={input !== null} />;
  if (trouble !== null && !columns)
    return <EmptyState icon={TriangleAlert} title={text.failed} text={trouble} />;
  const shown = columns?.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())) ?? [];
  return (
    <div className="mr-columns">
      <div className="mr-dock-bar">
        <span className="mr-dock-bar-note mr-numbers">{text.ofSample(result.rows)}</span>
        {isStale && <span className="mr-mark mr-mark-warning">{dockText.preview.stale}</span>}
        <span className="mr-dock-bar-space" />
        <TextInput
          className="mr-dock-filter"
          aria-label={text.filter}
          placeholder={text.filter}
          leftSection={<Search size={13} aria-hidden />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      {columns && shown.length === 0 ? (
        <p className="mr-sample-note">{columns.length === 0 ? dockText.noColumns : text.none}</p>
      ) : (
        <div
          className={isStale ? "mr-column-cards mr-column-cards-dimmed" : "mr-column-cards"}
          tabIndex={0}
          role="group"
          aria-label={dockText.tabs.columns}
          aria-busy={!columns}
        >
          {shown.map((column) => (
            <ColumnCard key={column.name} column={column} />
          ))}
          {!columns && result.schema.fields.map(({ name }) => <div key={name} className="mr-column-card" />)}
        </div>
      )}
    </div>
  );
}
