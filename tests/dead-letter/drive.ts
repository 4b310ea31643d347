// Runs workflows over files in memory as the command does, failed rows into their file and from it.

import type { Catalog } from "../../engine/catalog/catalog.ts";
import type { NodeDocument, WorkflowDocument } from "../../engine/document/types.ts";
import { hasErrors } from "../../engine/document/issue.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import type { RunSummary } from "../../engine/runtime/events.ts";
import { run } from "../../engine/runtime/run.ts";
import type { HostServices } from "../../engine/sdk/services.ts";
import { planRedrive } from "../../app/engine-process/dead-letter/redrive.ts";
import { workflowMark } from "../../app/engine-process/dead-letter/workflow-mark.ts";
import { FailedRowsFile, failedRowsPath } from "../../app/engine-process/failed-file.ts";
import type { MemoryFiles } from "../support/memory-files.ts";

export interface Line {
  readonly line?: number;
  readonly row?: number;
  readonly file?: number;
  readonly source: string;
  readonly node: string;
  readonly code: string;
  readonly attempt: number;
  readonly given?: { readonly row: Readonly<Record<string, unknown>>; readonly types: object };
}

export interface Driven {
  readonly summary: RunSummary;
  readonly failed: readonly Line[];
  readonly failedPath: string;
}

export interface World {
  readonly catalog: Catalog;
  readonly host: HostServices & { readonly files: MemoryFiles };
}

/** `from` is a file of failed rows to run again. */
export async function drive(
  document: WorkflowDocument,
  { catalog, host }: World,
  { flow = "flow.millrace.json", from }: { readonly flow?: string; readonly from?: string } = {},
): Promise<Driven> {
  const again =
    from === undefined ? null : { flow, file: from, append: false, journal: false, resume: false };
  const redrive = again && (await planRedrive(document, catalog, { host }, again));
  const plan = redrive?.plan ?? (await makePlan(document, catalog, { host }));
  if (hasErrors(plan.issues)) throw new Error(JSON.stringify(plan.issues));
  const path = failedRowsPath(plan, host.files, flow, { again: redrive });
  const workflow = workflowMark(document, flow);
  const file = new FailedRowsFile(host.files, path, {
    workflow,
    attemptOf: redrive?.attemptOf,
    others: redrive?.others,
  });
  const summary = await run(plan, { host, onFailedRows: (rows) => file.add(rows) }).done;
  if (file.count > 0) await file.finish();
  return { summary, failed: linesOf(host.files, file.count > 0 ? path : null), failedPath: path };
}

function linesOf(files: MemoryFiles, path: string | null): readonly Line[] {
  const text = path === null ? "" : (files.text(path) ?? "");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Line);
}

/** Values of a JSON lines file; none where there is no file. */
export function written(files: MemoryFiles, path: string): readonly Record<string, unknown>[] {
  const lines = (files.text(path) ?? "").split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

export function nodeOf(id: string, kind: string, params: object = {}, rescue?: object): NodeDocument {
  const common = { id, kind, version: 1, title: id, params: params as NodeDocument["params"] };
  return rescue ? { ...common, rescue } : common;
}

/** Wires as `a -> b`; ports may be named. */
export function flowOf(nodes: readonly NodeDocument[], wires: readonly string[]): WorkflowDocument {
  const edges = wires.map((wire) => {
    const [from, to] = wire.split(" -> ");
    return { from: from.includes(".") ? from : `${from}.out`, to: to.includes(".") ? to : `${to}.in` };
  });
  return { format: "millrace", version: 1, nodes, edges, view: { nodes: {} } };
}
