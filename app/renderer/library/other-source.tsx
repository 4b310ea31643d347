// Installs a model that the catalogue does not have: from a package, a repository, an address or a file.

import { Button, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { useStore } from "zustand";
import { FailureCard } from "../export/failed.tsx";
import type { Shell } from "../shell.ts";
import type { LibraryStore, Looked } from "../stores/library.ts";
import { libraryText as text } from "../strings/library.ts";
import { Progress } from "./progress.tsx";

interface Props {
  readonly store: LibraryStore;
  readonly shell: Shell;
  readonly onPicking: (picking: boolean) => void;
  readonly onInstalled: (name: string) => void;
}

export function OtherSource({ store, shell, onPicking, onInstalled }: Props) {
  const source = useStore(store, (state) => state.source);
  const offline = useStore(store, (state) => state.offline);
  const looked = useStore(store, (state) => state.looked);
  const folder = useStore(store, (state) => state.list?.folder);
  const setSource = (typed: string) => store.setState({ source: typed, looked: { is: "nothing" } });
  const look = (event: FormEvent) => {
    event.preventDefault();
    if (source.trim() !== "") void store.look({ source: source.trim() });
  };
  const choose = async () => {
    onPicking(true);
    const chosen = await shell.pick({ mode: "open", title: text.chooseTitle, extensions: ["onnx"] });
    onPicking(false);
    if (chosen === null) return;
    setSource(chosen);
    await store.look({ source: chosen });
  };
  return (
    <section className="mr-library-other">
      <h3 className="mr-library-heading">{text.other}</h3>
      <form className="mr-library-source" onSubmit={look}>
        <TextInput
          className="mr-mono"
          aria-label={text.source}
          placeholder={text.sourceHint}
          value={source}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <Button variant="default" onClick={() => void choose()}>
          {text.chooseFile}
        </Button>
        <Button
          type="submit"
          variant="default"
          loading={looked.is === "looking"}
          disabled={source.trim() === ""}
        >
          {text.look}
        </Button>
      </form>
      {offline && <p className="mr-library-soft">{text.offlineNote}</p>}
      <Offered looked={looked} store={store} shell={shell} onInstalled={onInstalled} />
      {folder !== undefined && <p className="mr-library-soft mr-library-place">{text.folder(folder)}</p>}
    </section>
  );
}

function Offered({
  looked,
  store,
  shell,
  onInstalled,
}: Omit<Props, "onPicking"> & { readonly looked: Looked }) {
  const isWorking = useStore(
    store,
    ({ installing }) => looked.is !== "nothing" && installing[looked.wanted.source]?.is === "working",
  );
  if (looked.is === "failed") return <FailureCard failure={looked.failure} />;
  if (looked.is !== "offered") return null;
  const { wanted, offer } = looked;
  const { title, about, licence, source, download } = offer;
  const name = wanted.name ?? offer.name;
  const install = async () => {
    if (!(await store.install({ ...wanted, name }))) return;
    store.setState({ source: "", looked: { is: "nothing" } });
    shell.notify({ title: text.installed(name), text: "", level: "info" });
    onInstalled(name);
  };
  return (
    <div className="mr-library-ask" role="group" aria-label={text.installName(title)}>
      <p className="mr-library-title">{title}</p>
      {about !== "" && <p className="mr-library-soft">{about}</p>}
      <p>{licence.name ? text.agreeText(licence.name) : text.unknownLicence}</p>
      {licence.note && <p className="mr-library-soft">{licence.note}</p>}
      <p className="mr-library-soft mr-mono">
        {source}
        {download !== null && ` · ${text.toFetch(text.size(download))}`}
      </p>
      <Progress source={wanted.source} title={title} store={store} />
      {!isWorking && (
        <div className="mr-library-buttons">
          <Button size="compact-sm" variant="default" onClick={() => store.forget()}>
            {text.cancel}
          </Button>
          <Button size="compact-sm" onClick={() => void install()}>
            {text.agree}
          </Button>
        </div>
      )}
    </div>
  );
}
