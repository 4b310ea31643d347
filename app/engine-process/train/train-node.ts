// A model for a node, learned from the rows that arrive at it: the file, its card, and what to set at the node.

import type { Catalog } from "../../../engine/catalog/catalog.ts";
import type { NodeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import { makePlan } from "../../../engine/plan/plan.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { AnyNode } from "../../../engine/sdk/node-definition.ts";
import type { FileWriter, Files, HostServices } from "../../../engine/sdk/services.ts";
import { writeCard } from "../../../engine/train/tabular/card.ts";
import { figureName, reportOf, shown, type TrainReport } from "../../../engine/train/tabular/report.ts";
import { trainingMetadata } from "./metadata.ts";
import { arrivingSchema, readRows } from "./read-table.ts";
import { runTraining } from "./run-training.ts";

export interface NodeTraining {
  readonly node: string;
  readonly target: string;
  /** The model's file, as the workflow names it. */
  readonly path: string;
}

export interface TrainServices {
  readonly catalog: Catalog;
  readonly host: HostServices;
  readonly files: Files;
}

export interface TrainedNode {
  /** Params to set at the node. */
  readonly params: Record<string, unknown>;
  readonly figures: { readonly name: string; readonly model: string; readonly naive: string }[];
  readonly learned: number;
  readonly held: number;
  readonly notes: { readonly code: string; readonly message: string; readonly hint: string }[];
  readonly leftOut: { readonly name: string; readonly why: string }[];
  /** The file of the model card, as the workflow names it. */
  readonly card: string;
}

const MEMORY_BYTES = 2 ** 31;
const HELD_SHARE = 0.2;
const SEED = 1;
const MOST_TREES = 1_000;
const MODEL_ENDING = /\.onnx$/i;

export async function trainAtNode(
  document: WorkflowDocument,
  asked: NodeTraining,
  services: TrainServices,
  signal: AbortSignal,
): Promise<TrainedNode> {
  const { host, files, catalog } = services;
  const node = document.nodes.find(({ id }) => id === asked.node);
  const learns = node && (await catalog.load(node.kind))?.learnsModel;
  if (!node || !learns) throw nothingToTrain(asked.node);
  await refusePath(asked, node, learns, files);
  const plan = await makePlan(withStandIn(document, node), catalog, { host, signal });
  const schema = arrivingSchema(plan, asked.node);
  if (!schema) throw nothingArrives(asked.node);
  const { table, failed } = await readRows(plan, asked.node, schema, {
    host,
    signal,
    exact: new Set([asked.target]),
    ignored: new Set(),
    memoryBytes: MEMORY_BYTES,
  });
  const wish = {
    target: { name: asked.target, as: null, quantiles: null },
    split: { kind: "chance", share: HELD_SHARE },
  } as const;
  const training = { ...wish, seed: SEED, trees: MOST_TREES, parted: new Set<string>() };
  const learned = await runTraining(
    table,
    { ...training, metadata: trainingMetadata(wish, SEED) },
    { signal },
  );
  const report = reportOf(learned, {
    target: asked.target,
    data: `what arrives at ${node.title || node.id}`,
    split: wish.split,
    seed: SEED,
    failed,
    notes: [],
  });
  const card = asked.path.replace(MODEL_ENDING, ".card.md");
  await writeBoth(files, [
    [asked.path, learned.model],
    [card, new TextEncoder().encode(writeCard(report))],
  ]);
  return { params: { ...learns.params, [learns.file]: asked.path }, ...told(report), card };
}

function told({
  metrics,
  quantiles,
  rows,
  notes,
  leftOut,
}: TrainReport): Omit<TrainedNode, "params" | "card"> {
  return {
    figures: Object.entries(metrics.model).map(([name, value]) => ({
      name: figureName(name, quantiles),
      model: shown(value),
      naive: shown(metrics.baseline[name]),
    })),
    learned: rows.learned,
    held: rows.held,
    notes: notes.map(({ code, message, hint }) => ({ code, message, hint })),
    leftOut: leftOut.map(({ name, why }) => ({ name, why })),
  };
}

/** A node that has no model yet is no part of a plan, and its wires are not. A node that takes all rows stands in for it. */
function withStandIn(document: WorkflowDocument, { id, title }: NodeDocument): WorkflowDocument {
  const standIn: NodeDocument = { id, kind: "limit", version: 1, title, params: {} };
  return { ...document, nodes: document.nodes.map((each) => (each.id === id ? standIn : each)) };
}

async function writeBoth(
  files: Files,
  pairs: readonly (readonly [path: string, bytes: Uint8Array])[],
): Promise<void> {
  const writers: FileWriter[] = [];
  try {
    for (const [path, bytes] of pairs) {
      const writer = files.create(path);
      writers.push(writer);
      await writer.write(bytes);
      await writer.synced?.();
    }
  } catch (thrown) {
    for (const writer of writers) await writer.abandon();
    throw thrown;
  }
  for (const writer of writers) await writer.commit();
}

/** The node's own model may be learned anew; no other file is written over. */
async function refusePath(
  { path }: NodeTraining,
  { params }: NodeDocument,
  { file }: NonNullable<AnyNode["learnsModel"]>,
  files: Files,
): Promise<void> {
  if (!MODEL_ENDING.test(path)) {
    throw new MillraceError("USAGE_TRAIN", {
      message: `"${path}" is no name for a model.`,
      expected: "a name that ends in .onnx",
      got: path,
      hint: "Give the file a name such as model.onnx.",
    });
  }
  if (params[file] === path || !(await files.stat(path))) return;
  throw new MillraceError("USAGE_EXISTS", {
    message: `"${path}" is there already.`,
    hint: "Choose another name for the model.",
  });
}

function nothingToTrain(node: string): MillraceError {
  return new MillraceError("NOTHING_TO_FIT", {
    message: `The node "${node}" runs no model that could be learned.`,
    node,
    hint: "Choose an ONNX model node.",
  });
}

function nothingArrives(node: string): MillraceError {
  return new MillraceError("INPUT_MISSING", {
    message: "No rows arrive at this node.",
    node,
    hint: "Wire it to a source of rows.",
  });
}

export function trainingStopped(): MillraceError {
  return new MillraceError("TRAIN_STOPPED", {
    message: "The training was stopped, and nothing was written.",
    hint: "Train again when you like: it begins anew.",
  });
}
