// Samples of the recordings that somebody looks at: one is decoded at a time, and the last one stays while it is looked at.

import type { AudioCell, Samples } from "../../../engine/frames/audio.ts";
import { samplesOf } from "../../../nodes/_shared/sound/decode.ts";

export class NearSamples {
  #last: Samples | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  of(audio: AudioCell): Promise<Samples> {
    const next = this.#queue.then(async () => {
      const samples = await samplesOf(audio);
      this.#last = audio.kind === "encoded" ? samples : null;
      return samples;
    });
    this.#queue = next.catch(() => {});
    return next;
  }

  /** Of the recording that was asked for last; for who wants to know what is held. */
  get held(): Samples | null {
    return this.#last;
  }

  clear(): void {
    this.#last = null;
  }
}
