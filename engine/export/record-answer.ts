// What a source answers when a program is made of it: so much as goes into its samples, as text.

import type { Cell } from "../frames/column.ts";
import type { Plan, PlannedNode } from "../plan/types.ts";
import { run } from "../runtime/run.ts";
import { MillraceError } from "../sdk/errors.ts";
import type { HostServices } from "../sdk/services.ts";
import { recordedPlan } from "./parity/recorded-plan.ts";

/** The first rows are asked for as a run would ask; the kind that stands in reads them. */
export async function answerOf(
  node: PlannedNode,
  plan: Plan,
  {
    host,
    limit,
    signal,
  }: { readonly host: HostServices; readonly limit: number; readonly signal?: AbortSignal },
): Promise<string> {
  const rows: Cell[][] = [];
  const alone: Plan = { ...plan, nodes: [node], edges: [], issues: [] };
  const watched = recordedPlan(alone, [node.id], (_, frame) => {
    for (let row = 0; row < frame.length; row++) rows.push(frame.columns.map((column) => column.get(row)));
  });
  const { error } = await run(watched, { host, signal, limit }).done;
  if (error) throw new MillraceError(error.code, { ...error, message: error.message, hint: error.hint });
  return `${JSON.stringify({ schema: node.outputs.out, rows }, asText)}\n`;
}

/** JSON has no 64-bit numbers and no infinite ones. */
function asText(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return { whole: String(value) };
  return typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value;
}
