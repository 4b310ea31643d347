// `millrace train`: learns from a table and writes a model, the workflow that uses it, and its card.

import { dirname, resolve } from "node:path";
import { applyCommands } from "../../../engine/document/apply.ts";
import { hasErrors } from "../../../engine/document/issue.ts";
import { toRelativePath } from "../../../engine/document/paths.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { makePlan } from "../../../engine/plan/plan.ts";
import { suitedParams } from "../../../engine/plan/suited.ts";
import { isCancel } from "../../../engine/sdk/errors.ts";
import { writeCard } from "../../../engine/train/tabular/card.ts";
import { reportOf } from "../../../engine/train/tabular/report.ts";
import { unknownColumn } from "../../../engine/train/tabular/target.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";
import { pinnedSpelling } from "../../engine-process/train/pinned-spelling.ts";
import { arrivingSchema, readRows } from "../../engine-process/train/read-table.ts";
import { runTraining } from "../../engine-process/train/run-training.ts";
import {
  LEARNER,
  SOURCE,
  partsOfTimes,
  partsUsed,
  trainFlow,
  typesUsed,
} from "../../engine-process/train/train-flow.ts";
import { trainingMetadata } from "../../engine-process/train/metadata.ts";
import { rows } from "../../engine-process/numbers.ts";
import { interruptible } from "../interrupt.ts";
import { printIssues } from "../report/print.ts";
import { printOut } from "../report/streams.ts";
import { stderr } from "../report/stderr.ts";
import { LearningLine, printReport, type TrainResult } from "../report/training.ts";
import { openServices, type Services } from "../session.ts";
import { placesOf, refusePlaces, shortened, writeTogether, type TrainPlaces } from "../train-files.ts";
import { readTrainFlags, type TrainFlags, type TrainWish } from "../train-flags.ts";

export async function trainCommand(data: string, flags: TrainFlags): Promise<number> {
  const wish = readTrainFlags(flags);
  const places = placesOf(flags.out ?? "model.onnx");
  refusePlaces(resolve(data), places, flags.force);
  const services = openServices(dirname(places.model));
  const line = new LearningLine();
  try {
    return await interruptible(async (signal) => {
      const result = await train({ data, flags, wish, places, line, services, signal });
      line.clear();
      if (result === null) return ExitCode.invalid;
      if (flags.json) await printOut(`${JSON.stringify(result, null, 2)}\n`);
      else printReport(result);
      return ExitCode.done;
    });
  } catch (thrown) {
    line.clear();
    if (isCancel(thrown)) return ExitCode.interrupted;
    throw thrown;
  } finally {
    await services.close();
  }
}

interface Training {
  readonly data: string;
  readonly flags: TrainFlags;
  readonly wish: TrainWish;
  readonly places: TrainPlaces;
  readonly line: LearningLine;
  readonly services: Services;
  readonly signal: AbortSignal;
}

const BYTES_PER_MB = 1024 * 1024;

/** null where the file cannot be read; that has been said then. */
async function train(training: Training): Promise<TrainResult | null> {
  const { data, flags, wish, places, services, signal } = training;
  const folder = dirname(places.model);
  const path = toRelativePath(folder, resolve(data));
  const output = toRelativePath(folder, places.scored);
  const raw = await planned(training, trainFlow({ data: path, output }));
  if (!raw) return null;
  // How the file was read is what the model will have learned: doubts are of use now.
  const doubts = raw.plan.issues.filter(({ node, severity }) => node === SOURCE && severity === "warning");
  printIssues(doubts, data);
  const asked = new Set([wish.target.name, ...flags.ignore]);
  const times = partsOfTimes(raw.schema, asked);
  const ready = await planned(training, trainFlow({ data: path, output, times }));
  if (!ready) return null;
  const exact = new Set([wish.target.name, ...(wish.split.kind === "time" ? [wish.split.column] : [])]);
  refuseUnknown(wish, flags.ignore, raw.schema, ready.schema);
  const { table, failed } = await readRows(ready.plan, LEARNER, ready.schema, {
    host: services.host,
    signal,
    limit: flags.limit,
    exact,
    ignored: new Set(flags.ignore),
    memoryBytes: flags.memory * BYTES_PER_MB,
  });
  if (!flags.json) stderr().write(`read ${rows(table.rows)} of ${shortened(resolve(data))}\n`);
  const learned = await runTraining(
    table,
    {
      ...wish,
      seed: flags.seed,
      trees: flags.trees,
      parted: new Set(times.map(({ column }) => column)),
      metadata: trainingMetadata(wish, flags.seed),
    },
    { signal, onProgress: (progress) => training.line.show(progress) },
  );
  const report = reportOf(learned, {
    target: wish.target.name,
    data: shortened(resolve(data)),
    split: wish.split,
    seed: flags.seed,
    failed,
    notes: [],
  });
  const used = new Set(learned.sources.map(({ name }) => name));
  const usedTimes = partsUsed(times, used);
  const types = typesUsed(raw.schema, new Set([...used, ...usedTimes.map(({ column }) => column)]));
  const model = toRelativePath(folder, places.model);
  const spelling = pinnedSpelling(raw.plan.nodes.find(({ id }) => id === SOURCE)?.facts);
  const flow = trainFlow({ data: path, spelling, types, times: usedTimes, model, output });
  // Whoever reads the table can read the answers.
  const suited = applyCommands(flow, suitedParams(raw.plan, [LEARNER]));
  const text = new TextEncoder();
  const files = [
    [places.model, learned.model],
    [places.card, text.encode(writeCard(report))],
    [places.flow, text.encode(writeWorkflow(suited))],
  ] as const;
  await writeTogether(files, { force: flags.force });
  const { model: file, flow: workflow, card } = places;
  return {
    ...report,
    files: { model: shortened(file), workflow: shortened(workflow), card: shortened(card) },
  };
}

/** Before a row is read. Parts of times are columns too, but nobody who names one that is not there has meant them. */
function refuseUnknown(
  { target, split }: TrainWish,
  ignored: readonly string[],
  raw: Schema,
  ready: Schema,
): void {
  const asked = [
    [target.name, "the target"],
    ...(split.kind === "time" ? [[split.column, "the time"] as const] : []),
    ...ignored.map((name) => [name, "--ignore"] as const),
  ] as const;
  const names = raw.fields.map((field) => field.name);
  for (const [name, what] of asked)
    if (!ready.fields.some((field) => field.name === name)) throw unknownColumn(names, name, what);
}

/** A workflow and what arrives at its end; null where the file cannot be read, which is said. */
async function planned({ data, services, signal }: Training, flow: ReturnType<typeof trainFlow>) {
  const plan = await makePlan(flow, services.catalog, { host: services.host, signal });
  const issues = plan.issues.filter(({ node }) => node !== LEARNER);
  const schema = arrivingSchema(plan, LEARNER);
  if (schema && !hasErrors(issues)) return { plan, schema };
  printIssues(issues, data);
  return null;
}
