// What the sample comes to at every node while the workflow is edited. Old results stay, marked stale, until new ones are there.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Bridge } from "../../bridge/bridge.ts";
import type { PreviewNode } from "../../bridge/shapes.ts";
import { byId } from "./by-id.ts";
import type { DocumentStore } from "./document.ts";

export interface PreviewState {
  /** Rows of each source in the sample. */
  readonly rows: number;
  readonly on: boolean;
  readonly nodes: Readonly<Record<string, PreviewNode>>;
  /** Nodes whose result belongs to an older revision. */
  readonly stale: ReadonlySet<string>;
  /** Nodes that keep the rows they had when they were pinned, as long as this window is open. */
  readonly pinned: ReadonlySet<string>;
  readonly running: boolean;
  readonly trouble: string | null;
}

export type PreviewStore = StoreApi<PreviewState> & {
  readonly setOn: (on: boolean) => void;
  readonly setRows: (rows: number) => void;
  /** Pins the sample of a node, or lets it go. */
  readonly togglePinned: (node: string) => void;
  readonly stop: () => void;
};

/** Long enough for a word to be typed, short enough to feel at once. */
const PAUSE_MS = 120;
const SAMPLE_ROWS = 100;

export function createPreviewStore(bridge: Bridge, document: DocumentStore): PreviewStore {
  const store = createStore<PreviewState>(() => ({
    rows: SAMPLE_ROWS,
    on: true,
    nodes: byId(),
    stale: new Set(),
    pinned: new Set(),
    running: false,
    trouble: null,
  }));
  const { getState, setState } = store;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Results come in bursts: they reach React once a frame. */
  let waiting: Record<string, PreviewNode> = {};
  let frame: number | null = null;

  const update = async () => {
    timer = null;
    const { session, revision, document: asked, trusted } = document.getState();
    if (!trusted || !getState().on) return;
    setState({ running: true });
    try {
      const { rows, pinned } = getState();
      await bridge.preview.update({ session, revision, document: asked, rows, pinned: [...pinned] });
      if (document.getState().revision === revision)
        setState({ running: false, trouble: null, stale: new Set() });
    } catch (thrown) {
      setState({ running: false, trouble: (thrown as Error).message });
    }
  };
  const soon = () => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => void update(), PAUSE_MS);
  };
  const flush = () => {
    frame = null;
    const stale = new Set(getState().stale);
    const nodes = byId(getState().nodes);
    for (const [id, result] of Object.entries(waiting)) {
      const underWay = result.state === "waiting" || result.state === "running";
      const old = nodes[id]?.ports;
      // Somebody looks at the old rows: they stay until there are new ones.
      if (underWay && old && Object.keys(old).length > 0) nodes[id] = { ...result, ports: old };
      else {
        nodes[id] = result;
        stale.delete(id);
      }
    }
    setState({ nodes, stale });
    waiting = {};
  };

  const offs = [
    document.subscribe((now, before) => {
      const isElsewhere = now.session !== before.session;
      const { nodes, edges } = before.document;
      if (isElsewhere || now.document.nodes !== nodes || now.document.edges !== edges) {
        setState({ stale: new Set(Object.keys(getState().nodes)) });
        soon();
      } else if (now.trusted !== before.trusted || now.looked !== before.looked) soon();
    }),
    bridge.on("preview.node", ({ session, node, result }) => {
      if (session !== document.getState().session) return;
      waiting[node] = result;
      frame ??= requestAnimationFrame(flush);
    }),
    bridge.on("engine.state", ({ state }) => {
      if (state === "ready") soon();
    }),
  ];
  soon();
  return Object.assign(store, {
    setOn(on: boolean) {
      setState({ on });
      if (on) soon();
      else void bridge.preview.stop({ session: document.getState().session }).catch(() => {});
    },
    setRows(rows: number) {
      setState({ rows });
      soon();
    },
    togglePinned(node: string) {
      const pinned = new Set(getState().pinned);
      if (!pinned.delete(node)) pinned.add(node);
      setState({ pinned });
      soon();
    },
    stop() {
      for (const off of offs) off();
      if (timer) clearTimeout(timer);
      if (frame !== null) cancelAnimationFrame(frame);
    },
  });
}
