// What nodes have printed, as it would stand in a terminal.

import { ActionIcon } from "@mantine/core";
import { Copy } from "lucide-react";
import type { Shell } from "../../shell.ts";
import { dockText } from "../../strings/dock.ts";
import { useRun } from "../../workspace.tsx";
import { copyText } from "../copy-text.ts";
import { NodeChip } from "../node-chip.tsx";

const text = dockText.log;

export function PrintedList({ shell }: { readonly shell: Shell }) {
  const printed = useRun((state) => state.printed);
  return (
    <div className="mr-printed" role="region" aria-label={text.printedTitle} tabIndex={0}>
      {printed.map(({ node, text: said }, at) => (
        <section key={at}>
          <header>
            <NodeChip node={node} />
            <ActionIcon
              size={20}
              aria-label={dockText.copyText}
              title={dockText.copyText}
              onClick={() => void copyText(shell, said, text.printedTitle)}
            >
              <Copy size={13} />
            </ActionIcon>
          </header>
          <pre>{said.trimEnd()}</pre>
        </section>
      ))}
    </div>
  );
}
