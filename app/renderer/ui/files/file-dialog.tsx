// A file dialog of the editor's own: open a file, choose a folder, or save under a name.

import { ActionIcon, Button, Checkbox, Group, Modal, Text, TextInput } from "@mantine/core";
import { ArrowUp } from "lucide-react";
import { Fragment, useRef, useState, useSyncExternalStore } from "react";
import type { FileEntry } from "../../../bridge/shapes.ts";
import type { PickOptions } from "../../actions/action.ts";
import type { Shell } from "../../shell.ts";
import { fileDialogText as text } from "../../strings/file-dialog.ts";
import { failureOf } from "../../failure.ts";
import { crumbsOf, joinPath } from "./crumbs.ts";
import { useReturnFocus } from "../use-return-focus.ts";
import { FileList } from "./file-list.tsx";
import { NewFolder } from "./new-folder.tsx";
import { saveTarget } from "./save-target.ts";
import { folderAndName, typedPath, type Typed } from "./typed-path.ts";
import { typedTarget } from "./typed-target.ts";
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

/** Where it begins, and with which name: at what is suggested, else where a file was chosen last. */
function begin({ mode, suggested, session }: PickOptions): Typed {
  const last = localStorage.getItem(LAST_FOLDER) ?? "";
  if (suggested === undefined) return { folder: last, name: "" };
  if (mode === "folder") return { folder: suggested, name: "" };
  return folderAndName(suggested, session === undefined ? last : ".");
}

function FileDialog({ shell, options, answer }: Props) {
  useReturnFocus();
  const { mode, title, extensions, session } = options;
  const [first] = useState(() => begin(options));
  const [path, setPath] = useState(first.folder);
  const [name, setName] = useState(mode === "save" ? first.name : "");
  const [refused, setRefused] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const [all, setAll] = useState(false);
  const shown = mode === "folder" || all ? [] : extensions;
  const { listed, loading, trouble } = useFolder(shell.link.bridge, path, shown, session);
  const folder = listed?.path ?? path;
  const there = listed?.entries ?? [];
  // Files that cannot be chosen are counted: a folder of pictures must not look empty.
  const files = mode === "folder" ? there.filter((entry) => !entry.isFolder).length : 0;
  const entries = there.filter((entry) => mode !== "folder" || entry.isFolder);

  const finish = (chosen: string, place = folder) => {
    localStorage.setItem(LAST_FOLDER, place);
    answer(chosen);
  };
  const type = (typed: string) => {
    setName(typed);
    setRefused(null);
  };
  const goTo = (place: string) => {
    setPath(place);
    // A name to save under goes along; one to open is of the folder that was left.
    if (mode !== "save") type("");
  };
  const open = async () => {
    try {
      const target = await typedTarget(shell.link.bridge, name, folder, shell.info()?.home ?? "");
      if (target.is === "folder") goTo(target.path);
      else if (target.is === "nothing") setRefused(text.nothing(target.path));
      else if (mode === "folder") setRefused(text.noFolder(target.path));
      else finish(target.path, target.folder);
    } catch (thrown) {
      setRefused(failureOf(thrown).message);
    }
  };
  const save = async () => {
    setRefused(null);
    const typed = typedPath(name.trim(), folder, shell.info()?.home ?? "");
    try {
      const target = await saveTarget(shell, typed, extensions);
      if (target === null) return;
      if (target.path !== null) return finish(target.path, target.folder);
      setPath(target.folder);
      setName("");
    } catch (thrown) {
      setRefused(failureOf(thrown).message);
    }
  };
  const take = (entry: FileEntry) => {
    if (entry.isFolder) goTo(joinPath(folder, entry.name));
    else if (mode === "save") setName(entry.name);
    else finish(joinPath(folder, entry.name));
  };
  const isTyped = name.trim() !== "";
  const confirm = () => {
    if (mode === "save") void save();
    else if (isTyped) void open();
    else finish(folder);
  };
  // Where a folder cannot be read, the way to another is typed.
  const ready =
    mode === "save" ? isTyped && listed !== null : isTyped || (mode === "folder" && listed !== null);
  const choose = isTyped ? text.go : text.chooseFolder;
  const yes = { open: text.open, folder: choose, save: text.save }[mode];
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
            onClick={() => listed?.parent && goTo(listed.parent)}
          >
            <ArrowUp size={16} aria-hidden />
          </ActionIcon>
          {crumbsOf(folder, text.root).map((crumb, place, way) => (
            <Fragment key={crumb.path}>
              {place > 0 && <span aria-hidden>/</span>}
              <button
                type="button"
                aria-current={place === way.length - 1 ? "location" : undefined}
                onClick={() => goTo(crumb.path)}
              >
                {crumb.name}
              </button>
            </Fragment>
          ))}
          {mode !== "open" && <NewFolder bridge={shell.link.bridge} folder={folder} onMade={goTo} />}
        </nav>
        {listed?.missing != null && (
          <p className="mr-files-missing" role="status">
            {text.missing(listed.missing)}
          </p>
        )}
        <FileList
          // A new folder begins at its top.
          key={folder}
          entries={entries}
          loading={loading && !listed}
          trouble={trouble}
          empty={mode === "folder" ? text.noFolders(files) : text.empty(shown)}
          autoFocus={mode !== "save"}
          onSelect={(entry) => mode !== "folder" && type(entry.isFolder ? name : entry.name)}
          onChoose={take}
          onPath={(beginning) => {
            type(beginning);
            field.current?.focus();
          }}
        />
        <TextInput
          ref={field}
          data-autofocus={mode === "save" || undefined}
          label={mode === "save" ? text.name : text.typed[mode]}
          value={name}
          error={refused}
          errorProps={{ role: "alert" }}
          spellCheck={false}
          onChange={(event) => type(event.currentTarget.value)}
        />
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
              {files > 0 && entries.length > 0 && text.filesBesides(files)}
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
