// A window as the cases use it: the bridge, what was told so far, and a workflow with data in a folder of its own.

import { makeBridge, type Bridge } from "../../../app/bridge/bridge.ts";
import { events, type EventName, type EventOf } from "../../../app/bridge/calls.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { HostedWindow } from "./running-host.ts";

type Told = { [N in EventName]: { readonly name: N; readonly event: EventOf<N> } }[EventName];

export class WindowInUse {
  readonly bridge: Bridge;
  readonly hosted: HostedWindow;
  readonly #told: Told[] = [];
  readonly #watchers = new Set<() => void>();

  constructor(hosted: HostedWindow) {
    this.hosted = hosted;
    this.bridge = makeBridge(hosted);
    for (const name of Object.keys(events) as EventName[])
      this.bridge.on(name, (event) => {
        this.#told.push({ name, event } as Told);
        for (const watch of this.#watchers) watch();
      });
  }

  /** The first event of that name, told already or to come, that is as asked. */
  async told<N extends EventName>(name: N, is: (event: EventOf<N>) => boolean = () => true) {
    for (let next = 0; ; next++) {
      while (next >= this.#told.length) await this.#more();
      const told = this.#told[next];
      if (told.name === name && is(told.event as EventOf<N>)) return told.event as EventOf<N>;
    }
  }

  /** Runs it and answers the summary. */
  async run(session: string, document: WorkflowDocument, more: { readonly dryRun?: boolean } = {}) {
    const { run } = await this.bridge.run.start({ session, document, dryRun: false, ...more });
    return this.endOf(run);
  }

  async endOf(wanted: string) {
    const { event } = await this.told(
      "run.event",
      ({ run, event }) => run === wanted && event.type === "run-done",
    );
    if (event.type !== "run-done") throw new Error("unreachable");
    return event.summary;
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      const watch = () => {
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
    });
  }
}

type Node = readonly [id: string, kind: string, params?: Readonly<Record<string, unknown>>];

/** Nodes as `[id, kind, params]`; wires as `a.out -> b.in`, where ports may be left out. */
export function workflow(nodes: readonly Node[], wires: readonly string[] = []): WorkflowDocument {
  return {
    format: "millrace",
    version: 1,
    nodes: nodes.map(([id, kind, params = {}]) => ({ id, kind, version: 1, title: id, params })),
    edges: wires.map((wire) => {
      const [from, to] = wire.split("->").map((end) => end.trim());
      return { from: from.includes(".") ? from : `${from}.out`, to: to.includes(".") ? to : `${to}.in` };
    }),
    view: { nodes: {} },
  };
}
