// Which files of the model library can be used now? Asked once for a page, and again when something was installed.

import { useEffect, useSyncExternalStore } from "react";
import type { Bridge } from "../../bridge/bridge.ts";
import type { LibraryEntry } from "../../bridge/shapes.ts";
import { filesOf, type LibraryFileChoice } from "../edits/library-model.ts";
import { useWorkspace } from "../workspace.tsx";

/** By reference. */
export type UsableFiles = ReadonlyMap<string, LibraryFileChoice>;

const NONE: UsableFiles = new Map();

interface Known {
  files: UsableFiles;
  readonly listeners: Set<() => void>;
}

const known = new WeakMap<Bridge, Known>();

/** Empty until the host has answered. */
export function useUsable(): UsableFiles {
  const { bridge } = useWorkspace();
  const own = knownBy(bridge);
  useEffect(() => void load(bridge, own), [bridge, own]);
  return useSyncExternalStore(
    (listener) => {
      own.listeners.add(listener);
      return () => own.listeners.delete(listener);
    },
    () => own.files,
  );
}

export function usableNow(bridge: Bridge): UsableFiles {
  return knownBy(bridge).files;
}

function knownBy(bridge: Bridge): Known {
  const found = known.get(bridge);
  if (found) return found;
  const made: Known = { files: NONE, listeners: new Set() };
  known.set(bridge, made);
  bridge.on("library.changed", () => void load(bridge, made, true));
  return made;
}

async function load(bridge: Bridge, own: Known, again = false): Promise<void> {
  if (own.files !== NONE && !again) return;
  try {
    own.files = usableFiles((await bridge.library.list({})).entries);
  } catch {
    // Without the list nothing is proposed that needs a model.
  }
  for (const listener of own.listeners) listener();
}

export function usableFiles(entries: readonly LibraryEntry[]): UsableFiles {
  const there = entries.filter(({ is }) => is !== "offered");
  return new Map(there.flatMap(filesOf).map((choice) => [choice.reference, choice]));
}
