// What stands for databases in a proof: rows that a source gave when the program was made, and a file in the place of a table.
// A self-test reaches no server, asks for no secret, and writes into nobody's tables.

import type { Catalog } from "../../catalog/catalog.ts";
import type { NodeDocument, WorkflowDocument } from "../../document/types.ts";
import { columnOf, freshLineage } from "../../frames/builder.ts";
import type { Cell } from "../../frames/column.ts";
import { Frame } from "../../frames/frame.ts";
import type { Schema } from "../../frames/types.ts";
import type { AnyNode } from "../../sdk/node-definition.ts";
import { file, paramsOf } from "../../sdk/params.ts";
import { table } from "../../sdk/ports.ts";
import type { Files } from "../../sdk/services.ts";
import { recordedRows } from "./recorded-rows.ts";
import type { Samples, StandIn } from "./samples.ts";

/** No kind of a catalog has a blank in its name. */
const SOURCE = "recorded answer";
const ACTION = "recorded rows";

/** How a node is stood in for; null for one that reaches nothing but files. */
export function standInOf({ effects, produce, perform }: AnyNode): StandIn["is"] | null {
  if (!effects.includes("network")) return null;
  return produce ? "source" : perform ? "action" : null;
}

function fromText(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { whole, number } = value as { readonly whole?: unknown; readonly number?: unknown };
  const isOnly = Object.keys(value).length === 1;
  if (isOnly && typeof whole === "string") return BigInt(whole);
  return isOnly && typeof number === "string" ? Number(number) : value;
}

/** The workflow with its stand-ins; `into` is where the files in the place of tables go. */
export function withStandIns(
  document: WorkflowDocument,
  standIns: Readonly<Record<string, StandIn>>,
  into: string,
): WorkflowDocument {
  const nodes = document.nodes.map((node): NodeDocument => {
    if (!Object.hasOwn(standIns, node.id)) return node;
    const { is, file: path } = standIns[node.id];
    const stand = is === "source" ? { kind: SOURCE, path } : { kind: ACTION, path: `${into}/${path}` };
    return { ...node, kind: stand.kind, version: 1, params: { path: stand.path } };
  });
  return { ...document, nodes };
}

/** With one for each node that writes into a database and was added by hand: its rows would go over those of a run. */
export async function withAddedStandIns(
  { standIns = {} }: Samples,
  { nodes }: WorkflowDocument,
  catalog: Catalog,
): Promise<Readonly<Record<string, StandIn>>> {
  const found: Record<string, StandIn> = { ...standIns };
  for (const { id, kind } of nodes) {
    if (Object.hasOwn(found, id)) continue;
    const definition = await catalog.load(kind);
    if (definition && standInOf(definition) === "action") found[id] = { is: "action", file: rowsFile(id) };
  }
  return found;
}

/** What is written in the place of a node's table. */
export function rowsFile(node: string): string {
  return `${node}.rows.jsonl`;
}

/** The catalog with the kinds that stand in. */
export function catalogWithStandIns(catalog: Catalog): Catalog {
  const own: Readonly<Record<string, AnyNode>> = { [SOURCE]: recordedAnswer(), [ACTION]: recordedTable() };
  return {
    ...catalog,
    load: (kind) => (Object.hasOwn(own, kind) ? Promise.resolve(own[kind]) : catalog.load(kind)),
  };
}

interface Answer {
  readonly schema: Schema;
  readonly rows: readonly (readonly Cell[])[];
}

async function readAnswer(files: Files, path: string): Promise<Answer> {
  return JSON.parse(new TextDecoder().decode(await files.readAll(path)), fromText) as Answer;
}

const params = paramsOf({ path: file({ title: "File", help: "What was recorded." }) });
const pathOf = (given: object) => (given as { readonly path: string }).path;
const common = { version: 1, summary: "Stands in for a database.", params, determinism: "pure" } as const;

function recordedAnswer(): AnyNode {
  return {
    ...common,
    kind: SOURCE,
    category: "sources",
    title: "Recorded answer",
    inputs: {},
    outputs: { out: table() },
    effects: ["reads"],
    state: "none",
    probe: async ({ params: given, host }) => (await readAnswer(host.files, pathOf(given))).schema,
    schema: ({ facts }) => ({ outputs: facts ? { out: facts as Schema } : {} }),
    async produce({ params: given, host, node, out }) {
      const { schema, rows } = await readAnswer(host.files, pathOf(given));
      const columns = schema.fields.map(({ type }, i) =>
        columnOf(
          type,
          rows.map((row) => row[i]),
        ),
      );
      await out.out(
        new Frame(schema, columns, rows.length, freshLineage(node.id, 1, rows.length + 1, "row")),
      );
    },
  };
}

function recordedTable(): AnyNode {
  const none: ReadonlySet<string> = new Set();
  return {
    ...common,
    kind: ACTION,
    category: "actions",
    title: "Recorded rows",
    inputs: { in: table() },
    outputs: {},
    effects: ["writes"],
    state: "ordered",
    schema: () => ({ outputs: {} }),
    open: ({ host, params: given }) => host.files.create(pathOf(given)),
    plan: (frame) =>
      frame.length === 0
        ? null
        : {
            key: "",
            summary: "",
            rows: frame.length,
            data: new TextEncoder().encode(recordedRows(frame, none)),
          },
    perform: ({ data }, { state }) => (state as ReturnType<Files["create"]>).write(data as Uint8Array),
    close: ({ state }, outcome) => {
      const writer = state as ReturnType<Files["create"]>;
      return outcome === "done" ? writer.commit() : writer.abandon();
    },
  };
}
