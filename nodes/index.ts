// The registry: every node kind and how to load it. A run loads only the kinds in its file.

import type { AnyNode } from "../engine/sdk/node-definition.ts";

export type NodeLoader = () => Promise<{ default: AnyNode }>;

export const nodeKinds: Readonly<Record<string, NodeLoader>> = {
  // sources

  // prepare
  rename: () => import("./prepare/rename/rename.ts"),

  // models
  onnx: () => import("./models/onnx/onnx.ts"),

  // control

  // actions
};
