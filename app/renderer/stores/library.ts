// The model library as the panel shows it: what is there, what is looked at, what is being installed.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Bridge } from "../../bridge/bridge.ts";
import type { EventOf, Reply } from "../../bridge/calls.ts";
import type { Failure, LibraryOffer } from "../../bridge/shapes.ts";
import { failureOf } from "../failure.ts";

/** What somebody wants who opens the panel: a model that a workflow has pinned. */
export interface WantedModel {
  readonly source: string;
  readonly name?: string;
  /** The sha256 that files must have. */
  readonly pinned?: Readonly<Record<string, string>>;
}

export type Looked =
  | { readonly is: "nothing" }
  | { readonly is: "looking"; readonly wanted: WantedModel }
  | { readonly is: "failed"; readonly wanted: WantedModel; readonly failure: Failure }
  | { readonly is: "offered"; readonly wanted: WantedModel; readonly offer: LibraryOffer };

/** An installation that goes on, or went wrong. */
export type Installing =
  | { readonly is: "working"; readonly step: EventOf<"library.step">; readonly stopping: boolean }
  | { readonly is: "failed"; readonly failure: Failure };

export interface LibraryState {
  /** Null until the host has answered. */
  readonly list: Reply<"library.list"> | null;
  readonly trouble: Failure | null;
  readonly query: string;
  readonly offline: boolean;
  /** What is typed as a source. */
  readonly source: string;
  readonly looked: Looked;
  /** By source. */
  readonly installing: Readonly<Record<string, Installing>>;
  /** Names of those that were installed while somebody looks. */
  readonly fresh: ReadonlySet<string>;
}

export interface LibraryStore extends StoreApi<LibraryState> {
  load(): Promise<void>;
  look(wanted: WantedModel): Promise<void>;
  forget(): void;
  /** Answers whether it is there now. */
  install(wanted: WantedModel): Promise<boolean>;
  stop(source: string): Promise<void>;
  remove(name: string): Promise<Failure | null>;
  /** Nobody looks any more; what is being installed goes on. */
  end(): void;
}

export function createLibraryStore(bridge: Bridge): LibraryStore {
  const store = createStore<LibraryState>(() => ({
    list: null,
    trouble: null,
    query: "",
    offline: false,
    source: "",
    looked: { is: "nothing" },
    installing: {},
    fresh: new Set(),
  }));
  const { getState, setState } = store;
  const put = (source: string, state: Installing | null) => {
    const { [source]: _, ...others } = getState().installing;
    setState({ installing: state === null ? others : { ...others, [source]: state } });
  };
  const load = async () => {
    try {
      setState({ list: await bridge.library.list({}), trouble: null });
    } catch (thrown) {
      setState({ trouble: failureOf(thrown) });
    }
  };
  const offs = [
    bridge.on("library.changed", () => void load()),
    bridge.on("library.step", (step) => {
      const now = getState().installing[step.source];
      if (now?.is === "working") put(step.source, { ...now, step });
    }),
  ];
  return Object.assign(store, {
    load,
    async look(wanted: WantedModel) {
      const { offline } = getState();
      setState({ looked: { is: "looking", wanted } });
      const isAsked = () => {
        const { looked } = getState();
        return looked.is === "looking" && looked.wanted === wanted;
      };
      try {
        const { offer } = await bridge.library.look({ source: wanted.source, offline });
        if (isAsked()) setState({ looked: { is: "offered", wanted, offer } });
      } catch (thrown) {
        if (isAsked()) setState({ looked: { is: "failed", wanted, failure: failureOf(thrown) } });
      }
    },
    forget: () => setState({ looked: { is: "nothing" } }),
    async install({ source, name, pinned }: WantedModel) {
      const step = { source, step: "look", received: 0, total: null } as const;
      put(source, { is: "working", step, stopping: false });
      try {
        const installed = await bridge.library.install({
          source,
          ...(name !== undefined && { name }),
          ...(pinned !== undefined && { pinned: { ...pinned } }),
          offline: getState().offline,
        });
        await load();
        put(source, null);
        setState({ fresh: new Set([...getState().fresh, installed.name]) });
        return true;
      } catch (thrown) {
        const failure = failureOf(thrown);
        // Who has stopped it knows.
        put(source, failure.code === "INSTALL_STOPPED" ? null : { is: "failed", failure });
        return false;
      }
    },
    async stop(source: string) {
      const now = getState().installing[source];
      if (now?.is !== "working") return;
      put(source, { ...now, stopping: true });
      await bridge.library.stop({ source }).catch(() => {});
    },
    async remove(name: string) {
      try {
        await bridge.library.remove({ name });
        await load();
        return null;
      } catch (thrown) {
        return failureOf(thrown);
      }
    },
    end() {
      for (const off of offs) off();
    },
  });
}

/** Those in which every word of the search occurs. */
export function foundEntries({ list, query }: Pick<LibraryState, "list" | "query">) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return (list?.entries ?? []).filter(({ name, title, about, source }) => {
    const text = [name, title, about, source].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
