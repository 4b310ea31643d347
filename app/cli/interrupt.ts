// Ctrl-C: the first lets the frames in flight finish, the second kills.

import { endBeforeKill } from "../../engine/host/before-kill.ts";
import { stderr } from "./report/stderr.ts";

/** Calls `work` with a signal that the first SIGINT or SIGTERM aborts. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      // The default action of the signal ends the process at once, also inside the model runtime.
      stop();
      endBeforeKill();
      process.kill(process.pid, name);
      return;
    }
    stderr().write("\nStopping after the frames in flight; press Ctrl-C again to kill.\n");
    controller.abort();
  };
  const stop = () => {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    return await work(controller.signal);
  } finally {
    stop();
  }
}
