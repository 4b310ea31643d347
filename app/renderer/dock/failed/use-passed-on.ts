// The failed rows that went on through error ports, and what is said of them.

import { useMemo } from "react";
import { dockText } from "../../strings/dock.ts";
import { useRun } from "../../workspace.tsx";
import { useTitleOf } from "../use-node-title.ts";
import { passedOn, rowsOf } from "./passed-on.ts";

interface PassedOnWords {
  readonly rows: number;
  /** One for each node they come from. */
  readonly words: readonly string[];
}

export function usePassedOn(): PassedOnWords {
  const nodes = useRun((state) => state.nodes);
  const failed = useRun((state) => state.failed);
  const ran = useRun((state) => state.ran);
  const titleOf = useTitleOf();
  return useMemo(() => {
    const all = passedOn({ nodes, failed, ran });
    const words = all.map(({ node, rows, to }) =>
      dockText.failed.wentOn(rows, titleOf(node), to.map(titleOf)),
    );
    return { rows: rowsOf(all), words };
  }, [nodes, failed, ran, titleOf]);
}
