// The places of one model that are open: sessions in this thread, and lanes that one and two of them share.

import { openInline } from "./inline-runner.ts";
import type { Lane } from "./lane.ts";
import type { RunnerParts } from "./open-runner.ts";
import type { Place } from "./possible-places.ts";
import type { PreparedModel } from "./prepared-model.ts";
import type { OnComputed, Runner } from "./runner.ts";

const LANES: Readonly<Record<Place, number>> = { inline: 0, "inline-2": 0, lane: 1, "lane-2": 2 };

export class Places {
  readonly #model: PreparedModel;
  readonly #parts: RunnerParts;
  readonly #onComputed: OnComputed;
  readonly #runners = new Map<Place, Runner>();
  readonly #lanes: Lane[] = [];

  /** `onComputed` hears from lanes how long they computed. */
  constructor(model: PreparedModel, parts: RunnerParts, inline: Runner, onComputed: OnComputed) {
    this.#model = model;
    this.#parts = parts;
    this.#onComputed = onComputed;
    this.#runners.set("inline", inline);
  }

  /** The runner of an open place. */
  get(place: Place): Runner | undefined {
    return this.#runners.get(place);
  }

  /** Opens a place that is not open, one at a time. */
  async open(place: Place): Promise<Runner> {
    const lanes = LANES[place];
    const runner = await (lanes === 0
      ? openInline(this.#model, place === "inline" ? 1 : 2)
      : this.#openLanes(lanes));
    this.#runners.set(place, runner);
    return runner;
  }

  /** Frees what a place does not need. */
  async closeOthers(kept: Place): Promise<void> {
    const lanes = this.#lanes.splice(LANES[kept]);
    const others = [...this.#runners].filter(([place]) => place !== kept);
    for (const [place] of others) this.#runners.delete(place);
    const sessions = others.filter(([place]) => LANES[place] === 0);
    await Promise.all([
      ...sessions.map(([, runner]) => runner.close()),
      ...lanes.map((lane) => lane.close()),
    ]);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#runners.values()].map((runner) => runner.close()));
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  /** Lanes that are missing start side by side: a thread takes 30 ms and more to get going. */
  async #openLanes(count: number): Promise<Runner> {
    const { Lane } = await import("./lane.ts");
    const { LaneRunner } = await import("./lanes.ts");
    const entry = this.#parts.entry("lane-worker");
    const missing = Array.from({ length: count - this.#lanes.length }, () =>
      Lane.start(entry, this.#model, this.#onComputed),
    );
    const started = await Promise.allSettled(missing);
    for (const lane of started) if (lane.status === "fulfilled") this.#lanes.push(lane.value);
    const failed = started.find((lane) => lane.status === "rejected");
    if (failed) throw failed.reason;
    return new LaneRunner(this.#lanes.slice(0, count));
  }
}
