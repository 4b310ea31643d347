// `millrace fit`: learns the params of nodes from the data that arrives at them and stores them in the workflow.

import { applyCommands } from "../../../engine/document/apply.ts";
import type { Command } from "../../../engine/document/command.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { makePlan } from "../../../engine/plan/plan.ts";
import { tapInput } from "../../../engine/runtime/tap.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { topologicalOrder } from "../../../engine/document/topology.ts";
import { readyNode } from "../../engine-process/learn.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";
import { interruptible } from "../interrupt.ts";
import { refuseReadOnly, saveWorkflow, withWorkflow, type Services } from "../session.ts";
import { keepingWhatIsSet, learnedText, paramsSet, RowsSeen } from "../learned.ts";
import { rows } from "../../engine-process/numbers.ts";
import { stderr } from "../report/stderr.ts";

export interface FitFlags {
  readonly limit?: number;
  /** Learn anew what is set already. */
  readonly refit?: boolean;
}

export function fitCommand(flow: string, ids: readonly string[], flags: FitFlags): Promise<number> {
  return withWorkflow(flow, (workflow, services) =>
    interruptible(async (signal) => {
      refuseReadOnly(workflow, flow);
      const nodes = await nodesToFit(workflow.document, ids, services);
      let { document } = workflow;
      const anew = flags.refit === true || ids.length > 0;
      for (const id of nodes)
        document = await fitNode(document, id, services, { ...flags, anew, flow }, signal);
      if (signal.aborted) return ExitCode.interrupted;
      if (document === workflow.document) return ExitCode.done;
      await saveWorkflow(workflow.path, document);
      return ExitCode.done;
    }),
  );
}

/** The nodes to fit, in flow order, so that each learns from what fitted nodes before it give on. */
async function nodesToFit(
  document: WorkflowDocument,
  ids: readonly string[],
  { catalog }: Services,
): Promise<string[]> {
  const fits = new Set<string>();
  for (const node of document.nodes) if ((await catalog.load(node.kind))?.fit) fits.add(node.id);
  const stranger = ids.find((id) => !fits.has(id));
  if (stranger !== undefined || fits.size === 0) {
    const message =
      stranger === undefined
        ? "No node of this workflow learns from data."
        : `The node "${stranger}" does not learn from data.`;
    const known = [...fits].join(", ");
    throw new MillraceError("USAGE_FIT", {
      message,
      hint: known ? `Nodes that do: ${known}.` : "Nothing has to be fitted.",
    });
  }
  return topologicalOrder(document).filter((id) => fits.has(id) && (ids.length === 0 || ids.includes(id)));
}

async function fitNode(
  document: WorkflowDocument,
  id: string,
  { catalog, host }: Services,
  { limit, anew, flow }: FitFlags & { readonly anew: boolean; readonly flow: string },
  signal: AbortSignal,
): Promise<WorkflowDocument> {
  const ready = await readyNode(document, id, { catalog, host }, signal);
  const plan = await makePlan(document, catalog, { host, signal });
  const params = ready.params as Readonly<Record<string, unknown>>;
  const set = paramsSet(plan, id, ready.definition, params);
  if (!anew && set === null) return document;
  if (!anew && set && set.length > 0) {
    const one = set.length === 1;
    const what = `${set.join(" and ")} ${one ? "is" : "are"} set. Learn ${one ? "it" : "them"} anew with`;
    stderr().write(`left ${id} as it is: ${what} \`millrace fit ${flow} ${id}\`, or all with --refit.\n`);
    return document;
  }
  const seen = new RowsSeen(params);
  const frames = seen.count(tapInput(plan, id, { host, signal, limit }));
  const found = (await ready.definition.fit!(frames, { params: ready.params, signal })) as typeof params;
  const learned = anew ? found : keepingWhatIsSet(found, params);
  const commands = Object.entries(learned).map(([param, value]): Command => ({
    do: "set-param",
    id,
    param,
    value,
  }));
  stderr().write(`fitted ${id} from ${rows(seen.rows)}: ${learnedText(learned)}\n`);
  const few = seen.tooFew();
  if (few !== null)
    stderr().write(
      `warning: ${id} saw ${few}, and what it learned means little. Check what arrives there, and fit it from more rows.\n`,
    );
  const fitted = applyCommands(document, commands);
  await refuseUnfit(fitted, id, { catalog, host }, signal);
  return fitted;
}

/** What is learned may not fit its node, as a category that is called like a column does not: it is not stored then. */
async function refuseUnfit(
  document: WorkflowDocument,
  id: string,
  { catalog, host }: Pick<Services, "catalog" | "host">,
  signal: AbortSignal,
): Promise<void> {
  const { issues } = await makePlan(document, catalog, { host, signal });
  const wrong = issues.find(({ node, severity }) => node === id && severity === "error");
  if (!wrong) return;
  const { code, message, path, expected, got, hint = "Mend the data that arrive at the node." } = wrong;
  throw new MillraceError(code, {
    message: `What was learned does not fit, and nothing is stored: ${message}`,
    ...{ node: id, path, expected, got, hint },
  });
}
