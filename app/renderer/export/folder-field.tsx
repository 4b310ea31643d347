// Where the program goes: typed or chosen, with what is there.

import { ActionIcon, Checkbox, TextInput, Tooltip } from "@mantine/core";
import { FolderSearch } from "lucide-react";
import { useStore } from "zustand";
import type { Shell } from "../shell.ts";
import type { ExportStore } from "../stores/export.ts";
import { exportText as text } from "../strings/export.ts";
import { useWorkspace } from "../workspace.tsx";

interface Props {
  readonly store: ExportStore;
  readonly shell: Shell;
  readonly onPicking: (picking: boolean) => void;
}

export function FolderField({ store, shell, onPicking }: Props) {
  const { document } = useWorkspace();
  const folder = useStore(store, (state) => state.folder);
  const place = useStore(store, (state) => state.place);
  const replace = useStore(store, (state) => state.replace);
  const pick = async () => {
    onPicking(true);
    try {
      const { session } = document.getState();
      const suggested = folder === "" ? "." : folder;
      const chosen = await shell.pick({
        mode: "folder",
        title: text.chooseFolder,
        extensions: [],
        suggested,
        session,
      });
      if (chosen !== null) await store.takeFolder(chosen);
    } finally {
      onPicking(false);
    }
  };
  const isTaken = place?.is === "full" || place?.is === "file";
  return (
    <div className="mr-export-folder">
      <TextInput
        label={text.folder}
        classNames={{ input: "mr-mono" }}
        value={folder}
        title={folder}
        spellCheck={false}
        autoComplete="off"
        error={isTaken ? text.places[place.is] : undefined}
        errorProps={{ role: "alert" }}
        description={place && !isTaken ? text.places[place.is] : " "}
        inputWrapperOrder={["label", "input", "description", "error"]}
        onChange={(event) => void store.setFolder(event.currentTarget.value)}
        rightSection={
          <Tooltip label={text.chooseFolder}>
            <ActionIcon size={22} aria-label={text.chooseFolder} onClick={() => void pick()}>
              <FolderSearch size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        }
      />
      {place?.is === "exported" && (
        <Checkbox
          size="xs"
          label={text.replace}
          description={text.replaceHelp}
          checked={replace}
          onChange={(event) => store.setReplace(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}
