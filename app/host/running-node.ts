// Which node was at work in a process of the engine? Told by its events, so that a crash can be laid at its door.

import type { EngineEventOf, ToldEvent } from "../bridge/engine-protocol.ts";

export class RunningNode {
  /** Nodes of a sample, or those of a run that said that they run a model, the last one last: models are what brings a process down. */
  readonly #told = new Set<string>();
  /** The node that was busy longest since the progress before. */
  #busiest: string | null = null;
  readonly #started = new Set<string>();
  #busyMs: Readonly<Record<string, number>> = {};

  /** Null when it could be one as well as another. */
  get node(): string | null {
    const [first, ...others] = this.#started;
    return [...this.#told].at(-1) ?? this.#busiest ?? (others.length === 0 ? (first ?? null) : null);
  }

  hear(event: ToldEvent): void {
    switch (event.event) {
      case "engine.state":
        return this.#works(event.value.node);
      case "preview.node":
        return this.#hearPreview(event.value);
      case "run.event":
        return this.#hearRun(event.value.event);
    }
  }

  #works(node: string | null): void {
    if (node === null) return;
    this.#told.delete(node);
    this.#told.add(node);
  }

  #hearPreview({ node, result }: EngineEventOf<"preview.node">): void {
    if (result.state === "running") this.#works(node);
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
    this.#told.delete(node);
    if (this.#busiest === node) this.#busiest = null;
  }
}
