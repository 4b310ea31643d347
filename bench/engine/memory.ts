// What the engine costs over bare onnxruntime when everything is in memory: batch 1,024, and batch 1 through four nodes.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { TensorColumn } from "../../engine/frames/column.ts";
import { freshLineage } from "../../engine/frames/builder.ts";
import { Frame } from "../../engine/frames/frame.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { createModels } from "../../engine/models/models.ts";
import { run } from "../../engine/runtime/run.ts";
import onnx from "../../nodes/models/onnx/onnx.ts";
import { mlp } from "../../tests/models/make.ts";
import { bareHost, planOf } from "../../tests/support/run-workflow.ts";
import { passMap } from "../../tests/support/test-nodes.ts";
import { interleave, perSecond, ratio, table } from "../lib/interleave.ts";
import { drop, repeat } from "./kinds.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const model = join(folder, "mlp.onnx");
writeFileSync(model, mlp({}));
const log = { debug: () => {}, warn: () => {} };
const files = diskFiles(folder);
const models = createModels({ files, clock: systemClock, log });
const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
const [input] = session.inputNames;
const [output] = session.outputNames;

function frameOfRows(rows: number): Frame {
  const data = Float32Array.from({ length: rows * 16 }, (_, i) => Math.sin(i));
  const column = new TensorColumn("float32", [16], rows, data);
  const schema = { fields: [{ name: input, type: column.type, nullable: false }] };
  return new Frame(schema, [column], rows, freshLineage("bench", 0, rows));
}

/** A loop that makes a tensor, runs, and reads a result: the least that any program must do. */
async function bare(rows: number, times: number): Promise<number> {
  const { data } = frameOfRows(rows).columns[0] as TensorColumn;
  let sum = 0;
  const start = performance.now();
  for (let i = 0; i < times; i++) {
    const result = await session.run({
      [input]: new ort.Tensor("float32", data, [rows, 16]),
    });
    sum += (result[output].data as Float32Array)[rows * 3 - 1];
  }
  if (Number.isNaN(sum)) throw new Error("The model answered NaN.");
  return ((rows * times) / (performance.now() - start)) * 1000;
}

/** The same through a source, pass-through nodes, the model node and a sink that reads a result. */
async function engine(rows: number, times: number, passes: number, maxBatch: number): Promise<number> {
  const middle = Array.from({ length: passes }, (_, i) => ({ id: `pass${i}`, kind: passMap }));
  const params = { model, maxBatch, placement: "inline", outputs: "tensor" };
  const sink = drop(output);
  const nodes = [
    { id: "source", kind: repeat(frameOfRows(rows), times) },
    ...middle,
    { id: "model", kind: onnx, params },
    { id: "sink", kind: sink },
  ];
  const edges = nodes.slice(1).map(({ id }, i) => `${nodes[i].id} -> ${id}`);
  const host = bareHost({ files, models });
  const plan = await planOf(nodes, edges, host);
  const start = performance.now();
  const { outcome, error } = await run(plan, { host }).done;
  const seconds = (performance.now() - start) / 1000;
  if (outcome !== "done" || sink.seen.rows !== rows * times)
    throw new Error(`The run ended as ${outcome}: ${error?.message}`);
  return (rows * times) / seconds;
}

const cases = [
  { name: "batch 1,024", rows: 1024, times: 3000, passes: 0, maxBatch: 1024, goal: 0.95 },
  { name: "batch 1, four nodes", rows: 1, times: 60_000, passes: 1, maxBatch: 1, goal: 0.8 },
];
const rows: string[][] = [];
for (const { name, rows: size, times, passes, maxBatch, goal } of cases) {
  const [bareRates, engineRates] = await interleave(
    [
      { name: "bare", measure: () => bare(size, times) },
      { name: "engine", measure: () => engine(size, times, passes, maxBatch) },
    ],
    9,
  );
  rows.push([
    name,
    perSecond(bareRates.median),
    perSecond(engineRates.median),
    ratio(engineRates, bareRates).text,
    `≥ ${goal}`,
  ]);
}
console.log(table(["MLP 16-64-64-3, in memory", "bare onnxruntime", "Millrace", "ratio", "goal"], rows));
await models.close();
rmSync(folder, { recursive: true });
