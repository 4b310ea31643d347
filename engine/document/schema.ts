// What does a workflow file look like? The zod schema of the current version; docs/file-format.schema.json comes from it.

import * as z from "zod/mini";

/** The version of the file format that this program writes. */
export const FILE_VERSION = 1;

// Objects are loose: keys that this version does not know are kept. What has a default when absent is optional here.

const positiveInteger = z.int().check(z.minimum(1));

const fallbackSchema = z.discriminatedUnion("use", [
  z.looseObject({
    use: z.literal("constant"),
    columns: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .check(z.describe("Output columns and the value each of them gets.")),
  }),
  z.looseObject({
    use: z.literal("params"),
    params: z
      .record(z.string(), z.unknown())
      .check(z.describe("Parameters to run the node with again; they replace those of the node.")),
  }),
]);

const rescueSchema = z.looseObject({
  timeoutMs: z.optional(
    z
      .nullable(z.number().check(z.positive()))
      .check(z.describe("Longest time for one frame, in milliseconds; null = no limit.")),
  ),
  retries: z.optional(
    z.int().check(z.minimum(0), z.describe("How often a failed frame is tried again; 0 unless given.")),
  ),
  backoffMs: z.optional(
    z
      .number()
      .check(z.minimum(0), z.describe("Wait before the first retry, in milliseconds; doubles each time.")),
  ),
  fallback: z.optional(
    z.nullable(fallbackSchema).check(z.describe("What stands in for rows that still fail; null = nothing.")),
  ),
  onError: z.optional(
    z
      .enum(["skip", "stop"])
      .check(z.describe("What becomes of failed rows when the error port is not wired; skip unless given.")),
  ),
});

export const nodeSchema = z.looseObject({
  id: z.string().check(z.describe("Readable slug, unique in the file: letters, digits, - and _, no dot.")),
  kind: z.string().check(z.minLength(1), z.describe("The node kind, as `millrace nodes` lists them.")),
  version: z.optional(positiveInteger.check(z.describe("Version of the kind the node was written for."))),
  title: z.optional(z.string().check(z.describe("The name people see; the id unless given."))),
  params: z.optional(
    z
      .record(z.string(), z.unknown())
      .check(z.describe("Parameters; those left out have the kind's defaults.")),
  ),
  rescue: z.optional(rescueSchema.check(z.describe("What the node does about trouble."))),
  disabled: z.optional(z.boolean().check(z.describe("A disabled node takes no part in a run."))),
});

export const edgeSchema = z.looseObject({
  from: z.string().check(z.describe("Output port, as `node.port`.")),
  to: z.string().check(z.describe("Input port, as `node.port`.")),
});

export const positionSchema = z.looseObject({
  x: z.number().check(z.describe("Canvas units from the left.")),
  y: z.number().check(z.describe("Canvas units from the top.")),
});

export const viewSchema = z.looseObject({
  nodes: z.optional(
    z.record(z.string(), positionSchema).check(z.describe("Positions on the canvas by node id.")),
  ),
});

export const fileSchema = z.looseObject({
  format: z.literal("millrace"),
  version: positiveInteger.check(z.describe(`Version of the file format; ${FILE_VERSION} today.`)),
  nodes: z.optional(z.array(nodeSchema).check(z.describe("The nodes; their order is kept."))),
  edges: z.optional(z.array(edgeSchema).check(z.describe("The wires; their order is kept."))),
  view: z.optional(viewSchema.check(z.describe("How the editor shows it; a run does not look here."))),
});

/** A file that the schema accepts, before absent parts got their defaults. */
export type FileContent = z.output<typeof fileSchema>;
