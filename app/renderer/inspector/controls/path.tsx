// A file or a folder: typed or chosen in a dialog, with whether it is there.

import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { FileSearch, FolderSearch } from "lucide-react";
import { words } from "../../strings/inspector.ts";
import { failureOf } from "../../failure.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import { useShell } from "../context.ts";
import { inputAttributes, type ControlProps } from "./control.ts";
import { PathState } from "./path-state.tsx";

export function FileControl(props: ControlProps) {
  return <PathControl {...props} folder={false} />;
}

export function FolderControl(props: ControlProps) {
  return <PathControl {...props} folder />;
}

export function PathControl(props: ControlProps & { readonly folder: boolean }) {
  const { node, param, value, set, done, readOnly, folder } = props;
  const { bridge, kinds, document } = useWorkspace();
  const shell = useShell();
  const session = useDocument((state) => state.session);
  const path = typeof value === "string" ? value : "";
  // What a node writes need not be there.
  const kind = document.getState().document.nodes.find(({ id }) => id === node)?.kind;
  const effects = kinds.get(kind ?? "")?.effects ?? [];
  const writes = effects.includes("writes") && !effects.includes("reads");
  const choose = async () => {
    const chosen = await shell.pick({
      mode: folder ? "folder" : writes ? "save" : "open",
      title: folder ? words.chooseFolder(param.title) : words.chooseFile(param.title),
      extensions: param.extensions ?? [],
      ...(path && { suggested: path, session }),
    });
    if (chosen === null) return;
    try {
      const allowed = await bridge.file.allow({ session, path: chosen });
      set(allowed.path);
      done();
    } catch (thrown) {
      const { message, hint } = failureOf(thrown);
      shell.notify({ title: message, text: hint ?? "", level: "error" });
    }
  };
  const label = folder ? words.chooseFolder(param.title) : words.chooseFile(param.title);
  const Icon = folder ? FolderSearch : FileSearch;
  return (
    <div>
      <TextInput
        {...inputAttributes(props)}
        className="mr-mono"
        value={path}
        title={path}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => set(event.currentTarget.value)}
        onBlur={done}
        rightSection={
          <Tooltip label={words.choose}>
            <ActionIcon size={22} aria-label={label} disabled={readOnly} onClick={() => void choose()}>
              <Icon size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        }
      />
      <PathState path={path} folder={folder} mayBeNew={writes} />
    </div>
  );
}
