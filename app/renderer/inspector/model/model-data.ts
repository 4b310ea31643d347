// What `model.inspect` answers, checked: the same that `millrace inspect FILE --json` prints.

import * as z from "zod/mini";

const problem = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  expected: z.optional(z.string()),
  got: z.optional(z.string()),
});

const tensor = z.object({
  name: z.string(),
  dtype: z.string(),
  shape: z.array(z.union([z.number(), z.string()])),
  anyRank: z.optional(z.boolean()),
  labels: z.optional(z.array(z.string())),
});

export const modelCardShape = z.object({
  file: z.string(),
  size: z.nullable(z.number()),
  sha256: z.nullable(z.string()),
  kind: z.string(),
  /** The kind in words: `an ONNX model`. */
  is: z.string(),
  model: z.nullable(
    z.object({
      irVersion: z.number(),
      opsets: z.record(z.string(), z.number()),
      producer: z.string(),
      modelVersion: z.number(),
      graph: z.string(),
      doc: z.string(),
      inputs: z.array(tensor),
      outputs: z.array(tensor),
      dropped: z.array(z.string()),
      operators: z.record(z.string(), z.number()),
      functions: z.array(z.string()),
      parameters: z.object({
        count: z.number(),
        bytes: z.number(),
        byDtype: z.record(
          z.string(),
          z.object({ tensors: z.number(), elements: z.number(), bytes: z.number() }),
        ),
      }),
      metadata: z.record(z.string(), z.string()),
      external: z.array(z.object({ location: z.string() })),
      quantization: z.string(),
      risky: z.array(z.string()),
    }),
  ),
  refusals: z.array(problem),
  warnings: z.array(problem),
  opens: z.optional(z.nullable(z.object({ provider: z.string(), loadMs: z.number() }))),
});

export type ModelCardData = z.output<typeof modelCardShape>;
export type ModelProblem = z.output<typeof problem>;
export type TensorInfo = z.output<typeof tensor>;
