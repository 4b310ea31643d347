// The memory for work on big things, as hosts give it: a gate of bytes, and what was used is collected soon.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { DEFAULT_WORK_BYTES, MemoryGate } from "../sdk/memory-gate.ts";
import type { Memory } from "../sdk/services.ts";

/**
 * Pixels lie outside of V8's heap, where a frame of eight pictures is five objects: by its own count there is nothing to collect for
 * hundreds of frames. Without this, 10,000 pictures took up to 2.4 GB, nearly all of it done with.
 */
const COLLECT_BYTES = 64 * 2 ** 20;
/** Every so many times the old heap too, where frames that lived a little longer end up: some 10 ms, of seconds of work. */
const MAJOR_EVERY = 6;

type Collect = (options: { type: "minor" | "major" }) => void;

export class WorkMemory implements Memory {
  readonly #gate: MemoryGate;
  #used = 0;
  #times = 0;
  #collect: Collect | null = null;

  constructor(gate: MemoryGate = new MemoryGate(workBytes())) {
    this.#gate = gate;
  }

  get limit(): number {
    return this.#gate.limit;
  }

  async hold<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    this.#used += bytes;
    if (this.#used > COLLECT_BYTES) {
      this.#used = 0;
      this.#collect ??= collector();
      this.#collect({ type: ++this.#times % MAJOR_EVERY === 0 ? "major" : "minor" });
    }
    return this.#gate.hold(bytes, work);
  }
}

/** Bytes that pictures may take while they are decoded. The setting is in megabytes; what is no number above 0 counts as not set. */
function workBytes(): number {
  const megabytes = Number(process.env.MILLRACE_PICTURE_MEMORY);
  return megabytes > 0 ? megabytes * 2 ** 20 : DEFAULT_WORK_BYTES;
}

/** V8's own collector, which is there in contexts that are made after the flag was set. */
function collector(): Collect {
  setFlagsFromString("--expose-gc");
  const found = runInNewContext("typeof gc === 'function' ? gc : null") as Collect | null;
  setFlagsFromString("--no-expose-gc");
  return found ?? (() => {});
}
