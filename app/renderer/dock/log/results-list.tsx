// What a run leaves: the files it has written, and what its nodes have printed, as it would stand in a terminal.

import { ActionIcon } from "@mantine/core";
import { Copy } from "lucide-react";
import type { Written } from "../../../bridge/shapes.ts";
import type { Shell } from "../../shell.ts";
import { dockText } from "../../strings/dock.ts";
import { runText } from "../../strings/run.ts";
import { useDocument, useRun } from "../../workspace.tsx";
import { copyText } from "../copy-text.ts";
import { NodeChip } from "../node-chip.tsx";
import { withoutTitle } from "./without-title.ts";

const text = dockText.log;

export function ResultsList({ shell }: { readonly shell: Shell }) {
  const printed = useRun((state) => state.printed);
  const written = useRun((state) => state.written);
  return (
    <div className="mr-printed" role="region" aria-label={text.resultsTitle} tabIndex={0}>
      {written.length > 0 && (
        <ul className="mr-written">
          {written.map((file) => (
            <WrittenFile key={file.node} file={file} shell={shell} />
          ))}
        </ul>
      )}
      {printed.map(({ node, text: said }, at) => (
        <section key={at}>
          <header>
            <NodeChip node={node} />
            <ActionIcon
              size={20}
              aria-label={dockText.copyText}
              title={dockText.copyText}
              onClick={() => void copyText(shell, said, text.resultsTitle)}
            >
              <Copy size={13} />
            </ActionIcon>
          </header>
          <Said node={node} text={said} />
        </section>
      ))}
    </div>
  );
}

/** Its title stands above it already. */
function Said({ node, text: said }: { readonly node: string; readonly text: string }) {
  const title = useRun(({ ran }) => ran?.nodes.find(({ id }) => id === node)?.title);
  return <pre>{withoutTitle(said, title).trimEnd()}</pre>;
}

/** As seen from the workflow, where it lies beside it. */
function inFolder(path: string, folder: string): string {
  return folder !== "" && path.startsWith(folder) ? path.slice(folder.length) : path;
}

function WrittenFile({ file, shell }: { readonly file: Written; readonly shell: Shell }) {
  const { node, path, rows } = file;
  const folder = useDocument((state) => state.path?.replace(/[^\\/]*$/, "") ?? "");
  return (
    <li>
      <NodeChip node={node} />
      <span className="mr-written-rows">{runText.rows(rows)}</span>
      <span className="mr-written-path" title={path}>
        <bdi>{inFolder(path, folder)}</bdi>
      </span>
      <ActionIcon
        size={20}
        aria-label={text.copyPath}
        title={text.copyPath}
        onClick={() => void copyText(shell, path, text.path)}
      >
        <Copy size={13} />
      </ActionIcon>
    </li>
  );
}
