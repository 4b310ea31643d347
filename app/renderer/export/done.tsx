// What came of an export: the proof, the files, the code, and what to type next.

import { Button } from "@mantine/core";
import { CircleCheck, Copy, FolderOpen } from "lucide-react";
import { useStore } from "zustand";
import type { Exported } from "../../bridge/shapes.ts";
import { copied, copyText } from "../dock/copy-text.ts";
import { failureOf } from "../failure.ts";
import type { Shell } from "../shell.ts";
import { exportText as text } from "../strings/export.ts";
import { bytes } from "../ui/format.ts";
import { useWorkspace } from "../workspace.tsx";
import { CodeView } from "./code-view.tsx";
import { ComparedList } from "./compared-list.tsx";
import { FileTree } from "./file-tree-view.tsx";
import { fileTree } from "./file-tree.ts";
import { useFirstFocus } from "./use-first-focus.ts";

interface Props {
  readonly shell: Shell;
  readonly exported: Exported;
  readonly close: () => void;
}

export function Done({ shell, exported, close }: Props) {
  const { folder, files, commands, program, comparison } = exported;
  const { values, identical, largest, compared } = comparison;
  const tree = fileTree(files);
  const root = useFirstFocus<HTMLDivElement>("done");
  return (
    <div className="mr-export" ref={root}>
      <p className="mr-export-proved" role="status">
        <CircleCheck size={16} aria-hidden />
        {text.proved(values, comparison.files, identical, largest)}
      </p>
      <p className="mr-export-where mr-mono" title={folder}>
        {folder}
      </p>
      <div className="mr-export-result">
        <section className="mr-export-tree" aria-label={text.tree}>
          <h3 className="mr-export-heading">
            {text.tree} <span className="mr-export-soft mr-numbers">{text.total(tree.count, tree.size)}</span>
          </h3>
          <FileTree tree={tree} />
        </section>
        <section className="mr-export-code">
          <h3 className="mr-export-heading">
            {text.code} <span className="mr-export-soft mr-numbers">{bytes(program.length)}</span>
          </h3>
          <CodeView code={program} label={text.code} />
        </section>
      </div>
      <details className="mr-export-fold">
        <summary className="mr-export-heading">{text.whatCompared}</summary>
        <ComparedList compared={compared} />
      </details>
      <Commands shell={shell} commands={commands} />
      <div className="mr-export-foot">
        {shell.info()?.reveals && <OpenFolder shell={shell} folder={folder} />}
        <Button data-autofocus onClick={close}>
          {text.close}
        </Button>
      </div>
    </div>
  );
}

function Commands({ shell, commands }: { readonly shell: Shell; readonly commands: readonly string[] }) {
  const lines = commands.join("\n");
  const isCopied = useStore(copied, ({ what }) => what === text.commands);
  return (
    <section>
      <div className="mr-export-commands-head">
        <h3 className="mr-export-heading">{text.next}</h3>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<Copy size={12} aria-hidden />}
          onClick={() => void copyText(shell, lines, text.commands)}
        >
          {isCopied ? text.copied : text.copyCommands}
        </Button>
      </div>
      <pre className="mr-export-commands" tabIndex={0} aria-label={text.next}>
        {lines}
      </pre>
    </section>
  );
}

function OpenFolder({ shell, folder }: { readonly shell: Shell; readonly folder: string }) {
  const { bridge } = useWorkspace();
  const open = async () => {
    try {
      const { opened } = await bridge.export.reveal({ folder });
      if (!opened) shell.notify({ title: text.notOpened, text: text.notOpenedText(folder), level: "error" });
    } catch (thrown) {
      const { message, hint } = failureOf(thrown);
      shell.notify({ title: message, text: hint ?? "", level: "error" });
    }
  };
  return (
    <Button variant="default" leftSection={<FolderOpen size={14} aria-hidden />} onClick={() => void open()}>
      {text.openFolder}
    </Button>
  );
}
