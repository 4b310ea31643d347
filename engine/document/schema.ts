// What does a workflow file look like? The zod schema of the current version; docs/file-format.schema.json comes from it.

import * as z from "zod/mini";

/** The version of the file format that this program writes. */
export const FILE_VERSION = 1;

// Objects are loose: keys that this version does not know are kept. What has a default when absent is optional here.

/** The schema with its words for docs/file-format.schema.json. `check(z.describe(…))` would make a second schema. */
function described<T extends z.ZodMiniType>(description: string, schema: T): T {
  z.globalRegistry.add(schema, { description });
  return schema;
}

const positiveInteger = () => z.int().check(z.minimum(1));

/** Built when first asked for: the 70 parts cost a start 4 ms, and a file that is plainly right needs none of them. */
export function schemas(): Schemas {
  built ??= build();
  return built;
}

export type Schemas = ReturnType<typeof build>;

let built: Schemas | null = null;

function build() {
  const fallbackSchema = z.discriminatedUnion("use", [
    z.looseObject({
      use: z.literal("constant"),
      columns: described(
        "Output columns and the value each of them gets.",
        z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      ),
    }),
    z.looseObject({
      use: z.literal("params"),
      params: described(
        "Parameters to run the node with again; they replace those of the node.",
        z.record(z.string(), z.unknown()),
      ),
    }),
  ]);

  const rescueSchema = z.looseObject({
    timeoutMs: z.optional(
      described(
        "Longest time for one frame, in milliseconds; null = no limit.",
        z.nullable(z.number().check(z.positive())),
      ),
    ),
    retries: z.optional(
      described("How often a failed frame is tried again; 0 unless given.", z.int().check(z.minimum(0))),
    ),
    backoffMs: z.optional(
      described(
        "Wait before the first retry, in milliseconds; doubles each time.",
        z.number().check(z.minimum(0)),
      ),
    ),
    fallback: z.optional(
      described("What stands in for rows that still fail; null = nothing.", z.nullable(fallbackSchema)),
    ),
    onError: z.optional(
      described(
        "What becomes of failed rows when the error port is not wired; skip unless given.",
        z.enum(["skip", "stop"]),
      ),
    ),
  });

  const nodeSchema = z.looseObject({
    id: described("Readable slug, unique in the file: letters, digits, - and _, no dot.", z.string()),
    kind: described("The node kind, as `millrace nodes` lists them.", z.string().check(z.minLength(1))),
    version: z.optional(described("Version of the kind the node was written for.", positiveInteger())),
    title: z.optional(described("The name people see; the id unless given.", z.string())),
    params: z.optional(
      described("Parameters; those left out have the kind's defaults.", z.record(z.string(), z.unknown())),
    ),
    rescue: z.optional(described("What the node does about trouble.", rescueSchema)),
    disabled: z.optional(described("A disabled node takes no part in a run.", z.boolean())),
    bypassed: z.optional(
      described(
        "A bypassed node is left out: what comes in at its one input goes on from its first output.",
        z.boolean(),
      ),
    ),
  });

  const edgeSchema = z.looseObject({
    from: described("Output port, as `node.port`.", z.string()),
    to: described("Input port, as `node.port`.", z.string()),
  });

  const positionSchema = z.looseObject({
    x: described("Canvas units from the left.", z.number()),
    y: described("Canvas units from the top.", z.number()),
    collapsed: z.optional(described("Only the title is shown.", z.boolean())),
  });

  const area = {
    id: described("Unique among its kind.", z.string()),
    x: described("Canvas units from the left.", z.number()),
    y: described("Canvas units from the top.", z.number()),
    width: described("Canvas units.", z.number().check(z.positive())),
    height: described("Canvas units.", z.number().check(z.positive())),
  };

  const noteSchema = z.looseObject({ ...area, text: z.string() });

  const frameSchema = z.looseObject({
    ...area,
    title: z.string(),
    color: described("The name of a colour of the editor.", z.string()),
  });

  const wireSchema = z.looseObject({
    from: described("Output port, as `node.port`.", z.string()),
    to: described("Input port, as `node.port`.", z.string()),
    points: described(
      "Points the wire runs through, in canvas units.",
      z.array(z.looseObject({ x: z.number(), y: z.number() })),
    ),
  });

  const viewSchema = z.looseObject({
    nodes: z.optional(described("Positions on the canvas by node id.", z.record(z.string(), positionSchema))),
    notes: z.optional(described("Notes on the canvas.", z.array(noteSchema))),
    frames: z.optional(described("Named frames behind the nodes.", z.array(frameSchema))),
    wires: z.optional(described("Wires that do not run straight from end to end.", z.array(wireSchema))),
  });

  const pinSchema = z.looseObject({
    sha256: described("Fingerprint of the file, in hexadecimal.", z.string()),
    source: described("Where it was installed from, as `millrace models install` takes it.", z.string()),
    licence: described("As its source says it; null = it says nothing.", z.nullable(z.string())),
  });

  const fileSchema = z.looseObject({
    format: z.literal("millrace"),
    version: described(`Version of the file format; ${FILE_VERSION} today.`, positiveInteger()),
    nodes: z.optional(described("The nodes; their order is kept.", z.array(nodeSchema))),
    edges: z.optional(described("The wires; their order is kept.", z.array(edgeSchema))),
    models: z.optional(
      described(
        "Files of the model library that the nodes name, by reference (`library:NAME/FILE`): which they were when the workflow was made.",
        z.record(z.string(), pinSchema),
      ),
    ),
    view: z.optional(described("How the editor shows it; a run does not look here.", viewSchema)),
  });

  return {
    file: fileSchema,
    node: nodeSchema,
    edge: edgeSchema,
    view: viewSchema,
    position: positionSchema,
    note: noteSchema,
    frame: frameSchema,
    wire: wireSchema,
  };
}

/** A file that the schema accepts, before absent parts got their defaults. */
export type FileContent = z.output<Schemas["file"]>;
