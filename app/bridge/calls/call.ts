// A call of the contract: the shape of what is asked and what is answered, and shapes that many share.

import * as z from "zod/mini";

export function call<Q extends z.ZodMiniType, A extends z.ZodMiniType>(request: Q, reply: A) {
  return { request, reply } as const;
}

export const nothing = z.object({});
export const done = z.object({});
