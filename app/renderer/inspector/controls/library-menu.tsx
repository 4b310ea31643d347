// The files of the model library that a param can be, to choose from.

import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { Library } from "lucide-react";
import { useState } from "react";
import { choicesFor, fillCommands, type LibraryFileChoice } from "../../edits/library-model.ts";
import { knownFirst } from "../../edits/preset-model.ts";
import { failureOf } from "../../failure.ts";
import { libraryText as text } from "../../strings/library.ts";
import { bytes } from "../../ui/format.ts";
import { useWorkspace } from "../../workspace.tsx";
import { useShell } from "../context.ts";
import { findParam } from "../find-param.ts";
import type { ControlProps } from "./control.ts";

export function LibraryMenu({ node, param, readOnly }: ControlProps) {
  const workspace = useWorkspace();
  const { bridge, document, ui } = workspace;
  const shell = useShell();
  const [choices, setChoices] = useState<readonly LibraryFileChoice[] | null>(null);
  const load = async () => {
    try {
      setChoices(choicesFor((await bridge.library.list({})).entries, param));
    } catch (thrown) {
      const { message, hint } = failureOf(thrown);
      shell.notify({ title: message, text: hint ?? "", level: "error" });
    }
  };
  const take = (choice: LibraryFileChoice) =>
    document.edit(text.useLabel(choice.file.path), fillCommands(choice, { node, param: param.name }));
  const kind = findParam(workspace, node, param.name)?.kind;
  const { known, others } = knownFirst(choices ?? [], kind ?? { presets: [] }, param.name);
  const item = (choice: LibraryFileChoice) => (
    <Menu.Item key={choice.reference} onClick={() => take(choice)}>
      <span className="mr-library-choice">
        {choice.entry.title} <small>{bytes(choice.file.size)}</small>
      </span>
      <small className="mr-mono mr-library-choice">{choice.file.path}</small>
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" shadow="md" width={300} disabled={readOnly} onOpen={() => void load()}>
      <Menu.Target>
        <Tooltip label={text.chooseTip}>
          <ActionIcon size={22} aria-label={text.choose(param.title)} disabled={readOnly}>
            <Library size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {choices?.length === 0 && <Menu.Label>{text.nothingFits}</Menu.Label>}
        {known.length > 0 && <Menu.Label>{text.knownHere}</Menu.Label>}
        {known.map(item)}
        {known.length > 0 && others.length > 0 && <Menu.Label>{text.others}</Menu.Label>}
        {others.map(item)}
        <Menu.Divider />
        <Menu.Item
          onClick={() => ui.setState({ overlay: "library", libraryFor: { node, param: param.name } })}
        >
          {text.openLibrary}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
