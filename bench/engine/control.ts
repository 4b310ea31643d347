// How soon is a control message answered while a model of about 50 ms runs back to back, and what does that cost?
// `npm run bench -- control`: another process asks the thread that runs the engine every 4 ms.

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { createModels } from "../../engine/models/models.ts";
import { slow } from "../../tests/models/make.ts";
import { summarize, table } from "../lib/interleave.ts";
import { cores, watchLoad } from "../lib/load.ts";
import { runFor, tensorFrame } from "./flow.ts";

const MEASURE_MS = 4_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
/** Until then a model is opened, run twice and moved off this thread; those pauses are shown by themselves. */
const SETTLED_MS = 1_000;

interface Answer {
  /** When the message was sent, from the start of the measurement. */
  readonly atMs: number;
  readonly ms: number;
}

const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const model = join(folder, "slow.onnx");
writeFileSync(model, slow());
const files = diskFiles(folder);
const models = createModels({ files, clock: systemClock, log: { debug: () => {}, warn: () => {} } });
const frame = tensorFrame("x", [4], 1);
const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
const pinger = fork(join(process.cwd(), "bench/lib/pinger.mjs"));
pinger.on("message", ({ type, id }: { type: string; id?: number }) => {
  if (type === "ping") pinger.send({ type: "pong", id });
});

/** Does the work while messages come in; answers what the work did and how long each message waited. */
async function asked<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly answers: Answer[] }> {
  pinger.send({ type: "start" });
  const result = await work();
  return { result, answers: await stopped(pinger) };
}

async function stopped(child: ChildProcess): Promise<Answer[]> {
  child.send({ type: "stop" });
  for (;;) {
    const [message] = (await once(child, "message")) as [{ type: string; answers: Answer[] }];
    if (message.type === "answers") return message.answers;
  }
}

/** A loop around the runtime in this thread: what a script without an engine does. */
async function blockingLoop(): Promise<number> {
  const { data } = frame.columns[0] as unknown as { data: Float32Array };
  const start = performance.now();
  let rows = 0;
  for (; performance.now() - start < MEASURE_MS; rows++)
    await session.run({ x: new ort.Tensor("float32", data, [1, 4]) });
  return (rows / (performance.now() - start)) * 1000;
}

async function engine(placement: string): Promise<number> {
  const flow = { model, frame, output: "y", placement, forMs: MEASURE_MS, files, models };
  return (await runFor(flow)).rowsPerSecond;
}

const nothing = () => new Promise<number>((resolve) => setTimeout(() => resolve(0), MEASURE_MS));
const variants = [
  { name: "nothing runs", work: nothing },
  { name: "loop around the runtime", work: blockingLoop },
  { name: "Millrace, automatic", work: () => engine("auto") },
];
const measured = variants.map(({ name }) => ({
  name,
  rates: [] as number[],
  p99s: [] as number[],
  answers: [] as Answer[],
}));

const load = watchLoad();
try {
  for (let round = 0; round < ROUNDS; round++) {
    const order = variants.map((_, i) => i);
    if (round % 2 === 1) order.reverse();
    for (const i of order) {
      const { result, answers } = await asked(variants[i].work);
      measured[i].rates.push(result);
      measured[i].answers.push(...answers);
      measured[i].p99s.push(percentile(settled(answers), 0.99));
    }
  }
} finally {
  pinger.disconnect();
  await models.close();
  rmSync(folder, { recursive: true });
}

const loop = measured[1];
const rows = measured.map(({ name, rates, p99s, answers }) => {
  const steady = settled(answers);
  const byRound = summarize(name, p99s);
  const against = summarize(
    name,
    rates.map((rate, i) => rate / loop.rates[i]),
  );
  const early = answers.filter(({ atMs }) => atMs < SETTLED_MS).map(({ ms }) => ms);
  return [
    name,
    ms(percentile(steady, 0.5)),
    ms(percentile(steady, 0.99)),
    `${ms(byRound.min)} … ${ms(byRound.max)}`,
    ms(Math.max(...steady)),
    ms(Math.max(...early)),
    against.median === 0
      ? ""
      : `${against.median.toFixed(2)} [${against.min.toFixed(2)}…${against.max.toFixed(2)}]`,
  ];
});
const runMs = 1000 / summarize("loop", loop.rates).median;
console.log(
  table(
    ["while", "p50 ms", "p99 ms", "p99 by round", "longest", "longest in the first second", "rows/s : loop"],
    rows,
  ),
);
console.log(
  `\nA run of the model takes ${ms(runMs)} ms. Goals: p99 ≤ 5 ms, rows/s ≥ 0.98 of the loop. Busy elsewhere: ${cores(load())}.`,
);

function settled(answers: readonly Answer[]): number[] {
  return answers.filter(({ atMs }) => atMs >= SETTLED_MS).map(({ ms }) => ms);
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}
