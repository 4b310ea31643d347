// Random documents and commands for property tests: few ids, so that they meet; broken ones included.

import fc from "fast-check";
import type { Command } from "../../engine/document/command.ts";
import type {
  EdgeDocument,
  FrameArea,
  ModelPin,
  NodeDocument,
  NodeView,
  Note,
  WireView,
  WorkflowDocument,
} from "../../engine/document/types.ts";

// `10` and `2` because objects move such keys to the front, `ä` and `my.node` because files may hold them.
const ids = fc.constantFrom("a", "b", "c", "d", "10", "2", "ä", "my.node", "__proto__");
const ports = fc.constantFrom("in", "out", "error", "out.left");

// JSON has no -0: it is written as 0.
export const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);

const params = fc
  .dictionary(fc.oneof(fc.constantFrom("path", "columns", "7"), fc.string()), json, { maxKeys: 4 })
  .map((value) => ({ ...value }));

const extra = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.record({ colour: json, "3": json }, { requiredKeys: [] }),
);

const canvas = fc.integer({ min: -999, max: 999 });
const position: fc.Arbitrary<NodeView> = fc
  .tuple(fc.record({ x: canvas, y: canvas, collapsed: fc.boolean() }, { requiredKeys: ["x", "y"] }), extra)
  .map(([place, more]) => ({ ...place, ...more }));

const area = { id: ids, x: canvas, y: canvas, width: fc.integer({ min: 1 }), height: fc.integer({ min: 1 }) };
const note: fc.Arbitrary<Note> = fc
  .tuple(fc.record({ ...area, text: fc.string() }), extra)
  .map(([known, more]) => ({ ...known, ...more }));
const frame: fc.Arbitrary<FrameArea> = fc
  .tuple(fc.record({ ...area, title: fc.string(), color: fc.constantFrom("blue", "amber") }), extra)
  .map(([known, more]) => ({ ...known, ...more }));
const changes = <T>(item: fc.Arbitrary<T>) =>
  fc.dictionary(ids, fc.option(item), { minKeys: 1, maxKeys: 2 }).map((values) => ({ ...values }));

const columns = fc.dictionary(
  fc.constantFrom("score", "label"),
  fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
);
const rescue = fc.record({
  timeoutMs: fc.option(fc.integer({ min: 1, max: 9999 })),
  retries: fc.nat(9),
  backoffMs: fc.nat(999),
  fallback: fc.option(
    fc.oneof(
      columns.map((values) => ({ use: "constant" as const, columns: { ...values } })),
      params.map((values) => ({ use: "params" as const, params: values })),
    ),
  ),
  onError: fc.constantFrom("skip" as const, "stop" as const),
});

const node: fc.Arbitrary<NodeDocument> = fc
  .tuple(
    fc.record(
      {
        id: ids,
        kind: fc.constantFrom("csv", "onnx", "acme/unknown"),
        version: fc.integer({ min: 1, max: 9 }),
        title: fc.string(),
        params,
        rescue: rescue.map(({ retries, onError }) => ({ retries, onError })),
        disabled: fc.boolean(),
        bypassed: fc.boolean(),
      },
      { requiredKeys: ["id", "kind", "version", "title", "params"] },
    ),
    extra,
  )
  .map(([known, more]) => ({ ...known, ...more }));

const port = fc.tuple(ids, ports).map(([id, name]) => `${id}.${name}`);
const edge: fc.Arbitrary<EdgeDocument> = fc
  .tuple(fc.record({ from: fc.oneof(port, ids), to: port }), extra)
  .map(([known, more]) => ({ ...known, ...more }));

const wire: fc.Arbitrary<WireView> = fc
  .tuple(edge, fc.array(fc.record({ x: canvas, y: canvas }), { maxLength: 2 }))
  .map(([ends, points]) => ({ ...ends, points }));

const pin: fc.Arbitrary<ModelPin> = fc
  .tuple(fc.record({ sha256: fc.string(), source: fc.string(), licence: fc.option(fc.string()) }), extra)
  .map(([known, more]) => ({ ...known, ...more }));
