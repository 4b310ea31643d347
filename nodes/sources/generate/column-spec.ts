// What a generated column is made of, as written in the workflow.

import * as z from "zod/mini";

const share = z.optional(z.number().check(z.minimum(0), z.maximum(1)));
/** Share of rows without a value, from 0 to 1. */
const nulls = { nulls: share };

export const columnSpec = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("uniform"),
    min: z._default(z.number(), 0),
    max: z._default(z.number(), 1),
    ...nulls,
  }),
  z.strictObject({
    kind: z.literal("normal"),
    mean: z._default(z.number(), 0),
    deviation: z._default(z.number(), 1),
    ...nulls,
  }),
  z.strictObject({
    kind: z.literal("integer"),
    min: z._default(z.int(), 0),
    max: z._default(z.int(), 100),
    ...nulls,
  }),
  z.strictObject({ kind: z.literal("choice"), values: z.array(z.string()).check(z.minLength(1)), ...nulls }),
  z.strictObject({ kind: z.literal("bool"), probability: z._default(z.number(), 0.5), ...nulls }),
  z.strictObject({
    kind: z.literal("sequence"),
    start: z._default(z.number(), 0),
    step: z._default(z.number(), 1),
    ...nulls,
  }),
  z.strictObject({
    kind: z.literal("timestamp"),
    /** ISO 8601, UTC unless it says otherwise. */
    start: z._default(z.string(), "2025-01-01T00:00:00Z"),
    stepMs: z._default(z.number(), 1000),
    ...nulls,
  }),
]);

export type ColumnSpec = z.output<typeof columnSpec>;
