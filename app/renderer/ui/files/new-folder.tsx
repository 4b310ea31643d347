// Makes a folder in the one that is shown, and goes into it.

import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { FolderPlus } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import type { Bridge } from "../../../bridge/bridge.ts";
import { failureOf } from "../../failure.ts";
import { fileDialogText as text } from "../../strings/file-dialog.ts";
import { joinPath } from "./crumbs.ts";

interface Props {
  readonly bridge: Bridge;
  readonly folder: string;
  readonly onMade: (path: string) => void;
}

export function NewFolder({ bridge, folder, onMade }: Props) {
  /** Null while nobody wants one. */
  const [name, setName] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const done = () => {
    setName(null);
    setRefused(null);
  };
  const make = async (wanted: string) => {
    if (wanted === "") return done();
    try {
      const { path } = await bridge.file.makeFolder({ path: joinPath(folder, wanted) });
      done();
      onMade(path);
    } catch (thrown) {
      setRefused(failureOf(thrown).message);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // Neither answers nor closes the dialog around it.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") void make((name ?? "").trim());
    else done();
  };
  if (name === null)
    return (
      <Tooltip label={text.newFolder}>
        <ActionIcon className="mr-files-new" aria-label={text.newFolder} onClick={() => setName("")}>
          <FolderPlus size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    );
  return (
    <TextInput
      className="mr-files-new"
      // It was asked for this moment.
      autoFocus
      // The dialog around it hears Escape before it does.
      data-mantine-stop-propagation="true"
      aria-label={text.newFolderName}
      placeholder={text.newFolderName}
      value={name}
      error={refused}
      onChange={(event) => {
        setName(event.currentTarget.value);
        setRefused(null);
      }}
      onKeyDown={onKeyDown}
      onBlur={() => name.trim() === "" && done()}
    />
  );
}
