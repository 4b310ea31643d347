// Commands: every edit of a workflow as plain data. `apply.ts` performs them as pure functions.

import type {
  EdgeDocument,
  FrameArea,
  ModelPin,
  ModelPins,
  NodeDocument,
  NodeView,
  Note,
  Position,
  Rescue,
  WireView,
} from "./types.ts";

/**
 * One edit. Ports are written as in the file: `node.port`. `index` is a place in the file's list: of a new item (at
 * the end when absent), or of the node that is meant where two share an id (the first when absent).
 */
export type Command =
  | { readonly do: "add-node"; readonly node: NodeDocument; readonly at?: Position; readonly index?: number }
  | { readonly do: "remove-nodes"; readonly ids: readonly string[] }
  | { readonly do: "move-nodes"; readonly to: Readonly<Record<string, Position>> }
  | { readonly do: "connect"; readonly edge: EdgeDocument; readonly index?: number }
  | { readonly do: "disconnect"; readonly edge: EdgeDocument }
  | InsertNode
  | { readonly do: "set-param"; readonly id: string; readonly param: string; readonly value: unknown }
  | { readonly do: "unset-param"; readonly id: string; readonly param: string }
  | { readonly do: "rename-node"; readonly id: string; readonly title: string }
  | { readonly do: "set-id"; readonly id: string; readonly to: string; readonly index?: number }
  | { readonly do: "set-rescue"; readonly id: string; readonly rescue: Rescue }
  | { readonly do: "set-disabled"; readonly id: string; readonly disabled: boolean }
  | { readonly do: "set-bypassed"; readonly id: string; readonly bypassed: boolean }
  | PinModels
  | SetView
  | Restore;

/** Says which files of the model library are meant, by reference; null takes one away. */
export interface PinModels {
  readonly do: "pin-models";
  readonly pins: Readonly<Record<string, ModelPin | null>>;
}

/** Sets notes and frames by their ids (null takes one away), which nodes show their title only, and how wires run. */
export interface SetView {
  readonly do: "set-view";
  readonly notes?: Readonly<Record<string, Note | null>>;
  readonly frames?: Readonly<Record<string, FrameArea | null>>;
  /** The nodes need a place in the file: give them one first. */
  readonly collapsed?: Readonly<Record<string, boolean>>;
  /** No points: the wire runs straight from end to end again. */
  readonly wires?: readonly WireView[];
}

/** Puts a node into a wire: `edge.from` goes to its `input`, its `output` goes to `edge.to`. */
export interface InsertNode {
  readonly do: "insert-node";
  readonly node: NodeDocument;
  readonly edge: EdgeDocument;
  readonly input: string;
  readonly output: string;
  /** Half-way between the two ends when absent. */
  readonly at?: Position;
}

/** Puts parts of the document back as they were: what `invert` answers. It is the one command that checks nothing. */
export interface Restore {
  readonly do: "restore";
  readonly nodes?: Splice<NodeDocument>;
  readonly edges?: Splice<EdgeDocument>;
  /** null takes a position away. */
  readonly view?: Readonly<Record<string, NodeView | null>>;
  /** All of them; null where the file has none. */
  readonly models?: ModelPins | null;
  /** All of them; null where the file has no such list. */
  readonly notes?: readonly Note[] | null;
  readonly frames?: readonly FrameArea[] | null;
  readonly wires?: readonly WireView[] | null;
}

/** `remove` items go at `at`, the items of `insert` come in their place. */
export interface Splice<T> {
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly T[];
}
