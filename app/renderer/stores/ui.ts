// What the window looks like: selection, panels, which port the data dock shows. Panel sizes outlive the window.

import type { Scheme } from "../../bridge/shapes.ts";
import type { WantedModel } from "./library.ts";
import { createStore, type StoreApi } from "zustand/vanilla";

export type DockTab = "preview" | "columns" | "failed" | "log" | "timeline" | "issues" | "model";

/** What the log of a run shows: its lines, what it has left, what it would do. */
export type LogView = "log" | "results" | "effects";

export interface Panels {
  readonly palette: boolean;
  readonly inspector: boolean;
  readonly dock: boolean;
  readonly minimap: boolean;
  readonly paletteWidth: number;
  readonly inspectorWidth: number;
  /** Share of the height. */
  readonly dockShare: number;
}

export interface UiState {
  readonly panels: Panels;
  /** Ids of selected nodes, in the order of selection. */
  readonly selected: readonly string[];
  /** Selected wires as `from>to`. */
  readonly selectedEdges: readonly string[];
  /** Ids of selected notes and frames. */
  readonly selectedItems: readonly string[];
  readonly dockTab: DockTab;
  /** Where the dock goes back to when a node is selected; null where the tab that is open was chosen by a person. */
  readonly tabBefore: DockTab | null;
  /** null: what the run was started for. */
  readonly logView: LogView | null;
  /** The output port whose data is shown; null = the first of the selected node. */
  readonly port: string | null;
  /** A node whose data the dock goes on showing, whatever is selected. */
  readonly pinned: string | null;
  /** What lies over the editor: one at a time. */
  readonly overlay:
    | null
    | "palette-search"
    | "add-node"
    | "shortcuts"
    | "find"
    | "gallery"
    | "about"
    | "settings"
    | "export"
    | "library";
  /** A model that the library is opened for. */
  readonly wantedModel: WantedModel | null;
  /** The param of a node that the library was opened from: what is installed then goes there. */
  readonly libraryFor: null | { readonly node: string; readonly param: string };
  /** Where a node that is searched for goes, and what it is to be wired to. */
  readonly adding: null | {
    /** Absent: behind the selected node, or in the middle. */
    readonly at?: { readonly x: number; readonly y: number };
    readonly from?: { readonly node: string; readonly port: string; readonly side: "output" | "input" };
    /** A wire that it goes into. */
    readonly into?: { readonly from: string; readonly to: string };
  };
  /** Nodes that a search has found, and the one of them that it goes to; null while none was made. */
  readonly found: null | { readonly nodes: ReadonlySet<string>; readonly current: string | null };
  /** A node whose title is being edited on the canvas. */
  readonly renaming: string | null;
  /** When the run began that opening a playbook has started; null when there was none, or when it has been told of. */
  readonly playbookRun: number | null;
  readonly snap: boolean;
  /** What the wheel and a drag on the open canvas do; by itself the wheel does what fits what is scrolled with. */
  readonly pointer: "auto" | "mouse" | "trackpad";
  /** What was scrolled with last. */
  readonly scroller: "mouse" | "trackpad";
  readonly scheme: Scheme;
  /** Canvas only. */
  readonly focusMode: boolean;
  /** Of the canvas, which tells it here: 1 = 100 %. */
  readonly zoom: number;
  /** Rows of each source that a run takes; null = all. */
  readonly runLimit: number | null;
  /** The data dock shows what came into the node beside what came out of it. */
  readonly beforeAfter: boolean;
  /** Columns of vectors are shown as points, too. */
  readonly scatter: boolean;
}

export type UiStore = StoreApi<UiState>;

const STORED = "millrace.ui";

const DEFAULTS: UiState = {
  panels: {
    palette: true,
    inspector: true,
    dock: true,
    minimap: true,
    paletteWidth: 248,
    inspectorWidth: 336,
    dockShare: 0.3,
  },
  selected: [],
  selectedEdges: [],
  selectedItems: [],
  dockTab: "preview",
  tabBefore: null,
  logView: null,
  port: null,
  pinned: null,
  overlay: null,
  wantedModel: null,
  libraryFor: null,
  adding: null,
  found: null,
  renaming: null,
  playbookRun: null,
  snap: true,
  pointer: "auto",
  scroller: "mouse",
  scheme: "auto",
  focusMode: false,
  zoom: 1,
  runLimit: null,
  beforeAfter: false,
  scatter: false,
};

export function createUiStore(storage: Storage = localStorage): UiStore {
  const store = createStore<UiState>(() => ({ ...DEFAULTS, ...stored(storage) }));
  store.subscribe(({ panels, snap, pointer, scheme }, before) => {
    if (
      panels === before.panels &&
      snap === before.snap &&
      pointer === before.pointer &&
      scheme === before.scheme
    )
      return;
    storage.setItem(STORED, JSON.stringify({ panels, snap, pointer, scheme }));
  });
  return store;
}

function stored(storage: Storage): Partial<UiState> {
  try {
    const kept = JSON.parse(storage.getItem(STORED) ?? "{}") as Partial<UiState>;
    return { ...kept, panels: { ...DEFAULTS.panels, ...kept.panels } };
  } catch {
    return {};
  }
}

/** Whether scrolling moves the canvas, and zooms only with a pinch. */
export function scrollPans({ pointer, scroller }: Pick<UiState, "pointer" | "scroller">): boolean {
  return pointer === "trackpad" || (pointer === "auto" && scroller === "trackpad");
}

export function edgeKey(edge: { readonly from: string; readonly to: string }): string {
  return `${edge.from}>${edge.to}`;
}
