// A file dialog of the editor's own: open a file, choose a folder, or save under a name.

import { ActionIcon, Button, Checkbox, Group, Modal, Text, TextInput } from "@mantine/core";
import { ArrowUp } from "lucide-react";
import { Fragment, useState, useSyncExternalStore } from "react";
import type { FileEntry } from "../../../bridge/shapes.ts";
import type { PickOptions } from "../../actions/action.ts";
import type { Shell } from "../../shell.ts";
import { fileDialogText as text } from "../../strings/file-dialog.ts";
import { crumbsOf, joinPath, withEnding } from "./crumbs.ts";
import { useReturnFocus } from "../use-return-focus.ts";
import { FileList } from "./file-list.tsx";
import { useFolder } from "./use-folder.ts";
import "./file-dialog.css";

/** Draws the dialog that the shell asks for, when it asks for one. */
export function FileDialogSlot({ shell }: { readonly shell: Shell }) {
  const { dialog } = shell;
  const current = useSyncExternalStore(
    (listener) => {
      dialog.listeners.add(listener);
      return () => void dialog.listeners.delete(listener);
    },
    () => dialog.current,
  );
  return current && <FileDialog shell={shell} options={current.options} answer={current.answer} />;
}

interface Props {
  readonly shell: Shell;
  readonly options: PickOptions;
  readonly answer: (path: string | null) => void;
}

const LAST_FOLDER = "millrace.folder";

function FileDialog({ shell, options, answer }: Props) {
  useReturnFocus();
  const { mode, title, extensions, suggested = "" } = options;
  const place = suggested.match(/^(.*)[\\/]([^\\/]*)$/);
  const [path, setPath] = useState(place?.[1] ?? localStorage.getItem(LAST_FOLDER) ?? "");
  const [name, setName] = useState(mode === "save" ? (place?.[2] ?? suggested) : "");
  const [all, setAll] = useState(false);
  const shown = mode === "folder" || all ? [] : extensions;
  const { listed, loading, trouble } = useFolder(shell.link.bridge, path, shown);
  const folder = listed?.path ?? path;
  const entries = (listed?.entries ?? []).filter((entry) => mode !== "folder" || entry.isFolder);

  const finish = async (chosen: string) => {
    localStorage.setItem(LAST_FOLDER, folder);
    answer(chosen);
  };
  const save = async () => {
    const full = withEnding(name.trim(), extensions);
    const taken = listed?.entries.some((entry) => !entry.isFolder && entry.name === full) ?? false;
    const sure =
      !taken ||
      (await shell.confirm({
        title: text.replaceTitle,
        text: text.replaceText(full),
        yes: text.replaceYes,
        no: text.replaceNo,
        danger: true,
      }));
    if (sure) await finish(joinPath(folder, full));
  };
  const choose = (entry: FileEntry) => {
    if (entry.isFolder) setPath(joinPath(folder, entry.name));
    else if (mode === "save") setName(entry.name);
    else void finish(joinPath(folder, entry.name));
  };
  const confirm = () => {
    if (mode === "folder") void finish(folder);
    else if (mode === "save") void save();
    else void finish(joinPath(folder, name));
  };
  const ready = mode === "folder" ? listed !== null : name.trim() !== "" && listed !== null;
  const yes = { open: text.open, folder: text.chooseFolder, save: text.save }[mode];
  return (
    <Modal opened onClose={() => answer(null)} title={title} size={720} zIndex={210}>
      <form
        className="mr-files"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) confirm();
        }}
      >
        <nav className="mr-files-crumbs" aria-label={text.folders}>
          <ActionIcon
            aria-label={text.up}
            disabled={!listed?.parent}
            onClick={() => listed?.parent && setPath(listed.parent)}
          >
            <ArrowUp size={16} aria-hidden />
          </ActionIcon>
          {crumbsOf(folder, text.root).map((crumb, place) => (
            <Fragment key={crumb.path}>
              {place > 0 && <span aria-hidden>/</span>}
              <button type="button" onClick={() => setPath(crumb.path)}>
                {crumb.name}
              </button>
            </Fragment>
          ))}
        </nav>
        <FileList
          // A new folder begins at its top.
          key={folder}
          entries={entries}
          loading={loading && !listed}
          trouble={trouble}
          extensions={shown}
          autoFocus={mode !== "save"}
          onSelect={(entry) => mode !== "folder" && setName(entry.isFolder ? name : entry.name)}
          onChoose={choose}
        />
        {mode === "save" && (
          <TextInput
            data-autofocus
            label={text.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <Group justify="space-between">
          {mode === "open" && extensions.length > 0 ? (
            <Checkbox
              size="xs"
              label={text.allFiles}
              checked={all}
              onChange={(event) => setAll(event.currentTarget.checked)}
            />
          ) : (
            <Text fz="xs" c="var(--mr-text-soft)">
              {mode === "save" && text.filter(extensions)}
            </Text>
          )}
          <Group gap="sm">
            <Button variant="default" onClick={() => answer(null)}>
              {text.cancel}
            </Button>
            <Button type="submit" disabled={!ready}>
              {yes}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  );
}
