// top-class: the best of several scores as a label with its score.

import * as z from "zod/mini";
import { FixedColumn, TextColumn } from "../../../engine/frames/column.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, columnList, json, optionalAssetFile, paramsOf, text } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { checkClasses } from "../../_shared/answered-classes.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { planScores, type FloatType } from "../../_shared/score-columns.ts";
import { scoredRows } from "../../_shared/scored-rows.ts";
import { bestClasses } from "./best-classes.ts";

const Params = paramsOf({
  columns: columnList({
    title: "Scores",
    help: "The tensor column with the scores of all classes, or one number column for each class.",
    min: 1,
  }),
  labels: json<string[]>(
    () => z.array(z.string()),
    {
      title: "Labels",
      help: "Names of the classes in the order of the scores. Empty: from the labels file, else the names of the number columns, else 0, 1, 2 …",
      default: [],
    },
    isListOf(isText),
  ),
  labelsFile: optionalAssetFile({
    title: "Labels file",
    help: "A text file with one label a line, relative to the workflow file; used where no labels are given.",
    extensions: ["txt"],
  }),
  activation: choice(["none", "softmax"], {
    title: "Scores are",
    help: "Softmax turns raw scores (logits) into probabilities.",
    labels: { none: "Probabilities already, or taken as they are", softmax: "Logits: apply softmax" },
    default: "none",
  }),
  label: text({ title: "Label column", help: "Name of the new column.", default: "label", minLength: 1 }),
  score: text({ title: "Score column", help: "Name of the new column.", default: "score", minLength: 1 }),
});

interface State {
  readonly labels: readonly string[] | null;
  readonly dtype: FloatType;
}

export default defineNode({
  kind: "top-class",
  version: 1,
  category: "models",
  title: "Top class",
  summary: "Names the class with the best score and gives that score.",
  keywords: ["argmax", "label", "classify", "predict", "winner"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  async probe({ params, host, signal }): Promise<readonly string[]> {
    if (params.labels.length > 0) return params.labels;
    if (params.labelsFile === "") return [];
    const lines = new TextDecoder()
      .decode(await host.files.readAll(params.labelsFile, signal))
      .split(/\r?\n/);
    return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  },

  schema({ params, inputs, facts }) {
    if (!inputs.in) return { outputs: {} };
    const { scores, issues } = planScores(inputs.in, params.columns);
    if (!scores && issues.length > 0) return { outputs: {}, issues };
    const fields = newFields(params);
    const labels = facts ?? params.labels;
    const wrong = scores?.count != null && labels.length > 0 && labels.length !== scores.count;
    return {
      outputs: { out: withFields(inputs.in, fields) },
      issues: [
        ...clashIssues(inputs.in, fields, ["label", "score"]),
        ...(wrong ? [countIssue(labels, scores.count)] : []),
      ],
    };
  },

  open({ params, facts, inputs }): State {
    const { scores } = planScores(inputs.in, params.columns);
    const names = scores?.form === "numbers" ? params.columns : null;
    return { labels: facts.length > 0 ? facts : names, dtype: scores?.dtype ?? "float32" };
  },

  map(frame, { params, state, outputs, fail }) {
    let scored = scoredRows(frame, params.columns, state.dtype, { fail });
    let best = bestClasses(scored.data, scored.width, scored.rows, params.activation);
    if (best.unscored > 0) {
      const { rows, data, width } = scored;
      scored = scoredRows(rows, params.columns, state.dtype, { fail }, () =>
        unscored(data, width, rows.length),
      );
      best = bestClasses(scored.data, scored.width, scored.rows, params.activation);
    }
    const { rows, width } = scored;
    const { classes, scores } = best;
    if (rows.length > 0) checkClasses(width, { labels: state.labels, classes: null });
    const words = state.labels ?? Array.from({ length: width }, (_, i) => String(i));
    const score = { values: scores, validity: null };
    return rows.with(
      [
        { name: params.label, column: new TextColumn(rows.length, { indices: classes, words }) },
        { name: params.score, column: new FixedColumn({ type: "float32" }, rows.length, score) },
      ],
      outputs.out,
    );
  },
});

function newFields({ label, score }: { label: string; score: string }): Field[] {
  return [
    { name: label, type: { type: "text" }, nullable: false },
    { name: score, type: { type: "float32" }, nullable: false },
  ];
}

/** Rows in which every score is NaN have no best class. */
function unscored(
  data: Float32Array | Float64Array,
  width: number,
  length: number,
): ReadonlyMap<number, RowError> {
  const failures = new Map<number, RowError>();
  for (let row = 0; row < length; row++) {
    let at = row * width;
    const end = at + width;
    while (at < end && data[at] !== data[at]) at++;
    if (at === end)
      failures.set(row, {
        code: "SCORE_MISSING",
        cause: "No class has a score: all are NaN.",
        hint: "Look at what goes into the model in this row.",
      });
  }
  return failures;
}

function countIssue(labels: readonly string[], count: number): NodeIssue {
  return {
    code: "LABELS_COUNT",
    severity: "error",
    path: "params.labels",
    message: `There are ${count} scores a row and ${labels.length} labels.`,
    expected: `${count} labels`,
    got: String(labels.length),
    hint: "Give one label for each score, in the order of the scores.",
  };
}
