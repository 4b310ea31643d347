// The way to a program that stands alone, where one looks for it.

import { Button, Tooltip } from "@mantine/core";
import { Package } from "lucide-react";
import { actionById } from "../../actions/index.ts";
import { runAction } from "../../actions/run-action.ts";
import type { Shell } from "../../shell.ts";
import { topBarText as text } from "../../strings/top-bar.ts";
import { useDocument } from "../../workspace.tsx";

const EXPORT = actionById("file.export")!;

export function ExportButton({ shell }: { readonly shell: Shell }) {
  const empty = useDocument((state) => state.document.nodes.length === 0);
  return (
    <Tooltip label={EXPORT.title}>
      <Button
        variant="default"
        leftSection={<Package size={14} aria-hidden />}
        disabled={empty}
        onClick={() => runAction(EXPORT, shell)}
      >
        {text.export}
      </Button>
    </Tooltip>
  );
}
