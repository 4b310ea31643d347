// What the sample comes to at every node while the workflow is edited. Old results stay, marked stale, until new ones are there.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Bridge } from "../../bridge/bridge.ts";
import type { PreviewNode } from "../../bridge/shapes.ts";
import { parsePort, type WorkflowDocument } from "../../../engine/document/types.ts";
import { byId } from "./by-id.ts";
import type { DocumentStore } from "./document.ts";
import { takings, type Pinned } from "./pins.ts";

export interface PreviewState {
  /** Rows of each source in the sample. */
  readonly rows: number;
  readonly on: boolean;
  readonly nodes: Readonly<Record<string, PreviewNode>>;
  /** Nodes whose result belongs to an older revision. */
  readonly stale: ReadonlySet<string>;
  /** Nodes that keep the rows they had when they were pinned, as long as this window is open. */
  readonly pinned: ReadonlySet<string>;
  readonly work: PreviewWork;
}

/** What becomes of the sample of the workflow as it stands. */
export type PreviewWork =
  | { readonly is: "done" }
  /** `since`: of the page's clock, in milliseconds. */
  | { readonly is: "computed"; readonly since: number }
  /** Somebody did not want to wait: it goes on with the next edit, or when it is asked for. */
  | { readonly is: "stopped" }
  | { readonly is: "failed"; readonly why: string };

