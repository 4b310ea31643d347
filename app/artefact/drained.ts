// SIGTERM and Ctrl-C: the first lets the frames in flight finish, the second kills.

import { endBeforeKill } from "../../engine/host/before-kill.ts";
import { log } from "./log.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Calls `work` with a signal that the first SIGINT or SIGTERM aborts. */
export async function drained<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals) => {
    if (!controller.signal.aborted) {
      log("info", `${name}: stopping after the frames in flight.`);
      controller.abort();
      return;
    }
    stop();
    endBeforeKill();
    process.kill(process.pid, name);
  };
  const stop = () => {
    for (const name of SIGNALS) process.off(name, onSignal);
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    stop();
  }
}
