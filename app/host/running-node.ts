// Which node was at work in a process of the engine? Told by its events, so that a crash can be laid at its door.

import type { EngineEventOf, ToldEvent } from "../bridge/engine-protocol.ts";

export class RunningNode {
  /** The node of a sample, or the last of a run that said that it runs a model: models are what brings a process down. */
  #told: string | null = null;
  /** The node that was busy longest since the progress before. */
  #busiest: string | null = null;
  readonly #started = new Set<string>();
  #busyMs: Readonly<Record<string, number>> = {};

  /** Null when it could be one as well as another. */
  get node(): string | null {
    const [first, ...others] = this.#started;
    return this.#told ?? this.#busiest ?? (others.length === 0 ? (first ?? null) : null);
  }

  hear(event: ToldEvent): void {
    switch (event.event) {
      case "engine.state":
        this.#told = event.value.node ?? this.#told;
        return;
      case "preview.node":
        return this.#hearPreview(event.value);
      case "run.event":
        return this.#hearRun(event.value.event);
    }
  }

  #hearPreview({ node, result }: EngineEventOf<"preview.node">): void {
    if (result.state === "running") this.#told = node;
    else this.#ended(node);
  }

  #hearRun(event: EngineEventOf<"run.event">["event"]): void {
    switch (event.type) {
      case "node-started":
        this.#started.add(event.node);
        return;
      case "node-done":
        return this.#ended(event.node);
      case "progress": {
        const busyMs = Object.fromEntries(
          Object.entries(event.nodes).map(([id, { busyMs }]) => [id, busyMs]),
        );
        const grown = Object.entries(busyMs).map(([id, ms]) => [id, ms - (this.#busyMs[id] ?? 0)] as const);
        const [most] = grown.filter(([, ms]) => ms > 0).toSorted(([, a], [, b]) => b - a);
        this.#busiest = most?.[0] ?? this.#busiest;
        this.#busyMs = busyMs;
        return;
      }
    }
  }

  #ended(node: string): void {
    this.#started.delete(node);
    if (this.#told === node) this.#told = null;
    if (this.#busiest === node) this.#busiest = null;
  }
}
