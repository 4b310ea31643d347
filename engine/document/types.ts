// The workflow file as data (section 7 of docs/architecture.md). `schema.ts` checks it, `read.ts` and `write.ts` move it.

/** What a node does about trouble, always in this order: timeout, retries, fallback, error port, skip or stop. */
export interface Rescue {
  /** Longest time for one frame; null = no limit. */
  readonly timeoutMs: number | null;
  /** How often a failed frame is tried again; the wait doubles from `backoffMs`. */
  readonly retries: number;
  readonly backoffMs: number;
  /** What stands in for rows that still fail. */
  readonly fallback: Fallback | null;
  /** What becomes of rows nothing could rescue, when the `error` port is not wired. */
  readonly onError: "skip" | "stop";
}

/** `constant`: the given output columns get these values. `params`: the node runs again with these params on top. */
export type Fallback =
  | { readonly use: "constant"; readonly columns: Readonly<Record<string, string | number | boolean | null>> }
  | { readonly use: "params"; readonly params: Readonly<Record<string, unknown>> };

export const DEFAULT_RESCUE: Rescue = {
  timeoutMs: null,
  retries: 0,
  backoffMs: 100,
  fallback: null,
  onError: "skip",
};

export interface NodeDocument {
  /** Readable slug, unique in the file. */
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly title: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly rescue?: Partial<Rescue>;
  /** A disabled node takes no part in a run; nodes behind it get nothing from it. */
  readonly disabled?: boolean;
  /** A bypassed node is left out: what comes in at its one input goes on from its first output. */
  readonly bypassed?: boolean;
}

/** Where a node stands on the canvas, in canvas units (1 at 100 % zoom = 1 px); its upper left corner. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** How a node is shown. */
export interface NodeView extends Position {
  /** Only its title is shown. */
  readonly collapsed?: boolean;
}

/** A place on the canvas with its size, in canvas units. */
export interface Area extends Position {
  readonly width: number;
  readonly height: number;
}

/** A note on the canvas. */
export interface Note extends Area {
  readonly id: string;
  readonly text: string;
}

/** A named frame behind nodes. What lies in it is not said: whatever stands there. */
export interface FrameArea extends Area {
  readonly id: string;
  readonly title: string;
  /** The name of a colour of the editor. */
  readonly color: string;
}

/** How a wire runs, where not straight from end to end: through these points, in their order. */
export interface WireView extends EdgeDocument {
  readonly points: readonly Position[];
}

/** What only the editor looks at. */
export interface View {
  readonly nodes: Readonly<Record<string, NodeView>>;
  readonly notes?: readonly Note[];
  readonly frames?: readonly FrameArea[];
  readonly wires?: readonly WireView[];
}

/** A wire between two ports, each written `node.port`. */
export interface EdgeDocument {
  readonly from: string;
  readonly to: string;
}

/** Which file of the model library a reference meant when the workflow was made: another one computes something else. */
export interface ModelPin {
  readonly sha256: string;
  /** Where it was installed from, as `millrace models install` takes it. */
  readonly source: string;
  /** As its source says it; null = it says nothing. */
  readonly licence: string | null;
}

export type ModelPins = Readonly<Record<string, ModelPin>>;

export interface WorkflowDocument {
  readonly format: "millrace";
  readonly version: number;
  /** By reference, `library:NAME/FILE`; absent where nothing is pinned. */
  readonly models?: ModelPins;
  readonly nodes: readonly NodeDocument[];
  readonly edges: readonly EdgeDocument[];
  readonly view: View;
}

/** A port as two ids. */
export interface PortRef {
  readonly node: string;
  readonly port: string;
}

/** Whether a text can be a node id: letters, digits, `-` and `_`, not beginning with a sign (so `__proto__` is none). */
export function isNodeId(text: string): boolean {
  // To build the sets of all letters takes a start 1 ms, and most ids need none of it.
  return /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(text) || /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]*$/u.test(text);
}

/** Splits `node.port`. Node ids are slugs without dots; a port id may hold one. */
export function parsePort(text: string): PortRef {
  const dot = text.indexOf(".");
  return dot < 0 ? { node: text, port: "" } : { node: text.slice(0, dot), port: text.slice(dot + 1) };
}
