// The form of a node, from the catalog alone: what is set by hand, what is learned, and what the file has besides.

import { Button } from "@mantine/core";
import { useMemo } from "react";
import { words } from "../../strings/inspector.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import type { Kind } from "../catalog-types.ts";
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
  return (
    <div className="mr-form">
      {kind.params.length === 0 && <p className="mr-faint">{words.noParams}</p>}
      {own.map((param) => (
        <ParamField key={param.name} nodes={nodes} param={param} />
      ))}
      {kind.canTrain && <Trained key={node} node={node} kind={kind} />}
      {kind.canFit && <Learned node={node} kind={kind} />}
      <UnusedParams node={node} kind={kind} />
    </div>
  );
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
