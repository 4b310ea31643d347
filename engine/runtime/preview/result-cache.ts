// Results of nodes by what they depend on, while there is room for them.

import type { FileTrace } from "../../plan/file-trace.ts";
import type { NodeResult } from "./preview.ts";

interface Kept {
  readonly result: NodeResult;
  /** The files that were read on the way. */
  readonly trace: FileTrace;
  readonly bytes: number;
}

export class ResultCache {
  readonly #mostBytes: number;
  /** The one used longest ago comes first. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** null where there is none, or where a file has changed since. */
  async get(key: string): Promise<NodeResult | null> {
    const kept = this.#kept.get(key);
    if (!kept) return null;
    if (!(await kept.trace.isCurrent())) return null;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.result;
  }

  set(key: string, kept: Kept): void {
    this.#drop(key);
    this.#kept.set(key, kept);
    this.#bytes += kept.bytes;
  }

  /** Forgets old results until the rest fits; never one of `needed`. */
  trim(needed: ReadonlySet<string>): void {
    for (const key of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes) return;
      if (!needed.has(key)) this.#drop(key);
    }
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }
}
