// One open workflow with everything that belongs to it, and how components get at it.

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Bridge } from "../bridge/bridge.ts";
import type { KindDescription, Opened } from "../bridge/shapes.ts";
import type { Size, Sizes } from "./edits/edit.ts";
import { showResults } from "./show-results.ts";
import { createDocumentStore, type DocumentState, type DocumentStore } from "./stores/document.ts";
import { keepSelection } from "./stores/keep-selection.ts";
import { forgetFound } from "./stores/found.ts";
import { followSelection } from "./stores/lent-tab.ts";
import { createPlanStore, type PlanState, type PlanStore } from "./stores/plan.ts";
import { createPreviewStore, type PreviewState, type PreviewStore } from "./stores/preview.ts";
import { createRunStore, type RunStore } from "./stores/run.ts";
import type { RunState } from "./stores/run-state.ts";
import { createUiStore, type UiState, type UiStore } from "./stores/ui.ts";
import { watchStuck } from "./stores/watch-stuck.ts";

export interface Workspace {
  readonly bridge: Bridge;
  readonly kinds: ReadonlyMap<string, KindDescription>;
  readonly document: DocumentStore;
  readonly plan: PlanStore;
  readonly preview: PreviewStore;
  readonly run: RunStore;
  readonly ui: UiStore;
  /** What only the canvas can do, set while it is mounted: see canvas/canvas-api.ts. */
  readonly canvas: { current: CanvasApi | null };
  close(): void;
}

/** What actions ask of the canvas. Positions are in canvas units. */
export interface CanvasApi {
  fit(nodes?: readonly string[]): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  /** The middle of what is visible, or the pointer when it is over the canvas. */
  pointer(): { x: number; y: number };
  panBy(by: { readonly x: number; readonly y: number }): void;
  /** Brings a node, or a wire (`from>to`), into sight, as large as things are. */
  reveal(id: string): void;
  /** As `reveal`, of a node, a note or a frame that is looked for: large enough to be read. */
  goTo(thing: { readonly node: string } | { readonly item: string }): void;
  /** Puts a point into the middle of a wire (`from>to`), to be moved. */
  bend(wire: string): void;
  /** The menu of what is selected, beside it; of the canvas when nothing is. */
  openMenu(): void;
  /** The graph as a picture. */
  picture(form: "png" | "svg"): Promise<Blob>;
  layout(): Promise<void>;
  /** What the cards that were drawn measure, by node id. */
  sizes(): Sizes;
  /** What the cards are going to take, those that were never drawn too, and a new one of a kind. */
  room(): Sizes;
  roomFor(kind: KindDescription): Size;
  focus(): void;
}

/** Throws `UnreadableWorkflow`. */
export function openWorkspace(
  bridge: Bridge,
  kinds: ReadonlyMap<string, KindDescription>,
  opened: Opened,
): Workspace {
  const document = createDocumentStore(bridge, opened);
  const plan = createPlanStore(bridge, document, kinds);
  const preview = createPreviewStore(bridge, document);
  const run = createRunStore(bridge, document);
  const ui = createUiStore();
  const stopKeeping = keepSelection(document, ui);
  const stopShowing = showResults(run, ui);
  const stopFollowing = followSelection(ui);
  const stopMarking = forgetFound(ui);
  const stopWatching = watchStuck(run, document);
  const look = () => document.lookAgain();
  window.addEventListener("focus", look);
  const stopLooking = run.subscribe((now, before) => {
    if (before.running !== null && now.running === null) look();
  });
  const stopHearing = bridge.on("library.changed", look);
  const close = () => {
    window.removeEventListener("focus", look);
    stopHearing();
    stopLooking();
    stopKeeping();
    stopShowing();
    stopFollowing();
    stopMarking();
    stopWatching();
    plan.stop();
    preview.stop();
    run.stop();
    void bridge.document.close({ session: document.getState().session }).catch(() => {});
  };
  return { bridge, kinds, document, plan, preview, run, ui, canvas: { current: null }, close };
}

export const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("No workflow is open here.");
  return workspace;
}

// Selectors must answer the same object while nothing changed: pick fields, build nothing.
export const useDocument = <T,>(select: (state: DocumentState) => T): T =>
  useStore(useWorkspace().document, select);
export const usePlan = <T,>(select: (state: PlanState) => T): T => useStore(useWorkspace().plan, select);
export const usePreview = <T,>(select: (state: PreviewState) => T): T =>
  useStore(useWorkspace().preview, select);
export const useRun = <T,>(select: (state: RunState) => T): T => useStore(useWorkspace().run, select);
export const useUi = <T,>(select: (state: UiState) => T): T => useStore(useWorkspace().ui, select);
