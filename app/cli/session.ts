// What every command needs: a workflow read from disk, the catalog, and the services of this machine.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createCatalog, type Catalog } from "../../engine/catalog/catalog.ts";
import { faultOf, type Issue } from "../../engine/document/issue.ts";
import { readWorkflow } from "../../engine/document/read.ts";
import type { ModelPins, WorkflowDocument } from "../../engine/document/types.ts";
import { isWorkflowName } from "../../engine/document/workflow-file.ts";
import { writeWorkflow } from "../../engine/document/write.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { closedNetwork } from "../../engine/host/closed-network.ts";
import { fileError } from "../../engine/host/file-errors.ts";
import { DiskWriter } from "../../engine/host/file-writer.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { nodeHost } from "../../engine/host/host.ts";
import { libraryFiles } from "../../engine/library/files.ts";
import { createModels } from "../../engine/models/models.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import type { Plan } from "../../engine/plan/types.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import type { HostServices, Log } from "../../engine/sdk/services.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { stderr } from "./report/stderr.ts";

export interface OpenWorkflow {
  /** Absolute path of the file. */
  readonly path: string;
  readonly document: WorkflowDocument;
  /** Issues of the text; those of the document come with the plan. */
  readonly issues: readonly Issue[];
  readonly readOnly: boolean;
}

/** Reads a workflow file. Throws for one that cannot be shown at all; everything else is an issue. */
export async function openWorkflow(flow: string): Promise<OpenWorkflow> {
  const path = resolve(flow);
  const { document, issues, readOnly } = readWorkflow(textOf(path, flow));
  if (document) return { path, document, issues, readOnly };
  refuseOtherKinds(flow);
  const { code, message, line, column, path: inside, hint = "Choose another file." } = issues[0];
  throw new MillraceError(code, { message, file: flow, line, column, path: inside, hint });
}

/** A model or a table instead of a workflow: what it is, and what to type. */
function refuseOtherKinds(flow: string): void {
  const isModel = /\.onnx$/i.test(flow);
  if (!isModel && !/\.(csv|tsv)$/i.test(flow)) return;
  throw new MillraceError("FILE_NOT_WORKFLOW", {
    message: `"${flow}" is ${isModel ? "an ONNX model" : "a table"}, not a workflow.`,
    file: flow,
    expected: "a *.millrace.json file",
    hint: isModel
      ? `Make a workflow of it: millrace new --model ${flow} --input data.csv; or look at it: millrace inspect ${flow}`
      : `Make a workflow of it: millrace new --model model.onnx --input ${flow}`,
  });
}

function textOf(path: string, flow: string): string {
  try {
    // Nothing else can be done before it is read, and a thread of the pool would first have to start.
    return readFileSync(path, "utf8");
  } catch (thrown) {
    const error = fileError(thrown, flow);
    if (error.code === "FILE_IS_FOLDER") throw folderInstead(path, flow);
    throw error.code === "FILE_MISSING" ? missingWorkflow(flow, error) : error;
  }
}

export interface Services {
  readonly catalog: Catalog;
  readonly host: HostServices;
  /** Ends lanes and children; wait for it before the process ends. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  /** 1 keeps models in this thread. */
  readonly threads?: number;
  /** Where actions print; not where something else is written that a program reads. */
  readonly printsTo?: "stdout" | "stderr";
  /** Models of the library that the workflow has pinned: by it a missing one can be named. */
  readonly pinned?: ModelPins;
}

/** The services for a workflow in `folder`. */
export function openServices(
  folder: string,
  { threads, printsTo = "stdout", pinned }: ServiceOptions = {},
): Services {
  const files = libraryFiles(diskFiles(folder), () => pinned);
  const log: Log = { debug: () => {}, warn: (message) => void stderr().write(`${message}\n`) };
  const models = createModels({ files, clock: systemClock, log, threads });
  const stream = () => (printsTo === "stdout" ? process.stdout : stderr());
  const output = {
    print: (text: string) => void stream().write(text),
    get width() {
      return stream().columns ?? 0;
    },
  };
  return {
    catalog: createCatalog(nodeKinds),
    host: nodeHost({ files, models, log, output }),
    close: () => models.close(),
  };
}

/** Opens a workflow with its services, does something with both, and closes the services whatever comes. */
export async function withWorkflow<T>(
  flow: string,
  work: (workflow: OpenWorkflow, services: Services) => Promise<T>,
  options?: ServiceOptions,
): Promise<T> {
  const workflow = await openWorkflow(flow);
  const services = openServices(dirname(workflow.path), { pinned: workflow.document.models, ...options });
  try {
    return await work(workflow, services);
  } finally {
    await services.close();
  }
}

export interface PlanWishes {
  readonly signal?: AbortSignal;
  readonly forRun?: boolean;
  /** Whether nodes may ask others over the network, as they do in a run. */
  readonly asks?: boolean;
}

/** Plans the workflow (or an edited form of it). The issues of its text stand before those of the plan. */
export async function planWorkflow(
  { path, issues: textIssues }: OpenWorkflow,
  document: WorkflowDocument,
  { catalog, host }: Services,
  { signal, forRun, asks = false }: PlanWishes = {},
): Promise<Plan> {
  const looking = asks ? host : { ...host, network: closedNetwork };
  return withTextIssues(
    textIssues,
    await makePlan(document, catalog, { host: looking, signal, forRun, file: path }),
  );
}

/** The plan with the issues of the text before its own. */
export function withTextIssues(textIssues: readonly Issue[], plan: Plan): Plan {
  const known = new Set(plan.issues.map(faultOf));
  const issues = [...textIssues.filter((issue) => !known.has(faultOf(issue))), ...plan.issues];
  return { ...plan, issues };
}

/** Writes a workflow file; the old one stays whole until the new one is. */
export async function saveWorkflow(path: string, document: WorkflowDocument): Promise<void> {
  const writer = new DiskWriter(path);
  await writer.write(new TextEncoder().encode(writeWorkflow(document)));
  await writer.commit();
}

/** For commands that write the file. */
export function refuseReadOnly({ readOnly }: OpenWorkflow, flow: string): void {
  if (!readOnly) return;
  throw new MillraceError("WORKFLOW_READ_ONLY", {
    message:
      "Saving this workflow would lose something: it is of a newer version, or parts of it have the wrong shape.",
    file: flow,
    hint: "`millrace validate` names the parts.",
  });
}

function folderInstead(path: string, flow: string): MillraceError {
  const found = readdirSync(path).filter(isWorkflowName);
  return new MillraceError("FILE_IS_FOLDER", {
    message: `"${flow}" is a folder, not a workflow.`,
    file: flow,
    expected: "a *.millrace.json file",
    hint:
      found.length > 0
        ? `Name the workflow in it: ${join(flow, found[0])}`
        : "It holds no *.millrace.json: name another, or make one with `millrace new`.",
  });
}

function missingWorkflow(flow: string, cause: MillraceError): MillraceError {
  return new MillraceError("FILE_MISSING", {
    message: `There is no workflow file "${flow}".`,
    file: flow,
    hint: "Check the path, or make a workflow with `millrace new`.",
    cause: cause.details.cause,
  });
}
