// Would the wire that is being drawn work? The plan of the workflow with it says, before it is let go.

import { useEffect, useState } from "react";
import { applyCommands } from "../../../../engine/document/apply.ts";
import { parsePort, type EdgeDocument } from "../../../../engine/document/types.ts";
import { connect, reconnect } from "../../edits/connect.ts";
import { edgeKey } from "../../stores/ui.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useWorkspace } from "../../workspace.tsx";
import { trialIssue } from "./trial-issue.ts";

export type Trial =
  | { readonly is: "asked" }
  | { readonly is: "good" }
  | { readonly is: "bad"; readonly why: string }
  /** The engine gave no answer. */
  | { readonly is: "untold" };

const ASKED: Trial = { is: "asked" };

/** Null without a wire. `moving`: a wire that it takes the place of. */
export function useTrial(edge: EdgeDocument | null, moving: EdgeDocument | null): Trial | null {
  const { bridge, document, kinds, plan } = useWorkspace();
  const key = edge && edgeKey(edge);
  // Of this stroke: the pointer may come to the same port again.
  const [answers, setAnswers] = useState<ReadonlyMap<string, Trial>>(new Map());
  useEffect(() => {
    if (!edge || key === null || answers.has(key)) return;
    let left = false;
    const ask = async (): Promise<Trial> => {
      const { session, document: shown } = document.getState();
      const { commands } = moving ? reconnect(shown, kinds, moving, edge) : connect(shown, kinds, edge);
      const tried = applyCommands(shown, commands);
      const { issues } = await bridge.plan.trial({ session, document: tried });
      const issue = trialIssue({ edge, tried, issues, before: plan.getState().issues });
      if (!issue) return { is: "good" };
      const { node, message } = issue;
      const elsewhere = shown.nodes.find(({ id }) => id === node && id !== parsePort(edge.to).node);
      return { is: "bad", why: elsewhere ? words.wrongAt(elsewhere.title, message) : message };
    };
    const keep = (answer: Trial) => {
      if (!left) setAnswers((known) => new Map(known).set(key, answer));
    };
    ask().then(keep, () => keep({ is: "untold" }));
    return () => {
      left = true;
    };
    // The ends say which wire it is; the object is another one with each step of the pointer.
  }, [key]);
  return key === null ? null : (answers.get(key) ?? ASKED);
}
