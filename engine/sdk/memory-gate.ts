// How much memory may work on big things take at once? A gate that counts bytes, shared by all nodes of a run.

import type { Memory } from "./services.ts";

/** What pictures may take while they are decoded, unless the machine's owner says otherwise. */
export const DEFAULT_WORK_BYTES = 2 ** 30;

interface Waiting {
  readonly bytes: number;
  readonly enter: () => void;
}

/**
 * Work says how much it is going to take, and waits in line until that is free. It must not wait for other work at the gate
 * while it is inside, or two could wait for each other. Work that wants more than there is runs alone.
 */
export class MemoryGate implements Memory {
  readonly limit: number;
  #free: number;
  readonly #line: Waiting[] = [];

  constructor(limit: number) {
    this.limit = limit;
    this.#free = limit;
  }

  async hold<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const taken = Math.min(bytes, this.limit);
    // Nobody overtakes: a big picture would wait for ever behind small ones that keep coming.
    if (this.#line.length > 0 || taken > this.#free)
      await new Promise<void>((enter) => this.#line.push({ bytes: taken, enter }));
    else this.#free -= taken;
    try {
      return await work();
    } finally {
      this.#free += taken;
      this.#admit();
    }
  }

  #admit(): void {
    for (let first = this.#line[0]; first && first.bytes <= this.#free; first = this.#line[0]) {
      this.#line.shift();
      this.#free -= first.bytes;
      first.enter();
    }
  }
}
