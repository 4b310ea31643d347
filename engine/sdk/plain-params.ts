// Params that are plainly right, read without their kind's schema: to make the schemas of three kinds is 1.3 ms of each start.

import type * as z from "zod/mini";
import { ruleOf, shapeOf } from "./params.ts";

/**
 * The params as `schema` would give them, defaults filled in; null leaves the answer, and its words, to the schema. A param that is
 * not plainly right is asked of its own schema first: most often it is the only one that has to be made.
 */
export function plainParams(schema: z.ZodMiniType, given: Readonly<Record<string, unknown>>): object | null {
  const shape = shapeOf(schema);
  if (!shape) return null;
  const params: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(shape)) {
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

/** A list or map of its own. What lies deeper is shared: nobody writes into params. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])];
  return typeof value === "object" && value !== null ? { ...value } : value;
}
