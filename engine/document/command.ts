// Commands: every edit of a workflow as plain data. `apply.ts` performs them as pure functions.

import type { EdgeDocument, NodeDocument, Rescue } from "./types.ts";

/** One edit. Ports are written as in the file: `node.port`. */
export type Command =
  | { readonly do: "add-node"; readonly node: NodeDocument; readonly at?: { readonly x: number; readonly y: number } }
  | { readonly do: "remove-nodes"; readonly ids: readonly string[] }
  | { readonly do: "move-nodes"; readonly to: Readonly<Record<string, { readonly x: number; readonly y: number }>> }
  | { readonly do: "connect"; readonly edge: EdgeDocument }
  | { readonly do: "disconnect"; readonly edge: EdgeDocument }
  | { readonly do: "insert-node"; readonly node: NodeDocument; readonly edge: EdgeDocument; readonly input: string; readonly output: string }
  | { readonly do: "set-param"; readonly id: string; readonly param: string; readonly value: unknown }
  | { readonly do: "rename-node"; readonly id: string; readonly title: string }
  | { readonly do: "set-id"; readonly id: string; readonly to: string; readonly index?: number }
  | { readonly do: "set-rescue"; readonly id: string; readonly rescue: Rescue };
