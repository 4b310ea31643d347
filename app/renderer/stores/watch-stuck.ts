// While a run goes on: has a row gone anywhere lately, and if not, which node is it waiting for? Looked at once a second for all to see.

import { topologicalOrder } from "../../../engine/document/topology.ts";
import type { DocumentStore } from "./document.ts";
import { runClock } from "./run-clock.ts";
import type { RunStore } from "./run.ts";
import { waitedFor } from "./waited-for.ts";

const LOOK_MS = 1000;
/** Reports come twenty times a second, unless the process is in the middle of something. */
const HEARD_MS = 2000;

/** Answers how to stop. */
export function watchStuck(run: RunStore, document: DocumentStore): () => void {
  let timer: ReturnType<typeof setInterval> | null = null;
  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
  };
  const look = () => {
    const state = run.getState();
    const now = Date.now();
    const { stuckMs } = runClock(state, now);
    if (stuckMs === null) {
      if (state.stuck) run.setState({ stuck: null });
      return;
    }
    const order = topologicalOrder(document.getState().document);
    run.setState({ stuck: { ms: stuckMs, node: waitedFor(state, order, now - state.heardAt < HEARD_MS) } });
  };
  const off = run.subscribe(({ running, stuck }) => {
    if (running !== null) timer ??= setInterval(look, LOOK_MS);
    else if (timer) {
      stop();
      if (stuck) run.setState({ stuck: null });
    }
  });
  return () => {
    off();
    stop();
  };
}
