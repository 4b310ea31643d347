// Which node was at work in a process of the engine? Told by its events, so that a crash can be laid at its door.

import type { EngineEventOf, ToldEvent } from "../bridge/engine-protocol.ts";

export class RunningNode {
  #node: string | null = null;
  #busyMs: Readonly<Record<string, number>> = {};

  /** The node that worked last and has not ended. */
  get node(): string | null {
    return this.#node;
  }

  hear(event: ToldEvent): void {
    switch (event.event) {
      case "engine.state":
        this.#node = event.value.node ?? this.#node;
        return;
      case "preview.node":
        return this.#hearPreview(event.value);
      case "run.event":
        return this.#hearRun(event.value.event);
    }
  }

  #hearPreview({ node, result }: EngineEventOf<"preview.node">): void {
    if (result.state === "running") this.#node = node;
    else if (this.#node === node) this.#node = null;
  }

  #hearRun(event: EngineEventOf<"run.event">["event"]): void {
    switch (event.type) {
      case "node-started":
        this.#node = event.node;
        return;
      case "node-done":
        if (this.#node === event.node) this.#node = null;
        return;
      case "progress": {
        // Nodes of a run work by turns: the one that was busy longest since the last report is the best guess.
        const busyMs = Object.fromEntries(
          Object.entries(event.nodes).map(([id, { busyMs }]) => [id, busyMs]),
        );
        const grown = Object.entries(busyMs).map(([id, ms]) => [id, ms - (this.#busyMs[id] ?? 0)] as const);
        const [most] = grown.filter(([, ms]) => ms > 0).toSorted(([, a], [, b]) => b - a);
        if (most) this.#node = most[0];
        this.#busyMs = busyMs;
        return;
      }
      case "run-done":
        this.#node = null;
    }
  }
}
