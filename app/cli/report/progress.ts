// The progress line on a terminal: rows, rate, time left.

import type { RunEvent } from "../../../engine/runtime/events.ts";
import { count, duration, rate } from "../../engine-process/numbers.ts";
import { stderr } from "./stderr.ts";

/** Redraws one line of stderr while a run goes on. Silent where stderr is no terminal. */
export class ProgressLine {
  #drawn = false;

  show(event: RunEvent): void {
    if (event.type !== "progress" || !stderr().isTTY) return;
    const { rows, share, elapsedMs } = event;
    const parts = [`${count(rows)} rows`, rate((rows / Math.max(elapsedMs, 1)) * 1000)];
    if (share !== null && share > 0) {
      parts.push(`${Math.floor(share * 100)} %`, `${duration((elapsedMs * (1 - share)) / share)} left`);
    }
    stderr().write(`\r\u001b[K${parts.join("  ")}`);
    this.#drawn = true;
  }

  clear(): void {
    if (this.#drawn) stderr().write("\r\u001b[K");
    this.#drawn = false;
  }
}
