// Params that are plainly right, read without their kind's schema: to make the schemas of three kinds is 1.3 ms of each start.

import type * as z from "zod/mini";
import { ruleOf } from "./params.ts";

export type Shape = Readonly<Record<string, z.ZodMiniType>>;

/**
 * The params as `schema` would give them, defaults filled in; null leaves the answer, and its words, to the schema. A param that is
 * not plainly right is asked of its own schema first: most often it is the only one that has to be made.
 */
export function plainParams(schema: z.ZodMiniType, given: Readonly<Record<string, unknown>>): object | null {
  const { def } = (schema as unknown as z.core.$ZodTypes)._zod;
  // Rules that go over several params are the schema's own.
  if (def.type !== "object" || def.catchall || def.checks?.length) return null;
  const params: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(def.shape as Shape)) {
    const rule = ruleOf(param);
    const value = given[name];
    if (value === undefined && rule?.fallback !== undefined) params[name] = copied(rule.fallback);
    else if (rule?.isPlain(value)) params[name] = copied(value);
    else {
      const { success, data } = param.safeParse(value);
      if (!success || data === undefined) return null;
      params[name] = data;
    }
  }
  return params;
}

/** As a schema copies what it checks: one level is all that is plain here. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])];
  return typeof value === "object" && value !== null ? { ...value } : value;
}
