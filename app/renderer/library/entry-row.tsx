// One set of models: what it is for, its licence and size, and what can be done with it.

import { ActionIcon, Button } from "@mantine/core";
import { Box, ChevronDown, ChevronRight } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useStore } from "zustand";
import type { LibraryEntry } from "../../bridge/shapes.ts";
import type { Shell } from "../shell.ts";
import type { LibraryStore } from "../stores/library.ts";
import { libraryText as text } from "../strings/library.ts";
import { useWorkspace } from "../workspace.tsx";
import { CannotRun } from "./cannot-run.tsx";
import { EntryDetails } from "./entry-details.tsx";
import { Progress } from "./progress.tsx";
import { useModelFile, useModelSet } from "./use-model-file.ts";
import { filesOf } from "../edits/library-model.ts";

interface Props {
  readonly entry: LibraryEntry;
  readonly store: LibraryStore;
  readonly shell: Shell;
  readonly close: () => void;
  readonly onInstalled: (name: string) => void;
}

/** What somebody is asked about before it is done. */
type Asked = "install" | "remove" | null;

export function EntryRow({ entry, store, shell, close, onInstalled }: Props) {
  const { title, about, licence, is, source } = entry;
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<Asked>(null);
  const installing = useStore(store, (state) => state.installing[source]);
  const isFresh = useStore(store, ({ fresh }) => fresh.has(entry.name));
  const id = useId();
  const Chevron = open ? ChevronDown : ChevronRight;
  const size = text.size(entry.files.reduce((sum, file) => sum + file.size, 0));
  const install = async () => {
    setAsked(null);
    if (!(await store.install({ source, name: entry.name }))) return;
    shell.notify({ title: text.installed(title), text: "", level: "info" });
    onInstalled(entry.name);
  };
  const remove = async () => {
    setAsked(null);
    const failure = await store.remove(entry.name);
    shell.notify(
      failure
        ? { title: failure.message, text: failure.hint ?? "", level: "error" }
        : { title: text.removed(title), text: "", level: "info" },
    );
  };
  return (
    <li className="mr-library-entry" data-is={is}>
      <div className="mr-library-row">
        <ActionIcon
          variant="subtle"
          size={22}
          aria-label={text.more(title)}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Chevron size={14} aria-hidden />
        </ActionIcon>
        <Box size={16} aria-hidden className="mr-library-glyph" />
        <div className="mr-library-what">
          <p className="mr-library-title">
            {title} <span className="mr-library-state">{text.states[is]}</span>
          </p>
          {about !== "" && <p className="mr-library-soft">{about}</p>}
        </div>
        <div className="mr-library-facts">
          <p>{licence.name ?? text.noLicence}</p>
          <p className="mr-library-soft">{size}</p>
        </div>
        <div className="mr-library-do">
          {is === "offered" && installing?.is !== "working" && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={text.installName(title)}
              onClick={() => setAsked("install")}
            >
              {text.install}
            </Button>
          )}
          {is !== "offered" && <FirstUse entry={entry} close={close} />}
          {is === "installed" && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              aria-label={text.removeName(title)}
              onClick={() => setAsked("remove")}
            >
              {text.remove}
            </Button>
          )}
        </div>
      </div>
      {asked === "install" && (
        <div className="mr-library-ask" role="group" aria-label={text.installName(title)}>
          <p>{licence.name ? text.agreeText(licence.name) : text.unknownLicence}</p>
          {licence.note && <p className="mr-library-soft">{licence.note}</p>}
          <p className="mr-library-soft mr-mono">
            {source}
            {entry.download !== null && ` · ${text.toFetch(text.size(entry.download))}`}
          </p>
          <div className="mr-library-buttons">
            <Button size="compact-sm" variant="default" onClick={() => setAsked(null)}>
              {text.cancel}
            </Button>
            <Button size="compact-sm" onClick={() => void install()}>
              {text.agree}
            </Button>
          </div>
        </div>
      )}
      {asked === "remove" && (
        <div className="mr-library-ask" role="group" aria-label={text.removeName(title)}>
          <p>{text.removeText(size)}</p>
          <Users name={entry.name} />
          <div className="mr-library-buttons">
            <Button size="compact-sm" variant="default" onClick={() => setAsked(null)}>
              {text.keep}
            </Button>
            <Button size="compact-sm" color="red" onClick={() => void remove()}>
              {text.reallyRemove}
            </Button>
          </div>
        </div>
      )}
      <Progress source={source} title={title} store={store} />
      {is === "installed" && (open || isFresh) && <CannotRun entry={entry} />}
      {open && <EntryDetails id={id} entry={entry} close={close} />}
    </li>
  );
}

/** The workflows that somebody may be waiting for. */
function Users({ name }: { readonly name: string }) {
  const { bridge } = useWorkspace();
  const [names, setNames] = useState<readonly string[] | null>(null);
  useEffect(() => {
    let gone = false;
    bridge.library.users({ name }).then(
      ({ workflows }) => void (gone || setNames(workflows.map((workflow) => workflow.name))),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [bridge, name]);
  // Its line is there from the beginning, so that nothing jumps.
  return <p className="mr-library-soft">{names === null ? "\u00a0" : text.usedBy(names)}</p>;
}

/** What is usually wanted stands in the row: the selected node filled, the node that the set is made for, or one for its single model. */
function FirstUse({ entry, close }: Pick<Props, "entry" | "close">) {
  const models = filesOf(entry).filter(({ file }) => /\.onnx$/i.test(file.path));
  const one = models.length === 1 ? models[0] : null;
  const single = useModelFile(one, close);
  const set = useModelSet(entry, close);
  const { label, use } = set.use && (set.fills || !single.fills) ? set : single;
  if (!use) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={text.useFile(one?.reference ?? entry.title, label)}
      onClick={use}
    >
      {label}
    </Button>
  );
}
