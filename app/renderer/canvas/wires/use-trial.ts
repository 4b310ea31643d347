// Would the wire that is being drawn work? The plan of the workflow with it says, before it is let go.

import { useEffect, useState } from "react";
import { applyCommands } from "../../../../engine/document/apply.ts";
import { parsePort, type EdgeDocument } from "../../../../engine/document/types.ts";
import { connect, reconnect } from "../../edits/connect.ts";
import { issuesOf } from "../../stores/plan.ts";
import { edgeKey } from "../../stores/ui.ts";
import { useWorkspace } from "../../workspace.tsx";
import { wireIssues } from "./wire-issues.ts";

/** What is wrong with it; null while nothing is known to be. `moving`: a wire that it takes the place of. */
export function useTrial(edge: EdgeDocument | null, moving: EdgeDocument | null): string | null {
  const { bridge, document, kinds, plan } = useWorkspace();
  const key = edge && edgeKey(edge);
  const [known, setKnown] = useState<{ readonly key: string; readonly message: string } | null>(null);
  useEffect(() => {
    if (!edge) return;
    const { session, document: shown } = document.getState();
    const { commands } = moving ? reconnect(shown, kinds, moving, edge) : connect(shown, kinds, edge);
    let left = false;
    const ask = async () => {
      const tried = applyCommands(shown, commands);
      const { issues } = await bridge.plan.trial({ session, document: tried });
      const { node } = parsePort(edge.to);
      const before = new Set(issuesOf(plan.getState(), node).map(({ message }) => message));
      const issue =
        wireIssues(issues, tried, true).get(edgeKey(edge)) ??
        // What arrives may not suit what is set.
        issues.find((each) => each.severity === "error" && each.node === node && !before.has(each.message));
      if (!left && issue) setKnown({ key: edgeKey(edge), message: issue.message });
    };
    // Without an answer the wire is drawn as any other, and says what is wrong when it is there.
    ask().catch(() => {});
    return () => {
      left = true;
    };
    // The ends say which wire it is; the object is another one with each step of the pointer.
  }, [key]);
  return known !== null && known.key === key ? known.message : null;
}
