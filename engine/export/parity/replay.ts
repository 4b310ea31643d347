// Runs a workflow on its samples and leaves everything that can be compared in a folder.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "../../catalog/catalog.ts";
import type { WorkflowDocument } from "../../document/types.ts";
import { makePlan } from "../../plan/plan.ts";
import type { PlannedNode } from "../../plan/types.ts";
import { run } from "../../runtime/run.ts";
import { MillraceError } from "../../sdk/errors.ts";
import type { Files } from "../../sdk/services.ts";
import type { HostServices, Secrets } from "../../sdk/services.ts";
import { withAddedOutputs } from "./added-outputs.ts";
import { recordedNetwork, SENT } from "./recorded-answers.ts";
import { recordedPlan } from "./recorded-plan.ts";
import { recordedRows } from "./recorded-rows.ts";
import { standInCatalog, withStandIns } from "./stand-ins.ts";
import { FAILED, onSamples, PRINTED, type Samples } from "./samples.ts";

function namesOf(inputs: PlannedNode["inputs"]): ReadonlySet<string> {
  return new Set(Object.values(inputs).flatMap(({ fields }) => fields.map(({ name }) => name)));
}

/** Files whose samples were changed when their originals were. */
function withTimes(files: Files, { times }: Samples): Files {
  return {
    ...files,
    stat: async (path) => {
      const found = await files.stat(path);
      const key = path.replaceAll("\\", "/");
      return found && Object.hasOwn(times, key) ? { ...found, modifiedMs: times[key] } : found;
    },
  };
}

/** Rows that were read, and those that failed: a sample may well have some. */
export interface Replayed {
  readonly rows: number;
  readonly rowsFailed: number;
}

export interface ReplayServices {
  readonly catalog: Catalog;
  readonly host: HostServices;
  readonly signal?: AbortSignal;
}

/**
 * `host.files` begins at the program's folder; `into` is the folder for what is made, and is made here. Throws what went wrong with
 * the run; null where the signal has ended it. One thread, so that the order of failed rows is always the same.
 */
export async function replay(
  document: WorkflowDocument,
  samples: Samples,
  { catalog, host, signal }: ReplayServices,
  into: string,
): Promise<Replayed | null> {
  mkdirSync(into, { recursive: true });
  const known = await withAddedOutputs(samples, document, catalog);
  const place = into.replaceAll("\\", "/");
  const sampled = await withStandIns(onSamples(document, known, place), catalog, place);
  let printed = "";
  const printing = { print: (text: string) => void (printed += text), width: 0 };
  // Both sides without secrets, since a self-test has to pass where none are.
  const secrets: Secrets = { get: async () => null };
  const sent: string[] = [];
  const quiet: HostServices = {
    ...host,
    files: withTimes(host.files, samples),
    output: printing,
    secrets,
    network: recordedNetwork(host.files.resolve("."), sent),
  };
  const plan = await makePlan(sampled, standInCatalog(catalog), { host: quiet, signal, forRun: true });
  const recorded = new Map(Object.values(samples.recorded).map((file): [string, string[]] => [file, []]));
  // What goes in was given by nodes before it; what a node adds is its answer.
  const given = new Map(plan.nodes.map(({ id, inputs }) => [id, namesOf(inputs)]));
  const watched = recordedPlan(plan, Object.keys(samples.recorded), (node, frame) =>
    recorded.get(samples.recorded[node])!.push(recordedRows(frame, given.get(node)!)),
  );
  const failed: string[] = [];
  const running = run(watched, {
    host: quiet,
    signal,
    limit: samples.limit,
    onFailedRows: (rows) => {
      for (const { node, source, unit, row, code } of rows)
        failed.push(JSON.stringify({ node, source, [unit]: row, code }));
    },
  });
  const { outcome, error, rows, rowsFailed } = await running.done;
  if (outcome === "cancelled") return null;
  if (error) throw new MillraceError(error.code, { ...error, message: error.message, hint: error.hint });
  for (const [file, parts] of recorded) writeFileSync(join(into, file), parts.join(""));
  if (printed) writeFileSync(join(into, PRINTED), printed);
  // Several are under way together, in no order.
  if (sent.length > 0) writeFileSync(join(into, SENT), `${sent.toSorted().join("\n")}\n`);
  if (failed.length > 0) writeFileSync(join(into, FAILED), `${failed.toSorted().join("\n")}\n`);
  return { rows, rowsFailed };
}
