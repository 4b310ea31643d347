// The form of a node, from the catalog alone: what is set by hand, what is learned, and what the file has besides.

import { Button } from "@mantine/core";
import { useContext, useMemo, useState } from "react";
import { words } from "../../strings/inspector.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import type { Kind } from "../catalog-types.ts";
import { ModelContext } from "../context.ts";
import { findNode } from "../use-node.ts";
import { useSame } from "../use-same.ts";
import { Learned } from "./learned.tsx";
import { ParamField } from "./param-field.tsx";
import { Trained } from "./trained.tsx";

interface Props {
  readonly node: string;
  readonly kind: Kind;
}

export function ParamForm({ node, kind }: Props) {
  const own = useMemo(() => kind.params.filter(({ fitted }) => !fitted), [kind]);
  const nodes = useMemo(() => [node], [node]);
  const trained = kind.canTrain && <Trained key={node} node={node} kind={kind} />;
  const trainsFirst = useTrainsFirst(node);
  return (
    <div className="mr-form">
      {trainsFirst && trained}
      {kind.params.length === 0 && <p className="mr-faint">{words.noParams}</p>}
      {own.map((param) => (
        <ParamField key={param.name} nodes={nodes} param={param} />
      ))}
      {!trainsFirst && trained}
      {kind.canFit && <Learned node={node} kind={kind} />}
      <UnusedParams node={node} kind={kind} />
    </div>
  );
}

/** Whether the node had no model when it was selected: then training is one of the first things to do, and stays where it was begun. */
function useTrainsFirst(node: string): boolean {
  const model = useContext(ModelContext);
  const [seen, setSeen] = useState({ node, first: model === "" });
  if (seen.node === node) return seen.first;
  const now = { node, first: model === "" };
  setSeen(now);
  return now.first;
}

function UnusedParams({ node, kind }: Props) {
  const { document } = useWorkspace();
  const unused = useDocument(
    useSame((state) => {
      const known = new Set(kind.params.map(({ name }) => name));
      return Object.keys(findNode(state.document, node)?.params ?? {}).filter((name) => !known.has(name));
    }),
  );
  if (unused.length === 0) return null;
  return (
    <div className="mr-unused">
      <h3>{words.unused}</h3>
      {unused.map((name) => (
        <p key={name}>
          <span>{words.unusedParam(name)}</span>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={words.removeNamed(name)}
            onClick={() =>
              document.edit(words.unsetLabel(name), [{ do: "unset-param", id: node, param: name }])
            }
          >
            {words.remove}
          </Button>
        </p>
      ))}
    </div>
  );
}
