// The catalog as plain JSON: what the editor, `millrace nodes --json` and the docs know of every kind.

import * as z from "zod/mini";
import { outputPorts } from "../sdk/define-node.ts";
import type { IconName } from "../sdk/icons.ts";
import type {
  AnyNode,
  Category,
  Determinism,
  EffectKind,
  FieldOfWork,
  StateKind,
} from "../sdk/node-definition.ts";
import { infoOf, type ParamInfo } from "../sdk/params.ts";
import { ERROR_PORT, type PortMap } from "../sdk/ports.ts";
import type { Preset } from "../sdk/preset.ts";
import type { Catalog } from "./catalog.ts";

export interface ParamDescription extends ParamInfo {
  readonly name: string;
  readonly required: boolean;
  readonly default?: unknown;
  /** JSON Schema (draft 2020-12) of the value. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface KindDescription {
  readonly kind: string;
  readonly version: number;
  readonly category: Category;
  readonly field: FieldOfWork;
  readonly icon?: IconName;
  readonly title: string;
  readonly summary: string;
  /** Other words that people search it by. */
  readonly keywords: readonly string[];
  /** Ways to begin with it that run at once. */
  readonly presets: readonly Preset[];
  readonly params: readonly ParamDescription[];
  readonly inputs: PortMap;
  /** Ports with default params; `dynamicOutputs` says that params change them. The error port is included. */
  readonly outputs: PortMap;
  readonly dynamicOutputs: boolean;
  readonly effects: readonly EffectKind[];
  readonly determinism: Determinism;
  readonly state: StateKind;
  readonly canFit: boolean;
  /** A model for it can be learned from the rows that arrive; absent where none can. */
  readonly canTrain?: true;
}

/** Describes every kind of the catalog, loading them all. */
export async function describeCatalog(catalog: Catalog): Promise<readonly KindDescription[]> {
  return Promise.all(catalog.kinds.map(async (kind) => describeKind((await catalog.load(kind))!)));
}

export function describeKind(definition: AnyNode): KindDescription {
  const {
    kind,
    version,
    category,
    field = "tables",
    icon,
    title,
    summary,
    keywords = [],
    presets = [],
    inputs,
    effects,
    determinism,
    state,
  } = definition;
  const outputs = {
    ...defaultPorts(definition),
    [ERROR_PORT]: { flow: "table", title: "Failed rows" } as const,
  };
  return {
    kind,
    version,
    category,
    field,
    ...(icon && { icon }),
    title,
    summary,
    keywords,
    presets,
    params: describeParams(definition.params),
    inputs,
    outputs,
    dynamicOutputs: typeof definition.outputs === "function",
    effects,
    determinism,
    state,
    canFit: definition.fit !== undefined,
    ...(definition.learnsModel && { canTrain: true as const }),
  };
}

/** The params of a kind in their order. Throws for one that was not made by the helpers of `sdk/params.ts`. */
function describeParams(params: AnyNode["params"]): ParamDescription[] {
  const { shape } = params as unknown as z.ZodMiniObject<Record<string, z.ZodMiniType>>;
  return Object.entries(shape).map(([name, schema]) => {
    const info = infoOf(schema);
    if (!info)
      throw new Error(`Param "${name}" has no title, help and control: make it with a helper of sdk/params.`);
    const {
      $schema: _,
      default: fallback,
      ...json
    } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
    const required = !schema.safeParse(undefined).success;
    return { name, ...info, required, ...(!required && { default: fallback }), schema: json };
  });
}

function defaultPorts(definition: AnyNode): PortMap {
  if (typeof definition.outputs !== "function") return definition.outputs;
  const parsed = definition.params.safeParse({});
  return parsed.success ? outputPorts(definition, parsed.data) : {};
}
