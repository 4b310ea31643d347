// What a node learns from data, and the button that has it learn.

import { Button } from "@mantine/core";
import { GraduationCap } from "lucide-react";
import { useMemo, useState } from "react";
import type { Command } from "../../../../engine/document/command.ts";
import type { Failure } from "../../../bridge/shapes.ts";
import { words } from "../../strings/inspector.ts";
import { failureOf } from "../../failure.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import type { Kind } from "../catalog-types.ts";
import { findNode } from "../use-node.ts";
import { ParamField } from "./param-field.tsx";

interface Props {
  readonly node: string;
  readonly kind: Kind;
}

type Fit =
  { readonly is: "idle" } | { readonly is: "fitting" } | { readonly is: "failed"; readonly failure: Failure };

export function Learned({ node, kind }: Props) {
  const { bridge, document } = useWorkspace();
  const [fit, setFit] = useState<Fit>({ is: "idle" });
  const fitted = useMemo(() => kind.params.filter((param) => param.fitted), [kind]);
  const nodes = useMemo(() => [node], [node]);
  const readOnly = useDocument((state) => state.readOnly);
  const learned = useDocument((state) => {
    const params = findNode(state.document, node)?.params ?? {};
    return fitted.some(({ name }) => params[name] !== undefined);
  });
  const learn = async () => {
    setFit({ is: "fitting" });
    try {
      const { session, document: asked } = document.getState();
      const { params } = await bridge.plan.fit({ session, document: asked, node });
      const commands = Object.entries(params).map(([param, value]): Command => ({
        do: "set-param",
        id: node,
        param,
        value,
      }));
      const title = findNode(document.getState().document, node)?.title ?? node;
      document.edit(words.fitLabel(title || kind.title), commands);
      setFit({ is: "idle" });
    } catch (thrown) {
      setFit({ is: "failed", failure: failureOf(thrown) });
    }
  };
  const fitting = fit.is === "fitting";
  return (
    <section className="mr-learned" aria-label={words.learned} aria-busy={fitting}>
      <header>
        <h3>{words.learned}</h3>
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<GraduationCap size={13} aria-hidden />}
          disabled={fitting || readOnly}
          onClick={() => void learn()}
        >
          {fitting ? words.fitting : learned ? words.fitAgain : words.fit}
        </Button>
      </header>
      <div className="mr-fit-line" data-running={fitting || undefined} aria-hidden />
      {fit.is === "failed" && (
        <div className="mr-refusal" role="alert">
          <p>{fit.failure.message}</p>
          {fit.failure.hint && <p className="mr-soft">{fit.failure.hint}</p>}
          <code className="mr-issue-code">{fit.failure.code}</code>
        </div>
      )}
      {!learned && fit.is !== "failed" && <p className="mr-faint">{words.notLearned}</p>}
      {fitted.map((param) => (
        <ParamField key={param.name} nodes={nodes} param={param} />
      ))}
    </section>
  );
}
