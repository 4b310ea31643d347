// What need not be found out again while a workflow is edited: nodes whose params and files are as they were, and schemas of
// nodes to which the same arrives.

import type { Catalog } from "../catalog/catalog.ts";
import type { NodeDocument } from "../document/types.ts";
import type { Schema } from "../frames/types.ts";
import type { HostServices } from "../sdk/services.ts";
import { FileTrace } from "./file-trace.ts";
import { prepareNode, type PreparedNode } from "./prepare.ts";

interface KeptNode {
  readonly prepared: PreparedNode;
  readonly trace: FileTrace;
  /** Nobody could be asked over the network. */
  readonly isClosed: boolean;
}

interface KeptSchemas {
  readonly ready: PreparedNode["ready"];
  readonly wires: Readonly<Record<string, readonly Schema[]>>;
  readonly found: object;
}

/** For the plans of one workflow, one after the other. */
export class PlanCache {
  #nodes = new Map<string, KeptNode>();
  #used = new Map<string, KeptNode>();
  readonly #schemas = new Map<string, KeptSchemas>();

  /** As `prepareNode`. A node that was only renamed, or is tried in another way, is not looked at again. */
  async prepare(
    node: NodeDocument,
    catalog: Catalog,
    host: HostServices,
    signal: AbortSignal,
    mayReachOut = true,
  ): Promise<PreparedNode> {
    const { id, kind, version, params, rescue } = node;
    const fallback = rescue?.fallback?.use === "params" ? rescue.fallback.params : null;
    const key = JSON.stringify([id, kind, version, params, fallback, mayReachOut]);
    const kept = this.#used.get(key) ?? this.#nodes.get(key);
    if (kept && sameNetwork(kept, host) && (await kept.trace.isCurrent())) {
      this.#used.set(key, kept);
      const { document, ...rest } = kept.prepared;
      return { ...rest, document: { ...node, version: document.version, params: document.params } };
    }
    const trace = new FileTrace(host);
    const prepared = await prepareNode(node, catalog, trace.host, signal, mayReachOut);
    // What was cut short is not what the node is.
    const isClosed = host.network.isClosed === true;
    if (!signal.aborted) this.#used.set(key, { prepared, trace, isClosed });
    return prepared;
  }

  /** What `find` answered for the node when it was as it is, with the same schemas at its wires; else asks it. */
  schemas<T extends object>(
    id: string,
    ready: PreparedNode["ready"],
    wires: Readonly<Record<string, readonly Schema[]>>,
    find: () => T,
  ): T {
    const kept = this.#schemas.get(id);
    if (kept && kept.ready === ready && sameWires(kept.wires, wires)) return kept.found as T;
    const found = find();
    // The same again is given on as the same object, so that nodes behind it see that nothing has changed for them.
    const same = kept && JSON.stringify(kept.found) === JSON.stringify(found);
    const given = same ? (kept.found as T) : found;
    this.#schemas.set(id, { ready, wires, found: given });
    return given;
  }

  /** A plan of nodes with these ids is made: what it had no use for is forgotten. */
  finished(ids: { has(id: string): boolean }): void {
    for (const id of this.#schemas.keys()) if (!ids.has(id)) this.#schemas.delete(id);
    this.#nodes = this.#used;
    this.#used = new Map();
  }
}

/** What a node finds where it may ask others is more than what it finds alone. */
function sameNetwork({ prepared, isClosed }: KeptNode, { network }: HostServices): boolean {
  if (!prepared.definition?.effects.includes("network")) return true;
  return isClosed === (network.isClosed === true);
}

function sameWires(a: KeptSchemas["wires"], b: KeptSchemas["wires"]): boolean {
  const ports = Object.keys(a);
  return (
    ports.length === Object.keys(b).length &&
    ports.every((port) => a[port].length === b[port]?.length && a[port].every((s, i) => s === b[port][i]))
  );
}
