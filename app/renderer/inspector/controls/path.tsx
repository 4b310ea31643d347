// A file or a folder: typed or chosen in a dialog, with whether it is there.

import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { FileSearch, FolderSearch } from "lucide-react";
import { words } from "../../strings/inspector.ts";
import { takesLibraryFiles } from "../../edits/library-model.ts";
import { useWorkspace } from "../../workspace.tsx";
import { useShell } from "../context.ts";
import { findParam } from "../find-param.ts";
import { chooseLabel, isOutput, useChoosePath } from "../use-choose-path.ts";
import { inputAttributes, type ControlProps } from "./control.ts";
import { LibraryMenu } from "./library-menu.tsx";
import { PathState } from "./path-state.tsx";

export function FileControl(props: ControlProps) {
  return <PathControl {...props} folder={false} />;
}

export function FolderControl(props: ControlProps) {
  return <PathControl {...props} folder />;
}

export function PathControl(props: ControlProps & { readonly folder: boolean }) {
  const { node, param, value, set, done, readOnly, folder } = props;
  const workspace = useWorkspace();
  const choosePath = useChoosePath(useShell());
  const path = typeof value === "string" ? value : "";
  const kind = findParam(workspace, node, param.name)?.kind;
  const writes = kind !== undefined && isOutput(kind);
  const choose = (asFile: boolean) =>
    choosePath(node, param.name, asFile, (chosen) => {
      set(chosen);
      done();
    });
  const button = (asFile: boolean) => {
    const Icon = asFile ? FileSearch : FolderSearch;
    return (
      <Tooltip label={words.choose}>
        <ActionIcon
          size={22}
          aria-label={chooseLabel(param, asFile)}
          disabled={readOnly}
          onClick={() => void choose(asFile)}
        >
          <Icon size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
    );
  };
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
        rightSectionWidth={param.orFile || takesLibraryFiles(param) ? 54 : undefined}
        rightSection={
          takesLibraryFiles(param) ? (
            <span className="mr-path-buttons">
              <LibraryMenu {...props} />
              {button(true)}
            </span>
          ) : param.orFile ? (
            <span className="mr-path-buttons">
              {button(false)}
              {button(true)}
            </span>
          ) : (
            button(!folder)
          )
        }
      />
      <PathState param={param.name} path={path} folder={folder} orFile={param.orFile} mayBeNew={writes} />
    </div>
  );
}
