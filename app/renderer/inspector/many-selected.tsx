// Several things are selected: which, and what can be done with them together.

import { Button } from "@mantine/core";
import { EyeOff, Route, Trash2 } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import { perform, type Edit } from "../edits/edit.ts";
import { remove } from "../edits/remove.ts";
import { toggleBypassed, toggleDisabled } from "../edits/toggle.ts";
import { words } from "../strings/inspector.ts";
import { useDocument, useWorkspace } from "../workspace.tsx";
import { AlignBar } from "./align-bar.tsx";
import { CommonParams } from "./common-params.tsx";
import { useShell } from "./context.ts";

/** Of everything that is selected: who selects more does not look for one. */
const MOST_LISTED = 100;

interface Props {
  readonly nodes: readonly string[];
  readonly items: readonly string[];
}

export function ManySelected({ nodes: ids, items }: Props) {
  const workspace = useWorkspace();
  const shell = useShell();
  const all = useDocument((state) => state.document.nodes);
  const readOnly = useDocument((state) => state.readOnly);
  const nodes = useMemo(() => {
    const chosen = new Set(ids);
    return all.filter(({ id }) => chosen.has(id));
  }, [all, ids]);
  const document = () => workspace.document.getState().document;
  const act = (edit: Edit) => {
    const refusal = perform(workspace, edit);
    if (refusal) shell.notify({ title: refusal.message, text: refusal.hint, level: "error" });
  };
  const button = (label: string, icon: ReactNode, make: () => Edit) => (
    <Button variant="default" leftSection={icon} disabled={readOnly} onClick={() => act(make())}>
      {label}
    </Button>
  );
  return (
    <>
      <header className="mr-head">
        <h2 className="mr-head-name mr-numbers">{words.selected(nodes.length + items.length)}</h2>
      </header>
      <CommonParams nodes={nodes} />
      <div className="mr-together">
        {nodes.length > 0 && (
          <>
            <div className="mr-pair">
              {button(
                nodes.every((node) => node.disabled) ? words.enable : words.disable,
                <EyeOff size={14} aria-hidden />,
                () => toggleDisabled(document(), ids),
              )}
              {button(
                nodes.every((node) => node.bypassed) ? words.unbypass : words.bypass,
                <Route size={14} aria-hidden />,
                () => toggleBypassed(document(), ids),
              )}
            </div>
            <AlignBar readOnly={readOnly} />
            <h2>{words.nodes(nodes.length)}</h2>
          </>
        )}
        <ul className="mr-picked">
          {nodes.slice(0, MOST_LISTED).map(({ id, title, kind }) => {
            const name = title || (workspace.kinds.get(kind)?.title ?? kind);
            return (
              <li key={id} data-category={workspace.kinds.get(kind)?.category}>
                <button
                  type="button"
                  title={words.select(name)}
                  onClick={() =>
                    workspace.ui.setState({ selected: [id], selectedItems: [], selectedEdges: [] })
                  }
                >
                  <span>{name}</span>
                  <code>{id}</code>
                </button>
              </li>
            );
          })}
        </ul>
        {nodes.length > MOST_LISTED && (
          <p className="mr-faint">{words.moreNodes(nodes.length - MOST_LISTED)}</p>
        )}
        <Button
          className="mr-delete"
          variant="default"
          leftSection={<Trash2 size={14} aria-hidden />}
          disabled={readOnly}
          onClick={() => act(remove(document(), { nodes: ids, edges: [], items }))}
        >
          {words.delete}
        </Button>
      </div>
    </>
  );
}
