// Does a generated program put the same workflow together again? For random graphs over all kinds, evaluated as a program.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Flow, type KindFacts } from "../../app/artefact/flow.ts";
import { Command, path, value } from "../../app/artefact/settings.ts";
import { DEFAULT_RESCUE, type NodeDocument, type WorkflowDocument } from "../../engine/document/types.ts";
import { camelCase } from "../../engine/export/script/names.ts";
import { withSettings } from "../../engine/export/script/params-file.ts";
import { pipelineText, type PipelineText } from "../../engine/export/script/pipeline-text.ts";
import type { Plan, PlannedEdge, PlannedNode } from "../../engine/plan/types.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { outputPorts } from "../../engine/sdk/define-node.ts";
import { sampled } from "../contract/kinds.ts";

const FACTS = { workflow: "any.millrace.json", title: "Any", millrace: "0.0.0", models: {} };

/** Runs the text of a program up to its `run`, and answers the workflow that it has put together. */
function evaluate({ text, files }: PipelineText, kinds: readonly AnyNode[]): WorkflowDocument {
  const flow = new Flow();
  const command = new Command([], {});
  const given: Record<string, unknown> = {
    settings: command.settings.bind(command),
    path,
    value,
    fromFile: (name: string, config: Readonly<Record<string, unknown>> = {}) =>
      withSettings(JSON.parse(files[name]), config),
    run: () => {},
  };
  for (const { kind, version, inputs } of kinds) {
    const facts: KindFacts = { version, inputs: Object.keys(inputs) };
    given[camelCase(kind)] = flow.kind(kind, facts);
  }
  const body = text
    .replace(/^import (\{[\s\S]*?\}) from "\.\/runtime\/index\.cjs";$/m, "const $1 = given;")
    .replace("await run(import.meta);", "");
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is what is tested
  const evaluated = new Function("given", body) as (given: object) => void;
  evaluated(given);
  return flow.document();
}

interface Drawn {
  readonly sample: (typeof sampled)[number];
  readonly title: string;
  readonly id: string | null;
  readonly rescue: NodeDocument["rescue"];
  /** Where its wires come from: positions among the nodes before it, and among their ports. */
  readonly wires: readonly (readonly [number, number])[];
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  sample: fc.constantFrom(...sampled),
  title: fc.oneof(
    fc.constantFrom(
      "Rows",
      "Run",
      "csv",
      "Late?",
      'A "quoted" \\ title',
      "Straße № 2",
      "await",
      "7 days",
      "\u2028",
    ),
    fc.string({ minLength: 1, maxLength: 20 }),
  ),
  id: fc.option(fc.constantFrom("rows", "class", "config", "write-csv", "n1", "process")),
  rescue: fc.option(
    fc.record({ onError: fc.constantFrom("skip", "stop"), retries: fc.nat(3) }, { requiredKeys: [] }),
    { nil: undefined },
  ),
  wires: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 }),
});

/** A plan as far as the generator looks at it: nodes in flow order, every wire from a node before. */
function planOf(items: readonly Drawn[]): { plan: Plan; document: WorkflowDocument } {
  const flow = new Flow();
  const nodes: PlannedNode[] = [];
  const edges: PlannedEdge[] = [];
  const documents: NodeDocument[] = [];
  for (const { sample, title, id, rescue, wires } of items) {
    const { definition } = sample;
    const taken = documents.map((node) => node.id);
    // The id that the program would give, or one of its own that is free.
    flow.kind(definition.kind, { version: 1, inputs: [] })(title, {}, {});
    const usual = flow.document().nodes.at(-1)!.id;
    const own = id !== null && !taken.includes(id) ? id : taken.includes(usual) ? `${usual}-x` : usual;
    if (taken.includes(own)) continue;
    const { params } = sample.sample;
    documents.push({
      id: own,
      kind: definition.kind,
      version: definition.version,
      title,
      params,
      ...(rescue && { rescue }),
    });
    const ports = Object.keys(definition.inputs);
    const counts: Record<string, number> = {};
    wires.forEach(([from, port], i) => {
      if (ports.length === 0 || nodes.length === 0) return;
      const sender = nodes[from % nodes.length];
      const outputs = [...Object.keys(sender.ports), "error"];
      const toPort = ports[i % ports.length];
      counts[toPort] = (counts[toPort] ?? 0) + 1;
      edges.push({
        from: sender.id,
        fromPort: outputs[port % outputs.length],
        to: own,
        toPort,
        wire: counts[toPort] - 1,
      });
    });
    nodes.push({
      id: own,
      title,
      definition,
      params: definition.params.parse(params),
      facts: null,
      ports: outputPorts(definition, definition.params.parse(params)),
      inputs: {},
      outputs: {},
      rescue: DEFAULT_RESCUE,
    });
  }
  const document: WorkflowDocument = {
    format: "millrace",
    version: 1,
    nodes: documents,
    edges: [],
    view: { nodes: {} },
  };
  return { plan: { document, nodes, edges, issues: [] }, document };
}

/** What goes into each port, in order: rows of several wires are joined in it. */
function byPort(edges: WorkflowDocument["edges"]): Readonly<Record<string, readonly string[]>> {
  const ports: Record<string, string[]> = {};
  for (const { from, to } of edges) (ports[to] ??= []).push(from);
  return ports;
}

function linesOfNodes({ text }: PipelineText): number[] {
  const [, ...blocks] = text.split(/\n(?=\/\/ )/).slice(1);
  // Before the nodes stands what can be set from outside, a line for each.
  const calls = blocks.filter((block) => !block.startsWith("// What can be set"));
  return calls.map((call) => call.split("\n").filter((line) => line.trim() !== "").length);
}

describe("a generated program", () => {
  test("makes the same nodes and wires, with at most twelve lines a node", () => {
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 7 }), (items) => {
        const { plan, document } = planOf(items);
        const written = pipelineText(plan, FACTS);
        expect(pipelineText(plan, FACTS)).toEqual(written);
        const kinds = [
          ...new Map(plan.nodes.map(({ definition }) => [definition.kind, definition])).values(),
        ];
        const again = evaluate(written, kinds);
        const usual = ({ rescue, ...node }: NodeDocument) => ({
          ...node,
          rescue: { ...DEFAULT_RESCUE, ...rescue },
        });
        expect(again.nodes.map(usual)).toEqual(document.nodes.map(usual));
        const wires = plan.edges.map(({ from, fromPort, to, toPort }) => ({
          from: `${from}.${fromPort}`,
          to: `${to}.${toPort}`,
        }));
        expect(byPort(again.edges)).toEqual(byPort(wires));
        expect(Math.max(...linesOfNodes(written))).toBeLessThanOrEqual(13);
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});
