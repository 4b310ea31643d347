// Where all rows that failed are kept, and a way to take the path along.

import { ActionIcon } from "@mantine/core";
import { Copy } from "lucide-react";
import type { Shell } from "../../shell.ts";
import { dockText } from "../../strings/dock.ts";
import { useRun } from "../../workspace.tsx";
import { copyText } from "../copy-text.ts";

const text = dockText.failed;

export function FailedFile({ shell }: { readonly shell: Shell }) {
  const file = useRun((state) => state.failedFile);
  if (file === null) return null;
  return (
    <span className="mr-failed-file">
      <span title={file} aria-label={text.fileAt(file)} role="note">
        {file.split(/[\\/]/).at(-1)}
      </span>
      <ActionIcon
        size={20}
        aria-label={text.copyFile}
        title={text.copyFile}
        onClick={() => void copyText(shell, file, text.path)}
      >
        <Copy size={12} />
      </ActionIcon>
    </span>
  );
}
