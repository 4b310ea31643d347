// One export as the dialog leads through it: what can be chosen, how far it is, what it came to.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Bridge } from "../../bridge/bridge.ts";
import type { Reply } from "../../bridge/calls.ts";
import type { ComparedFile, Exported, ExportOutlook, Failure } from "../../bridge/shapes.ts";
import { failureOf } from "../failure.ts";
import type { DocumentStore } from "./document.ts";

type Place = Reply<"export.place">;
type Stage = "write" | "prove" | "place";

export type ExportPhase =
  | { readonly is: "choosing" }
  | {
      readonly is: "working";
      readonly stage: Stage;
      readonly compared: readonly ComparedFile[];
      readonly stopping: boolean;
    }
  | { readonly is: "failed"; readonly failure: Failure }
  | { readonly is: "done"; readonly exported: Exported };

export interface ExportState {
  readonly phase: ExportPhase;
  /** Null until the host has answered. */
  readonly outlook: ExportOutlook | null;
  /** Why there is no outlook. */
  readonly trouble: Failure | null;
  readonly target: string;
  readonly platform: string;
  /** As it is typed. */
  readonly folder: string;
  /** What is there; null while nobody knows. */
  readonly place: Place | null;
  /** Whether an earlier export there may be replaced. */
  readonly replace: boolean;
}

export interface ExportStore extends StoreApi<ExportState> {
  /** Asks the host where the workflow can run. */
  look(): Promise<void>;
  choose(target: string): void;
  choosePlatform(platform: string): Promise<void>;
  setFolder(folder: string): Promise<void>;
  /** A folder that was chosen in a dialog: the program gets one of its own in it where it holds other things. */
  takeFolder(chosen: string): Promise<void>;
  setReplace(replace: boolean): void;
  start(): Promise<void>;
  halt(): Promise<void>;
  /** From what went wrong back to the choice. */
  back(): void;
  /** Nobody looks any more. */
  stop(): void;
}

export function createExportStore(bridge: Bridge, document: DocumentStore): ExportStore {
  const store = createStore<ExportState>(() => ({
    phase: { is: "choosing" },
    outlook: null,
    trouble: null,
    target: "script",
    platform: "",
    folder: "",
    place: null,
    replace: false,
  }));
  const { getState, setState } = store;
  const session = () => document.getState().session;
  const off = bridge.on("export.step", (told) => {
    const { phase } = getState();
    if (told.session !== session() || phase.is !== "working") return;
    const { step } = told;
    if (step.step === "compared")
      setState({ phase: { ...phase, compared: [...phase.compared, step.compared] } });
    else if (step.step !== "scratch") setState({ phase: { ...phase, stage: step.step } });
  });
  const check = async (platform?: string): Promise<void> => {
    try {
      const outlook = await bridge.export.check({
        session: session(),
        document: document.getState().document,
        platform,
      });
      setState({ outlook, platform: outlook.platform, trouble: null });
    } catch (thrown) {
      setState({ trouble: failureOf(thrown) });
    }
  };
  /** What is at a folder; the last one asked about counts. */
  const placeOf = async (folder?: string): Promise<Place | null> => {
    try {
      const place = await bridge.export.place({ session: session(), folder });
      return folder === undefined || getState().folder === folder ? place : null;
    } catch {
      // The export itself says what is wrong with it.
      return null;
    }
  };
  const setFolder = async (folder: string): Promise<void> => {
    setState({ folder, place: null, replace: false });
    if (folder.trim() === "") return;
    const place = await placeOf(folder);
    if (place) setState({ place });
  };
  return Object.assign(store, {
    async look() {
      const place = await placeOf();
      if (place && getState().folder === "") setState({ folder: place.folder, place });
      await check();
      const { outlook, target } = getState();
      const isOpen = outlook?.targets.find((each) => each.target === target)?.verdict !== "impossible";
      const open = outlook?.targets.find(({ verdict }) => verdict !== "impossible");
      if (!isOpen && open) setState({ target: open.target });
    },
    choose: (target: string) => setState({ target }),
    choosePlatform: async (platform: string) => {
      setState({ platform });
      await check(platform);
    },
    setFolder,
    async takeFolder(chosen: string) {
      await setFolder(chosen);
      if (getState().place?.is !== "full") return;
      await setFolder(`${chosen.replace(/[\\/]$/, "")}/${document.getState().name}-program`);
    },
    setReplace: (replace: boolean) => setState({ replace }),
    async start() {
      const { target, platform, place, folder, replace } = getState();
      const { document: asked } = document.getState();
      setState({ phase: { is: "working", stage: "write", compared: [], stopping: false } });
      try {
        const exported = await bridge.export.make({
          session: session(),
          document: asked,
          target,
          ...(isByPlatform(getState()) && { platform }),
          folder: place?.folder ?? folder,
          force: replace,
        });
        setState({ phase: { is: "done", exported } });
      } catch (thrown) {
        const failure = failureOf(thrown);
        // Who has stopped it knows.
        const phase = failure.code === "EXPORT_STOPPED" ? { is: "choosing" } : { is: "failed", failure };
        setState({ phase: phase as ExportPhase });
        const after = await placeOf(getState().folder);
        if (after) setState({ place: after });
      }
    },
    async halt() {
      const { phase } = getState();
      if (phase.is !== "working" || phase.stopping) return;
      setState({ phase: { ...phase, stopping: true } });
      await bridge.export.stop({ session: session() }).catch(() => {});
    },
    back: () => setState({ phase: { is: "choosing" } }),
    stop() {
      off();
      if (getState().phase.is === "working") void bridge.export.stop({ session: session() }).catch(() => {});
    },
  });
}

/** Whether what is chosen is made for one platform. */
export function isByPlatform({ outlook, target }: Pick<ExportState, "outlook" | "target">): boolean {
  return outlook?.targets.find((each) => each.target === target)?.byPlatform ?? false;
}

/** Whether everything is chosen that an export needs. */
export function canStart({ outlook, target, place, replace }: ExportState): boolean {
  const verdict = outlook?.targets.find((each) => each.target === target)?.verdict;
  if (verdict === undefined || verdict === "impossible" || !place) return false;
  return place.is === "free" || (place.is === "exported" && replace);
}
