// The run under way and the last one, as the host tells them. Events reach React once a frame.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Bridge } from "../../bridge/bridge.ts";
import type { EventOf } from "../../bridge/calls.ts";
import type { RunSoFar } from "../../bridge/shapes.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { failureOf } from "../failure.ts";
import { runText as text } from "../strings/run.ts";
import type { DocumentStore } from "./document.ts";
import { afterEvent, caughtUp, lostRun, NO_RUN, thinned, type RunState } from "./run-state.ts";

export interface RunOptions {
  readonly to?: string;
  readonly dryRun?: boolean;
  readonly limit?: number;
}

export type RunStore = StoreApi<RunState> & {
  readonly start: (options?: RunOptions) => Promise<void>;
  readonly halt: () => Promise<void>;
  /**
   * Catches up with a run that this page has missed something of, or all: its connection broke, or it was loaded anew. `wanted`: it
   * knows that one was going on; where the host knows of none, that is told. Throws where the connection breaks again.
   */
  readonly takeUp: (options?: { readonly wanted: boolean }) => Promise<void>;
  readonly stop: () => void;
};

/** Of a run that was asked for and has no name yet. */
const STARTING = "starting";

type Heard = EventOf<"run.event"> & { readonly at: number };

export function createRunStore(bridge: Bridge, document: DocumentStore): RunStore {
  const store = createStore<RunState>(() => NO_RUN);
  const { getState, setState } = store;
  /** Name of the last run whose end was heard. */
  let over: string | null = null;
  let waiting: Heard[] = [];
  let frame: number | null = null;
  let isCatchingUp = false;
  const flush = () => {
    frame = null;
    // They may stand in the answer as well.
    if (isCatchingUp) return;
    const heard = waiting;
    waiting = [];
    over = heard.find(({ event }) => event.type === "run-done")?.run ?? over;
    setState(heard.reduce((state, { event, at }) => afterEvent(state, event, at), getState()));
  };
  const flushSoon = () => void (frame ??= requestAnimationFrame(flush));
  const off = bridge.on("run.event", (told) => {
    if (told.session !== document.getState().session) return;
    waiting.push({ ...told, at: Date.now() });
    flushSoon();
  });
  const offEngine = bridge.on("engine.state", ({ session, node, memoryMb }) => {
    const { running, startedAt, memory } = getState();
    if (running && node !== null && session === document.getState().session) return setState({ works: node });
    // The sample has a process of its own, which tells no session.
    if (!running || memoryMb <= 0 || session !== document.getState().session) return;
    const point = { ms: Date.now() - startedAt, megabytes: memoryMb };
    setState({ memory: thinned([...memory, point]) });
  });
  /** As a page would know it that has seen it from the beginning. */
  const takeOver = async (found: RunSoFar): Promise<void> => {
    const { running, stopping, memory } = getState();
    const last = found.told.at(-1)?.event;
    const isKnown = running === found.run;
    const { document: now, revision } = document.getState();
    const isSame = sameGraph(found.document, now);
    const caught = caughtUp(found);
    setState({
      ...caught,
      ...(isKnown && { memory, stopping: stopping && caught.running !== null }),
      // What is drawn of a run belongs to the workflow that ran.
      ...(isSame ? { ran: now, revision } : { ran: found.document, revision: 0 }),
    });
    if (caught.running === null) over = found.run;
    waiting = waiting.filter(({ run, event }) => run === found.run && event.seq > (last?.seq ?? 0));
    // That it shall stop may not have been heard.
    if (getState().stopping) await bridge.run.stop({ run: found.run });
  };
  const lose = (why: string) => setState(lostRun(getState(), why));
  return Object.assign(store, {
    async start({ to, dryRun = false, limit }: RunOptions = {}) {
      if (getState().running) return;
      const { session, document: asked, revision } = document.getState();
      const now = Date.now();
      setState({
        ...NO_RUN,
        running: STARTING,
        dryRun,
        limit: limit ?? null,
        startedAt: now,
        heardAt: now,
        movedAt: now,
        revision,
        ran: asked,
      });
      try {
        const { run } = await bridge.run.start({ session, document: asked, to, dryRun, limit });
        // Its end may have been told before its name.
        if (!getState().running) return;
        setState({ running: run });
        if (getState().stopping) await bridge.run.stop({ run });
      } catch (thrown) {
        const { message, hint } = failureOf(thrown);
        setState({ running: null, stopping: false, trouble: hint ? `${message} ${hint}` : message });
      }
    },
    async halt() {
      const { running, stopping } = getState();
      if (!running || stopping) return;
      setState({ stopping: true });
      // One that has no name yet is stopped as soon as it has.
      if (running !== STARTING) await bridge.run.stop({ run: running });
    },
    async takeUp({ wanted } = { wanted: false }) {
      // Whoever started it hears of it.
      if (isCatchingUp || getState().running === STARTING) return;
      const known = getState().running;
      isCatchingUp = true;
      try {
        const { run: found } = await bridge.run.takeUp({ session: document.getState().session });
        // Another was started meanwhile.
        if (getState().running !== known) return;
        if (found && found.run !== over) await takeOver(found);
        else if (known !== null) lose(text.lost);
        else if (wanted && !found) lose(text.ended);
      } catch (thrown) {
        // Another connection is another chance.
        if (failureOf(thrown).code === "HOST_GONE") throw thrown;
        if (wanted || known !== null) lose(text.lost);
      } finally {
        isCatchingUp = false;
        if (waiting.length > 0) flushSoon();
      }
    },
    stop() {
      off();
      offEngine();
      if (frame !== null) cancelAnimationFrame(frame);
    },
  });
}

/** Whether they compute the same, wherever their nodes stand. */
function sameGraph(a: WorkflowDocument, b: WorkflowDocument): boolean {
  const text = (document: WorkflowDocument) => writeWorkflow({ ...document, view: { nodes: {} } });
  return text(a) === text(b);
}
