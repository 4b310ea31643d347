// Several lanes as one runner: a run goes to the lane with the least to do.

import { Lane } from "./lane.ts";
import type { Feeds, Results } from "./ort-session.ts";
import type { PreparedModel } from "./prepared-model.ts";
import type { Runner } from "./runner.ts";

/** Starts `count` lanes. They end by `close` only, and keep the process alive until then. */
export async function openLanes(entry: string, model: PreparedModel, count: number): Promise<Runner> {
  const started = await Promise.allSettled(Array.from({ length: count }, () => Lane.start(entry, model)));
  const lanes = started.flatMap((lane) => (lane.status === "fulfilled" ? lane.value : []));
  const failed = started.find((lane) => lane.status === "rejected");
  if (!failed) return new LaneRunner(lanes);
  await Promise.all(lanes.map((lane) => lane.close()));
  throw failed.reason;
}

export class LaneRunner implements Runner {
  readonly placement: string;
  /** One run computes in each lane, one waits behind it, so that the lane never waits for this thread. */
  readonly inFlight: number;
  readonly #lanes: readonly Lane[];

  constructor(lanes: readonly Lane[]) {
    this.#lanes = lanes;
    this.inFlight = 2 * lanes.length;
    this.placement = lanes.length === 1 ? "1 lane" : `${lanes.length} lanes`;
  }

  run(feeds: Feeds): Promise<Results> {
    return this.#lanes.reduce((least, lane) => (lane.load < least.load ? lane : least)).run(feeds);
  }

  async close(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }
}
