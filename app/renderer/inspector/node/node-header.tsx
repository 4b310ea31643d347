// The head of the inspector: which node this is, its id, and whether it takes part.

import { Switch, Tooltip } from "@mantine/core";
import { useId, useState, type KeyboardEvent } from "react";
import type { Issue, Severity } from "../../../../engine/document/issue.ts";
import type { NodeDocument } from "../../../../engine/document/types.ts";
import { words } from "../../strings/inspector.ts";
import { nodeTitle } from "../../ui/node-title.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import type { Kind } from "../catalog-types.ts";

interface Props {
  readonly node: NodeDocument;
  readonly kind: Kind | undefined;
  readonly issues: readonly Issue[];
}

/** Id of the list of issues, to which the head leads. */
export const ISSUES = "mr-issues";

export function NodeHeader({ node, kind, issues }: Props) {
  const { document } = useWorkspace();
  const readOnly = useDocument((state) => state.readOnly);
  const { id, title } = node;
  return (
    <header className="mr-head" data-category={kind?.category}>
      <h2 className="mr-hidden">{nodeTitle(node, kind)}</h2>
      <div className="mr-head-line">
        <input
          className="mr-head-title"
          aria-label={words.titleOf}
          value={title}
          placeholder={kind?.title}
          readOnly={readOnly}
          onChange={(event) =>
            document.edit(
              words.renameLabel,
              [{ do: "rename-node", id, title: event.currentTarget.value }],
              `title:${id}`,
            )
          }
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
          onBlur={() => document.endMerge()}
        />
        {issues.length > 0 && <Issues issues={issues} />}
      </div>
      <p className="mr-head-kind">
        <strong>{kind?.title ?? words.unknownKind}</strong> {kind?.summary ?? words.unknownKindHelp}
      </p>
      <div className="mr-head-row">
        <IdField key={id} id={id} readOnly={readOnly} />
        <Tooltip label={words.enabled}>
          <Switch
            size="xs"
            label={words.enabledShort}
            aria-label={words.enabled}
            checked={!node.disabled}
            disabled={readOnly}
            onChange={(event) => {
              const disabled = !event.currentTarget.checked;
              document.edit(disabled ? words.disableLabel(1) : words.enableLabel(1), [
                { do: "set-disabled", id, disabled },
              ]);
            }}
          />
        </Tooltip>
        <Tooltip label={words.bypassed}>
          <Switch
            size="xs"
            label={words.bypass}
            checked={node.bypassed ?? false}
            disabled={readOnly}
            onChange={(event) => {
              const bypassed = event.currentTarget.checked;
              document.edit(bypassed ? words.bypassLabel(1) : words.unbypassLabel(1), [
                { do: "set-bypassed", id, bypassed },
              ]);
            }}
          />
        </Tooltip>
      </div>
    </header>
  );
}

const WORST_FIRST: readonly Severity[] = ["error", "warning", "info"];

/** Below the fields, so that they stay where they are while somebody types. */
function Issues({ issues }: { readonly issues: readonly Issue[] }) {
  // The worst of them, in the words and colours of the list of all.
  const worst = WORST_FIRST.find((each) => issues.some(({ severity }) => severity === each)) ?? "info";
  const text = words.sums[worst](issues.filter(({ severity }) => severity === worst).length);
  return (
    <button
      type="button"
      className="mr-head-issues mr-numbers"
      data-severity={worst}
      onClick={() => document.getElementById(ISSUES)?.scrollIntoView({ block: "nearest" })}
    >
      {text}
    </button>
  );
}

/** Typed in full, then changed at once: wires, positions and the selection follow. */
function IdField({ id, readOnly }: { readonly id: string; readonly readOnly: boolean }) {
  const { document, ui } = useWorkspace();
  const [text, setText] = useState(id);
  const [refused, setRefused] = useState<string | null>(null);
  const about = useId();
  const commit = () => {
    const to = text.trim();
    if (to === id) {
      setText(id);
      return setRefused(null);
    }
    const refusal = document.edit(words.idLabel, [{ do: "set-id", id, to }]);
    if (refusal) return setRefused(`${refusal.message} ${refusal.hint}`);
    ui.setState({ selected: ui.getState().selected.map((each) => (each === id ? to : each)) });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") commit();
    if (event.key !== "Escape") return;
    setText(id);
    setRefused(null);
  };
  return (
    <span className="mr-id">
      <input
        className="mr-mono"
        aria-label={words.nodeId}
        aria-describedby={about}
        aria-invalid={refused !== null || undefined}
        title={words.nodeIdHelp}
        spellCheck={false}
        value={text}
        readOnly={readOnly}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setRefused(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={commit}
      />
      <span id={about} className={refused ? "mr-wrong" : "mr-hidden"} role={refused ? "alert" : undefined}>
        {refused ?? words.nodeIdHelp}
      </span>
    </span>
  );
}
