// What is known of a run from outside: enough to tell it to a page that has not seen it, and its end when its process no longer can.

import type { EventOf, Request } from "../bridge/calls.ts";
import type { RunSoFar } from "../bridge/shapes.ts";
import { partOf } from "../../engine/host/output-target.ts";

type Event = EventOf<"run.event">["event"];
type Progress = Extract<Event, { type: "progress" }>;
type Summary = Extract<Event, { type: "run-done" }>["summary"];

/** Each has the counters of every node. */
const MOST_REPORTS = 160;

export class RunRecord {
  readonly #now: () => number;
  readonly #begun: Omit<RunSoFar, "run" | "told">;
  #told: RunSoFar["told"] = [];
  #reports = 0;
  #seq = 0;
  #progress: Progress | null = null;
  /** When `#progress` was told, or the run began. */
  #progressAt: number;
  #rowsFailed = 0;
  #failedFile: string | null = null;
  readonly #warnings: Summary["warnings"][number][] = [];

  /** `now`: milliseconds since 1970. */
  constructor({ document, dryRun }: Pick<Request<"run.start">, "document" | "dryRun">, now = Date.now) {
    this.#now = now;
    this.#progressAt = now();
    this.#begun = { document, dryRun, startedAt: this.#progressAt };
  }

  get startedAt(): number {
    return this.#begun.startedAt;
  }

  hear(event: Event): void {
    this.#seq = event.seq;
    if (event.type === "run-started") this.#failedFile = event.failedFile;
    else if (event.type === "progress") {
      this.#progress = event;
      this.#progressAt = this.#now();
    } else if (event.type === "row-failed") this.#rowsFailed++;
    else if (event.type === "warning") this.#warnings.push(event);
    this.#keep(event);
  }

  soFar(): Omit<RunSoFar, "run"> {
    return { ...this.#begun, told: this.#told };
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
        rowsSkipped: 0,
        sourceRows: rows,
        // How many there were, it took with it.
        filesPlaced: 0,
        threads: 1,
        models: [],
        nodes: this.#progress?.nodes ?? {},
        // It may have said nothing for long, inside one call of a model.
        elapsedMs: (this.#progress?.elapsedMs ?? 0) + this.#now() - this.#progressAt,
        warnings: this.#warnings.map(({ node, code, message }) => ({ node, code, message })),
      },
    };
  }

  #keep(event: Event): void {
    // Of a run that is not dry nobody shows what its actions do.
    if (event.type === "effect" && !this.#begun.dryRun) return;
    this.#told.push({ at: this.#now(), event });
    if (event.type === "progress" && ++this.#reports > MOST_REPORTS) this.#thin();
  }

  /** Every other report goes; the first and the last stay, so that the whole run stays in the picture. */
  #thin(): void {
    let reports = 0;
    this.#told = this.#told.filter(({ event }) => event.type !== "progress" || reports++ % 2 === 0);
    this.#reports = Math.ceil(reports / 2);
  }
}