export type PreviewStore = StoreApi<PreviewState> & {
  readonly setOn: (on: boolean) => void;
  readonly setRows: (rows: number) => void;
  /** Stops what is being computed; what is there stays. */
  readonly halt: () => void;
  readonly resume: () => void;
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
    work: { is: "done" },
  }));
  const { getState, setState } = store;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Results come in bursts: they reach React once a frame. */
  let waiting = byId<PreviewNode>();
  let frame: number | null = null;

  /** Of what the pinned samples are. */
  const pins = new Map<string, Pinned>();
  let arePinsLost = false;
  let isTaking = false;
  /** Answers whether all are there again; not where something newer has begun. */
  const takeAgain = async (isNewest: () => boolean): Promise<boolean> => {
    const { session, revision } = document.getState();
    isTaking = true;
    try {
      for (const taking of takings(pins)) {
        await bridge.preview.update({ session, revision, ...taking, pinned: [...taking.pinned] });
        if (!isNewest()) return false;
      }
    } finally {
      isTaking = false;
    }
    arePinsLost = false;
    return true;
  };

  /** Counts updates: what an older one comes to means nothing any more. */
  let turn = 0;
  const update = async () => {
    timer = null;
    const { session, revision, document: asked, trusted } = document.getState();
    if (!trusted || !getState().on) return;
    const mine = ++turn;
    setState({ work: { is: "computed", since: Date.now() } });
    try {
      if (arePinsLost && !(await takeAgain(() => mine === turn))) return;
      const { rows, pinned } = getState();
      await bridge.preview.update({ session, revision, document: asked, rows, pinned: [...pinned] });
      // Nodes that were only moved meanwhile ask for nothing newer.
      if (mine === turn && timer === null) setState({ work: { is: "done" }, stale: new Set() });
    } catch (thrown) {
      if (mine === turn) setState({ work: { is: "failed", why: (thrown as Error).message } });
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
    for (const [id, told] of Object.entries(waiting)) {
      const result = { ...told, ports: byId(told.ports) };
      const old = nodes[id]?.ports;
      // Somebody looks at the old rows: they stay until there are new ones.
      if (isUnderWay(result) && old && Object.keys(old).length > 0) nodes[id] = { ...result, ports: old };
      else {
        nodes[id] = result;
        stale.delete(id);
      }
    }
    setState({ nodes, stale });
    waiting = byId();
  };
  /** Nothing comes any more of what is under way: old rows are out of date, and where there are none nothing is said. */
  const drop = () => {
    turn++;
    if (timer) clearTimeout(timer);
    timer = null;
    if (frame !== null) {
      cancelAnimationFrame(frame);
      flush();
    }
    const nodes = byId(getState().nodes);
    const stale = new Set(getState().stale);
    for (const [id, result] of Object.entries(nodes)) {
      if (!isUnderWay(result)) continue;
      if (Object.keys(result.ports).length === 0) delete nodes[id];
      else {
        nodes[id] = { ...result, state: "done" };
        stale.add(id);
      }
    }
    setState({ nodes, stale });
  };
  const isStopped = () => getState().work.is === "stopped";
  /** What was done when the sample was stopped: the rest is not computed unasked. */
  let finished: ReadonlySet<string> = new Set();
  /** In the middle of a model a process can only be ended, and its results go with it: the next one makes them again. */
  const recall = async () => {
    const { session, revision, document: asked } = document.getState();
    const { rows, pinned } = getState();
    const kept = partOf(asked, finished);
    // It would pin what a node gives now, not what it gave when it was pinned: that is taken again when the sample goes on.
    if (kept.nodes.length === 0 || pinned.size > 0) return;
    await bridge.preview.update({ session, revision, document: kept, rows, pinned: [] }).catch(() => {});
  };
  /** The process that computes samples, which says that it is ready every two seconds. */
  let isEngineThere = true;

  const offs = [
    document.subscribe((now, before) => {
      const isElsewhere = now.session !== before.session;
      if (isElsewhere) arePinsLost = true;
      const { nodes, edges } = before.document;
      if (isElsewhere || now.document.nodes !== nodes || now.document.edges !== edges) {
        setState({ stale: new Set(Object.keys(getState().nodes)) });
        soon();
      } else if (now.trusted !== before.trusted) soon();
      // Asked for anew as it is: its files may have changed, or what was computed while the connection was broken was not heard.
      else if (now.document === before.document && now.revision !== before.revision && !isStopped()) soon();
    }),
    bridge.on("preview.node", ({ session, node, result }) => {
      if (session !== document.getState().session || (isStopped() && !finished.has(node))) return;
      // What is before a pinned sample is as it was then.
      if (isTaking && !pins.has(node)) return;
      waiting[node] = result;
      frame ??= requestAnimationFrame(flush);
    }),
    bridge.on("engine.state", ({ session, state }) => {
      // Runs have processes of their own.
      if (session !== null) return;
      const wasThere = isEngineThere;
      isEngineThere = state === "ready";
      if (!isEngineThere) arePinsLost = true;
      if (!isEngineThere || wasThere) return;
      if (isStopped()) void recall();
      else soon();
    }),
  ];
  const stopEngine = (keep: boolean) =>
    void bridge.preview.stop({ session: document.getState().session, keep }).catch(() => {});
  soon();
  return Object.assign(store, {
    setOn(on: boolean) {
      setState({ on });
      if (on) return soon();
      drop();
      setState({ work: { is: "done" } });
      arePinsLost = true;
      stopEngine(false);
    },
    halt() {
      if (getState().work.is !== "computed") return;
      const { nodes } = getState();
      finished = new Set(Object.keys(nodes).filter((id) => !isUnderWay(nodes[id])));
      drop();
      setState({ work: { is: "stopped" } });
      stopEngine(true);
    },
    resume() {
      if (timer) clearTimeout(timer);
      void update();
    },
    setRows(rows: number) {
      setState({ rows });
      soon();
    },
    togglePinned(node: string) {
      const pinned = new Set(getState().pinned);
      if (pinned.delete(node)) pins.delete(node);
      else {
        pinned.add(node);
        pins.set(node, { document: document.getState().document, rows: getState().rows });
      }
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

function partOf(document: WorkflowDocument, ids: ReadonlySet<string>): WorkflowDocument {
  const isIn = (port: string) => ids.has(parsePort(port).node);
  return {
    ...document,
    nodes: document.nodes.filter(({ id }) => ids.has(id)),
    edges: document.edges.filter(({ from, to }) => isIn(from) && isIn(to)),
  };
}

/** Nodes whose result belongs to the workflow as it stands. */
export function finishedCount({ nodes, stale }: Pick<PreviewState, "nodes" | "stale">): number {
  return Object.entries(nodes).filter(([id, result]) => !stale.has(id) && !isUnderWay(result)).length;
}

function isUnderWay({ state }: PreviewNode): boolean {
  return state === "waiting" || state === "running";
}
