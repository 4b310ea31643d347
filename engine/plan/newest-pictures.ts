// A node made new pictures, and a node behind it takes those that they were made from: a fault, unless somebody takes the new ones too.

import type { Issue } from "../document/issue.ts";
import { newestPicture } from "../frames/newest-picture.ts";
import type { Schema } from "../frames/types.ts";
import type { AnyNode } from "../sdk/node-definition.ts";
import { infoOf, ruleOf } from "../sdk/params.ts";
import { makerOf } from "./mend-fix.ts";
import { paramShape } from "./params.ts";
import type { PlannedEdge, PlannedNode } from "./types.ts";

/** A param that takes the newest of pictures. */
interface NewestParam {
  readonly name: string;
  readonly port: string;
  readonly inPlace: boolean;
}

function newestParams(definition: AnyNode): NewestParam[] {
  return Object.entries(paramShape(definition)).flatMap(([name, param]) => {
    const { newest, port = "in" } = infoOf(param) ?? {};
    return newest ? [{ name, port, inPlace: newest === "in-place" }] : [];
  });
}

/** New pictures that nobody takes, each said at the first node that takes what they were made from. */
export function newestIssues(nodes: readonly PlannedNode[], edges: readonly PlannedEdge[]): Issue[] {
  const said = new Set<PlannedNode>();
  return nodes.flatMap((node) =>
    newestParams(node.definition).flatMap(({ name, port, inPlace }): Issue[] => {
      const schema = node.inputs[port];
      const taken = (node.params as Readonly<Record<string, unknown>>)[name];
      if (!schema || typeof taken !== "string") return [];
      const newest = newestPicture(schema, taken, inPlace);
      const maker =
        newest === taken
          ? null
          : makerOf(
              newest,
              edges.filter(({ to }) => to === node.id),
              nodes,
              edges,
            );
      if (!maker || said.has(maker) || isTaken(newest, maker, nodes, edges)) return [];
      said.add(maker);
      return [
        {
          code: "PICTURE_NOT_TAKEN",
          severity: "warning",
          node: node.id,
          path: `params.${name}`,
          message: `"${maker.title}" makes the pictures "${newest}", and no node takes them: "${node.title}" takes "${taken}", as it was before.`,
          expected: newest,
          got: taken,
          hint: `Take "${newest}", or remove "${maker.title}" if nobody needs what it makes.`,
          fix: {
            label: `Use "${newest}"`,
            commands: [{ do: "set-param", id: node.id, param: name, value: newest }],
          },
        },
      ];
    }),
  );
}

/** Whether a node behind the maker names the column, or writes all there are. */
function isTaken(
  column: string,
  maker: PlannedNode,
  nodes: readonly PlannedNode[],
  edges: readonly PlannedEdge[],
): boolean {
  const behind = new Set([maker.id]);
  for (const id of behind) for (const { from, to } of edges) if (from === id) behind.add(to);
  behind.delete(maker.id);
  return nodes.some(
    (node) =>
      behind.has(node.id) &&
      Object.values(node.inputs).some((schema) => schema.fields.some(({ name }) => name === column)) &&
      (names(node.params, column) || writesAll(node)),
  );
}

/** As a value or a key, however deep. */
function names(value: unknown, column: string): boolean {
  if (value === column) return true;
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => names(item, column));
  return Object.entries(value).some(([key, item]) => key === column || names(item, column));
}

/** An action with a list of columns that is empty means all of them. */
function writesAll({ definition, params }: PlannedNode): boolean {
  if (!definition.effects.includes("writes")) return false;
  return Object.entries(paramShape(definition)).some(([name, param]) => {
    const { control, of } = infoOf(param) ?? {};
    const value = (params as Readonly<Record<string, unknown>>)[name];
    return control === "columns" && of === "any" && Array.isArray(value) && value.length === 0;
  });
}

/** What new nodes take where it is not said: the newest pictures that arrive. Keyed by param; only what differs from the default. */
export function newestColumns(
  definition: AnyNode,
  params: Readonly<Record<string, unknown>>,
  inputs: Readonly<Record<string, Schema>>,
): Record<string, string> {
  const found: Record<string, string> = {};
  const shape = paramShape(definition);
  for (const { name, port, inPlace } of newestParams(definition)) {
    const taken = params[name] ?? ruleOf(shape[name])?.fallback;
    const schema = inputs[port];
    if (!schema || typeof taken !== "string") continue;
    const newest = newestPicture(schema, taken, inPlace);
    if (newest !== taken) found[name] = newest;
  }
  return found;
}
