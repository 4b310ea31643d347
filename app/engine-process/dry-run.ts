// What a dry run tells: one line for each action with the rows of all its effects, and the first rows that would fail.

import type { FailedRow, RunEvent } from "../../engine/runtime/events.ts";
import { rows } from "./numbers.ts";

type EffectEvent = Extract<RunEvent, { type: "effect" }>;

/** Failed rows that are shown; the run itself would write them all to a file. */
const SHOWN_ROWS = 3;

export class DryRun {
  readonly #effects = new Map<string, { readonly first: EffectEvent; total: number }>();
  readonly #failed: FailedRow[] = [];

  addEffect(event: EffectEvent): void {
    const known = this.#effects.get(event.node);
    if (known) known.total += event.rows;
    else this.#effects.set(event.node, { first: event, total: event.rows });
  }

  addFailed(failed: readonly FailedRow[]): void {
    this.#failed.push(...failed.slice(0, SHOWN_ROWS - this.#failed.length));
  }

  /**
   * `would write 325 rows to out/alerts.csv` for each action, and what its first effect would be in full. An effect says in its
   * summary how many rows it is about.
   */
  effectLines(): string[] {
    return [...this.#effects.values()].flatMap(({ first, total }) => [
      `would ${first.summary.replace(`${first.rows} rows`, rows(total))}`,
      ...(first.details ?? []).map((line) => `  ${line}`),
    ]);
  }

  failedLines(): string[] {
    return this.#failed.map(
      ({ unit, row, ofGroup, source, node, code, cause }) =>
        `  ${ofGroup ? "a group from " : ""}${unit} ${row} of ${source}${ofGroup ? " on" : ""}, node ${node}: ${code} ${cause}`,
    );
  }
}
