// The model library over the editor: what is there, what can be had, and another one from anywhere.

import { Button, Modal, Switch, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { FailureCard } from "../export/failed.tsx";
import type { Shell } from "../shell.ts";
import { createLibraryStore, foundEntries, type LibraryStore } from "../stores/library.ts";
import { libraryText as text } from "../strings/library.ts";
import { useClose } from "../ui/overlays/close.ts";
import { useUi, useWorkspace } from "../workspace.tsx";
import { EntryRow } from "./entry-row.tsx";
import { OtherSource } from "./other-source.tsx";
import { useTakeInstalled } from "./use-take-installed.ts";
import "./library.css";

export function LibraryOverlay({ shell }: { readonly shell: Shell }) {
  const { bridge, ui } = useWorkspace();
  const close = useClose();
  const [store] = useState(() => createLibraryStore(bridge));
  const take = useTakeInstalled(store, close);
  const wanted = useUi((state) => state.wantedModel);
  /** The dialog for files lies above this one, and takes the keys. */
  const [picking, setPicking] = useState(false);
  useEffect(() => {
    void store.load();
    return () => store.end();
  }, [store]);
  useEffect(() => {
    if (wanted === null) return;
    store.setState({ source: wanted.source });
    void store.look(wanted);
    ui.setState({ wantedModel: null });
  }, [store, ui, wanted]);
  return (
    <Modal
      opened
      onClose={close}
      title={text.title}
      size={820}
      closeOnEscape={!picking}
      closeOnClickOutside={!picking}
    >
      <div className="mr-library">
        <p className="mr-library-soft">{text.intro}</p>
        <Head store={store} />
        <List store={store} shell={shell} close={close} onInstalled={take} />
        <OtherSource store={store} shell={shell} onPicking={setPicking} onInstalled={take} />
      </div>
    </Modal>
  );
}

function Head({ store }: { readonly store: LibraryStore }) {
  const query = useStore(store, (state) => state.query);
  const offline = useStore(store, (state) => state.offline);
  return (
    <div className="mr-library-head">
      <TextInput
        aria-label={text.search}
        placeholder={text.searchHint}
        data-autofocus
        leftSection={<Search size={14} aria-hidden />}
        value={query}
        onChange={(event) => store.setState({ query: event.currentTarget.value })}
      />
      <Switch
        label={text.offline}
        checked={offline}
        onChange={(event) => store.setState({ offline: event.currentTarget.checked })}
      />
    </div>
  );
}

interface ListProps {
  readonly store: LibraryStore;
  readonly shell: Shell;
  readonly close: () => void;
  readonly onInstalled: (name: string) => void;
}

function List({ store, shell, close, onInstalled }: ListProps) {
  const state = useStore(store);
  if (state.trouble)
    return (
      <div className="mr-library-list">
        <h3 className="mr-library-heading">{text.failed}</h3>
        <FailureCard failure={state.trouble} />
        <Button variant="default" onClick={() => void store.load()}>
          {text.again}
        </Button>
      </div>
    );
  if (!state.list) return <p className="mr-library-list mr-library-soft">{text.loading}</p>;
  const found = foundEntries(state);
  if (found.length === 0)
    return (
      <div className="mr-library-list" role="status">
        <p>{text.none}</p>
        <p className="mr-library-soft">{text.noneHint}</p>
      </div>
    );
  return (
    <ul className="mr-library-list" aria-label={text.title}>
      {found.map((entry) => (
        <EntryRow
          key={entry.name}
          entry={entry}
          store={store}
          shell={shell}
          close={close}
          onInstalled={onInstalled}
        />
      ))}
    </ul>
  );
}
