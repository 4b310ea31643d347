// How far an installation is, with a way to stop it; or why it failed.

import { Button } from "@mantine/core";
import { useStore } from "zustand";
import { FailureCard } from "../export/failed.tsx";
import type { LibraryStore } from "../stores/library.ts";
import { libraryText as text } from "../strings/library.ts";

interface Props {
  readonly source: string;
  readonly title: string;
  readonly store: LibraryStore;
}

export function Progress({ source, title, store }: Props) {
  const state = useStore(store, ({ installing }) => installing[source]);
  if (!state) return null;
  if (state.is === "failed") return <FailureCard failure={state.failure} />;
  const { step, received, total } = state.step;
  const share = step === "download" && total ? Math.min(1, received / total) : null;
  return (
    <div className="mr-library-progress">
      <div
        className={`mr-run-bar ${share === null ? "mr-run-bar-unknown" : ""}`}
        role="progressbar"
        aria-label={text.progress(title)}
        {...(share !== null && { "aria-valuenow": Math.round(share * 100) })}
      >
        <div style={share === null ? undefined : { width: `${share * 100}%` }} />
      </div>
      <p className="mr-library-soft">
        {text.steps[step]}{" "}
        {step === "download" && text.fetched(text.size(received), total === null ? null : text.size(total))}
      </p>
      <Button
        size="compact-xs"
        variant="default"
        loading={state.stopping}
        onClick={() => void store.stop(source)}
      >
        {state.stopping ? text.stopping : text.stop}
      </Button>
    </div>
  );
}
