// What is known of a run from outside: enough to tell its end when its process no longer can.

import type { EventOf } from "../bridge/calls.ts";
import { partOf } from "../../engine/host/output-target.ts";

type Event = EventOf<"run.event">["event"];
type Progress = Extract<Event, { type: "progress" }>;
type Summary = Extract<Event, { type: "run-done" }>["summary"];

export class RunRecord {
  #seq = 0;
  #progress: Progress | null = null;
  #rowsFailed = 0;
  #failedFile: string | null = null;
  readonly #warnings: Summary["warnings"][number][] = [];

  hear(event: Event): void {
    this.#seq = event.seq;
    if (event.type === "run-started") this.#failedFile = event.failedFile;
    else if (event.type === "progress") this.#progress = event;
    else if (event.type === "row-failed") this.#rowsFailed++;
    else if (event.type === "warning") this.#warnings.push(event);
  }

  /** The last event, in place of the one that never came. */
  ended(outcome: Summary["outcome"], error: Summary["error"]): Event {
    const rows = this.#progress?.rows ?? 0;
    return {
      seq: this.#seq + 1,
      type: "run-done",
      // Nobody has put it in its place.
      written: [],
      failedFile: this.#failedFile !== null && this.#rowsFailed > 0 ? partOf(this.#failedFile) : null,
      summary: {
        outcome,
        error,
        rows,
        rowsFailed: this.#rowsFailed,
        sourceRows: rows,
        threads: 1,
        models: [],
        nodes: this.#progress?.nodes ?? {},
        elapsedMs: this.#progress?.elapsedMs ?? 0,
        warnings: this.#warnings.map(({ node, code, message }) => ({ node, code, message })),
      },
    };
  }
}
