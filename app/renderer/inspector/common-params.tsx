// The params that all selected nodes have: one edit changes all of them, in one step.

import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import type { NodeDocument } from "../../../engine/document/types.ts";
import { words } from "../strings/inspector.ts";
import { usePlan, useWorkspace } from "../workspace.tsx";
import { InputsContext } from "./context.ts";
import { commonInputs, commonParams } from "./logic/common-params.ts";
import { ParamField } from "./node/param-field.tsx";
import { Section } from "./section.tsx";

const NO_INPUTS = {};

export function CommonParams({ nodes }: { readonly nodes: readonly NodeDocument[] }) {
  const workspace = useWorkspace();
  const names = nodes.map(({ kind }) => kind).join("\n");
  const params = useMemo(() => {
    const kinds = names.split("\n").map((name) => workspace.kinds.get(name));
    return kinds.every((kind) => kind !== undefined) ? commonParams(kinds) : [];
  }, [names, workspace.kinds]);
  const key = nodes.map(({ id }) => id).join("\n");
  const ids = useMemo(() => key.split("\n"), [key]);
  const arrive = usePlan(useShallow((state) => ids.map((id) => state.nodes[id]?.inputs ?? NO_INPUTS)));
  const inputs = useMemo(() => commonInputs(arrive), [arrive]);
  if (nodes.length < 2 || params.length === 0) return null;
  return (
    <InputsContext value={inputs}>
      <Section name="together" title={words.together}>
        <div className="mr-form">
          {params.map((param) => (
            <ParamField key={param.name} nodes={ids} param={param} />
          ))}
        </div>
      </Section>
    </InputsContext>
  );
}
