// A model learned from the rows that arrive at a node: which column it predicts, how good it is, and the button that trains it.

import { Button, TextInput } from "@mantine/core";
import { GraduationCap } from "lucide-react";
import { useContext, useState } from "react";
import type { Command } from "../../../../engine/document/command.ts";
import type { Reply } from "../../../bridge/calls.ts";
import type { Failure } from "../../../bridge/shapes.ts";
import { failureOf } from "../../failure.ts";
import { words } from "../../strings/training.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import type { Kind } from "../catalog-types.ts";
import { InputsContext, ModelContext } from "../context.ts";
import { ColumnInput } from "../controls/column-input.tsx";
import { findNode } from "../use-node.ts";
import { TrainingResult } from "./training-result.tsx";

interface Props {
  readonly node: string;
  readonly kind: Kind;
}

type Training =
  | { readonly is: "folded" }
  | { readonly is: "asked" }
  | { readonly is: "training" }
  | { readonly is: "failed"; readonly failure: Failure }
  | { readonly is: "done"; readonly result: Reply<"plan.train"> };

export function Trained({ node, kind }: Props) {
  const { bridge, document } = useWorkspace();
  const columns = Object.values(useContext(InputsContext))[0]?.fields ?? [];
  const model = useContext(ModelContext);
  const readOnly = useDocument((state) => state.readOnly);
  const [training, setTraining] = useState<Training>({ is: "folded" });
  const [target, setTarget] = useState("");
  const [path, setPath] = useState("");
  const file = path || model || `${node}.onnx`;
  const busy = training.is === "training";

  const train = async () => {
    setTraining({ is: "training" });
    try {
      const { session, document: asked } = document.getState();
      const result = await bridge.plan.train({ session, document: asked, node, target, path: file });
      const commands = Object.entries(result.params).map(([param, value]): Command => ({
        do: "set-param",
        id: node,
        param,
        value,
      }));
      const title = findNode(document.getState().document, node)?.title ?? node;
      document.edit(words.label(title || kind.title), commands);
      setTraining({ is: "done", result });
    } catch (thrown) {
      setTraining({ is: "failed", failure: failureOf(thrown) });
    }
  };

  return (
    <section className="mr-learned" aria-label={words.title} aria-busy={busy}>
      <header>
        <h3>{words.title}</h3>
        {training.is === "folded" && (
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<GraduationCap size={13} aria-hidden />}
            disabled={readOnly || columns.length === 0}
            onClick={() => setTraining({ is: "asked" })}
          >
            {words.open}
          </Button>
        )}
      </header>
      {training.is === "folded" && columns.length === 0 && <p className="mr-faint">{words.nothingArrives}</p>}
      {training.is !== "folded" && (
        <>
          <ColumnInput
            label={words.target}
            description={words.targetHelp}
            columns={columns}
            value={target}
            onChange={setTarget}
            disabled={busy}
          />
          <TextInput
            size="xs"
            label={words.file}
            value={file}
            onChange={(event) => setPath(event.currentTarget.value)}
            disabled={busy}
            spellCheck={false}
          />
          <div className="mr-builder-foot">
            {busy ? (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => void bridge.plan.stopTraining({ session: document.getState().session })}
              >
                {words.stop}
              </Button>
            ) : (
              <Button size="compact-xs" disabled={readOnly || target === ""} onClick={() => void train()}>
                {training.is === "done" ? words.again : words.train}
              </Button>
            )}
          </div>
        </>
      )}
      <div className="mr-fit-line" data-running={busy || undefined} aria-hidden />
      {training.is === "failed" && (
        <div className="mr-refusal" role="alert">
          <p>{training.failure.message}</p>
          {training.failure.hint && <p className="mr-soft">{training.failure.hint}</p>}
          <code className="mr-issue-code">{training.failure.code}</code>
        </div>
      )}
      {training.is === "done" && <TrainingResult target={target} result={training.result} />}
    </section>
  );
}
