// One flow in memory for benchmarks: a source that repeats one frame for a while, a model, a sink that reads a result.

import { TensorColumn } from "../../engine/frames/column.ts";
import { freshLineage } from "../../engine/frames/builder.ts";
import { Frame } from "../../engine/frames/frame.ts";
import { run } from "../../engine/runtime/run.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import type { Files, Models, ModelSession } from "../../engine/sdk/services.ts";
import onnx from "../../nodes/models/onnx/onnx.ts";
import { bareHost, planOf } from "../../tests/support/run-workflow.ts";
import { drop, repeatFor } from "./kinds.ts";

/** A frame of one tensor column: what a model of one input is fed. */
export function tensorFrame(name: string, shape: readonly number[], rows: number): Frame {
  const size = shape.reduce((product, dim) => product * dim, rows);
  const data = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  const column = new TensorColumn("float32", shape, rows, data);
  const schema = { fields: [{ name, type: column.type, nullable: false }] };
  return new Frame(schema, [column], rows, freshLineage("bench", 0, rows));
}

export interface TimedFlow {
  readonly model: string;
  readonly frame: Frame;
  readonly output: string;
  readonly placement: string;
  readonly forMs: number;
  readonly files: Files;
  readonly models: Models;
}

export interface TimedResult {
  readonly rowsPerSecond: number;
  /** Where the model ran in the end, in the session's words. */
  readonly placement: string;
}

/** Gives the frame to the model again and again for `forMs`; opening, choosing a place and closing all count. */
export async function runFor(flow: TimedFlow): Promise<TimedResult> {
  const { model, frame, output, placement, forMs, files, models } = flow;
  let session: ModelSession | null = null;
  const watched: Models = {
    describe: (path, signal) => models.describe(path, signal),
    open: async (path, options) => (session = await models.open(path, options)),
  };
  const sink = drop(output);
  const params = { model, placement, maxBatch: frame.length, outputs: "tensor" };
  const nodes = [
    { id: "source", kind: repeatFor(frame, forMs) },
    { id: "model", kind: onnx as AnyNode, params },
    { id: "sink", kind: sink },
  ];
  const host = bareHost({ files, models: watched });
  const plan = await planOf(nodes, ["source -> model", "model -> sink"], host);
  const start = performance.now();
  const { outcome, error } = await run(plan, { host }).done;
  const seconds = (performance.now() - start) / 1000;
  if (outcome !== "done" || sink.seen.rows === 0)
    throw new Error(`The run ended as ${outcome}: ${error?.message}`);
  return { rowsPerSecond: sink.seen.rows / seconds, placement: placementOf(session) };
}

function placementOf(session: ModelSession | null): string {
  return session?.placement ?? "nowhere";
}
