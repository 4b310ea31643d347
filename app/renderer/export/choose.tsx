// What to make, for which platform, and where.

import { Button } from "@mantine/core";
import { Package } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import type { Shell } from "../shell.ts";
import { canStart, type ExportStore } from "../stores/export.ts";
import { exportText as text } from "../strings/export.ts";
import { FailureCard } from "./failed.tsx";
import { FolderField } from "./folder-field.tsx";
import { PlatformField } from "./platform-field.tsx";
import { Secrets } from "./secrets.tsx";
import { SizeLine } from "./size-line.tsx";
import { TargetList } from "./target-list.tsx";
import { useFirstFocus } from "./use-first-focus.ts";

interface Props {
  readonly store: ExportStore;
  readonly shell: Shell;
  readonly close: () => void;
  readonly onPicking: (picking: boolean) => void;
}

export function Choose({ store, shell, close, onPicking }: Props) {
  const outlook = useStore(store, (state) => state.outlook);
  const trouble = useStore(store, (state) => state.trouble);
  const ready = useStore(store, canStart);
  // What is in the way may have been the workflow's own: it is looked at anew.
  useEffect(() => void store.look(), [store]);
  const root = useFirstFocus<HTMLFormElement>(outlook ? "choose" : trouble ? "trouble" : "wait");
  return (
    <form
      ref={root}
      className="mr-export"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void store.start();
      }}
    >
      <p className="mr-export-lead">{text.intro}</p>
      {trouble && <FailureCard failure={trouble} />}
      {!outlook && !trouble && (
        <p className="mr-export-waiting" role="status">
          {text.checking}
        </p>
      )}
      {outlook && (
        <>
          <TargetList store={store} outlook={outlook} />
          <PlatformField store={store} outlook={outlook} />
          <FolderField store={store} shell={shell} onPicking={onPicking} />
          <Secrets secrets={outlook.secrets} />
          <SizeLine store={store} outlook={outlook} />
        </>
      )}
      <div className="mr-export-foot">
        {trouble && (
          <Button variant="default" onClick={() => void store.look()}>
            {text.again}
          </Button>
        )}
        <Button variant="default" data-autofocus={!outlook || undefined} onClick={close}>
          {text.cancel}
        </Button>
        <Button type="submit" disabled={!ready} leftSection={<Package size={14} aria-hidden />}>
          {text.start}
        </Button>
      </div>
    </form>
  );
}
