// Why nothing was exported: what, where, and what to do next.

import { Button } from "@mantine/core";
import { CircleX } from "lucide-react";
import type { Failure } from "../../bridge/shapes.ts";
import { goToNode } from "../dock/node-chip.tsx";
import type { ExportStore } from "../stores/export.ts";
import { exportText as text } from "../strings/export.ts";
import { useDocument, useWorkspace } from "../workspace.tsx";
import { useFirstFocus } from "./use-first-focus.ts";

interface Props {
  readonly store: ExportStore;
  readonly failure: Failure;
  readonly close: () => void;
}

export function Failed({ store, failure, close }: Props) {
  const workspace = useWorkspace();
  const node = useDocument(({ document }) => document.nodes.find(({ id }) => id === failure.node)?.id);
  const show = () => {
    close();
    goToNode(workspace, node!, null);
  };
  const root = useFirstFocus<HTMLDivElement>("failed");
  return (
    <div className="mr-export" ref={root}>
      <h3 className="mr-export-heading">{text.failed}</h3>
      <FailureCard failure={failure} />
      <div className="mr-export-foot">
        {node !== undefined && (
          <Button variant="default" onClick={show}>
            {text.showNode}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {text.close}
        </Button>
        <Button data-autofocus onClick={() => store.back()}>
          {text.back}
        </Button>
      </div>
    </div>
  );
}

/** Code, place, cause and next step, as everywhere. */
export function FailureCard({ failure }: { readonly failure: Failure }) {
  const { code, message, hint, node, file, expected, got, cause } = failure;
  const title = useDocument(({ document }) => document.nodes.find(({ id }) => id === node)?.title);
  const facts = [
    [text.expected, expected],
    [text.got, got],
  ].filter(([, value]) => value !== undefined);
  return (
    <div className="mr-export-failure" role="alert">
      <CircleX size={16} aria-hidden />
      <div>
        <p className="mr-export-failure-message">{message}</p>
        {facts.length > 0 && (
          <dl>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <code>{value}</code>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {hint && <p>{hint}</p>}
        {cause && (
          <details>
            <summary>{text.cause}</summary>
            <pre>{cause}</pre>
          </details>
        )}
        <p className="mr-export-soft mr-mono">{[code, title ?? node, file].filter(Boolean).join(" · ")}</p>
      </div>
    </div>
  );
}
