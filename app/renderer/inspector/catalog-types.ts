// Kinds and their params as the bridge tells them.

import type { Reply } from "../../bridge/calls.ts";

export type Kind = Reply<"catalog.kinds">["kinds"][number];
export type Param = Kind["params"][number];
export type JsonSchema = Readonly<Record<string, unknown>>;
export type ExpressionFunction = Reply<"catalog.functions">["functions"][number];