const references = fc.constantFrom("library:a/x.onnx", "library:b/y.onnx", "7", "__proto__");

export const anyDocument: fc.Arbitrary<WorkflowDocument> = fc
  .tuple(
    fc.record(
      {
        format: fc.constant("millrace" as const),
        version: fc.constant(1),
        nodes: fc.array(node, { maxLength: 6 }),
        edges: fc.array(edge, { maxLength: 8 }),
        models: fc.dictionary(references, pin, { maxKeys: 2 }).map((pins) => ({ ...pins })),
        view: fc.record(
          {
            nodes: fc.dictionary(ids, position).map((places) => ({ ...places })),
            notes: fc.array(note, { maxLength: 3 }),
            frames: fc.array(frame, { maxLength: 3 }),
            wires: fc.array(wire, { minLength: 1, maxLength: 3 }),
          },
          { requiredKeys: ["nodes"] },
        ),
      },
      { requiredKeys: ["format", "version", "nodes", "edges", "view"] },
    ),
    extra,
  )
  .map(([known, more]) => ({ ...known, ...more }));

export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: fc.constant("add-node" as const), node, at: position }, { requiredKeys: ["do", "node"] }),
  fc.record({ do: fc.constant("add-node" as const), node, index: fc.nat(2) }),
  fc.record({ do: fc.constant("remove-nodes" as const), ids: fc.array(ids, { minLength: 1, maxLength: 2 }) }),
  fc.record({ do: fc.constant("move-nodes" as const), to: fc.dictionary(ids, position, { maxKeys: 2 }) }),
  fc.record({ do: fc.constant("connect" as const), edge }),
  fc.record({ do: fc.constant("connect" as const), edge, index: fc.nat(2) }),
  fc.record({ do: fc.constant("disconnect" as const), edge }),
  fc.record({ do: fc.constant("insert-node" as const), node, edge, input: ports, output: ports }),
  fc.record({
    do: fc.constant("set-param" as const),
    id: ids,
    param: fc.constantFrom("path", "7"),
    value: json,
  }),
  fc.record({ do: fc.constant("unset-param" as const), id: ids, param: fc.constantFrom("path", "7") }),
  fc.record({ do: fc.constant("rename-node" as const), id: ids, title: fc.string() }),
  fc.record({ do: fc.constant("set-id" as const), id: ids, to: ids }),
  fc.record({ do: fc.constant("set-id" as const), id: ids, to: ids, index: fc.nat(3) }),
  fc.record({ do: fc.constant("set-rescue" as const), id: ids, rescue }),
  fc.record({ do: fc.constant("set-disabled" as const), id: ids, disabled: fc.boolean() }),
  fc.record({ do: fc.constant("set-bypassed" as const), id: ids, bypassed: fc.boolean() }),
  fc.record({
    do: fc.constant("pin-models" as const),
    pins: fc.dictionary(references, fc.option(pin), { maxKeys: 2 }).map((pins) => ({ ...pins })),
  }),
  fc.record(
    {
      do: fc.constant("set-view" as const),
      notes: changes(note),
      frames: changes(frame),
      wires: fc.array(wire, { maxLength: 1 }),
      collapsed: fc.dictionary(ids, fc.boolean(), { maxKeys: 1 }).map((values) => ({ ...values })),
    },
    { requiredKeys: ["do"] },
  ),
);

/** A document with commands of which many concern its own nodes and wires. */
export const documentAndCommands = anyDocument.chain((document) => {
  const own = document.edges.length ? fc.constantFrom(...document.edges) : edge;
  const about = fc.oneof(
    anyCommand,
    fc.record({ do: fc.constant("disconnect" as const), edge: own }),
    fc.record({ do: fc.constant("insert-node" as const), node, edge: own, input: ports, output: ports }),
  );
  return fc.tuple(fc.constant(document), fc.array(about, { minLength: 1, maxLength: 12 }));
});

export const emptyDocument: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: [],
  edges: [],
  view: { nodes: {} },
};
