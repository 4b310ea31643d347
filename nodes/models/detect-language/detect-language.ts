// detect-language: says in which language a text is written, by how often groups of letters stand in it.

import * as z from "zod/mini";
import { withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { column, json, modelFile, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { ModelSession, Tensor } from "../../../engine/sdk/services.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { floatsOf, openModel } from "../../_shared/open-model.ts";
import { providerParams } from "../../_shared/provider-params.ts";
import { labelColumns, labelFields, type LabelNames } from "../../_shared/scored-labels.ts";
import { textColumnIssues, textRows } from "../../_shared/text/text-rows.ts";
import { languageModel, type LanguageModel } from "./language-model.ts";
import { countLetters, lettersOf, ngramCounter, type NgramCounter } from "./ngrams.ts";

const Params = paramsOf({
  column: column({ title: "Text", help: "The column that is read.", of: "text" }),
  model: modelFile({
    title: "Model",
    help: "An .onnx file that tells languages by groups of letters, relative to the workflow file.",
  }),
  among: json<string[]>(
    () => z.array(z.string()),
    {
      title: "Among",
      help: "The languages that may come at all, as the model calls them; empty = all it knows. Fewer are told apart better.",
      default: [],
      example: ["eng", "deu", "fra"],
    },
    isListOf(isText),
  ),
  top: number({
    title: "Best",
    help: "More than 1 adds a list of that many languages with their scores.",
    min: 1,
    max: 50,
    integer: true,
    default: 1,
  }),
  minScore: number({
    title: "Least score",
    help: "Below it the language stays empty: the text is too short, mixed, or in none of them.",
    min: 0,
    max: 1,
    setting: true,
    default: 0,
  }),
  minLetters: number({
    title: "Least letters",
    help: "A text with fewer has no language.",
    unit: "letters",
    min: 1,
    integer: true,
    default: 1,
  }),
  maxCharacters: number({
    title: "Read up to",
    help: "What stands behind it in a text is not looked at; 0 = read all.",
    unit: "characters",
    min: 0,
    integer: true,
    default: 4000,
  }),
  label: text({
    title: "Language column",
    help: "Name of the new column.",
    default: "language",
    minLength: 1,
  }),
  score: text({
    title: "Score column",
    help: "Name of the new column: how sure the model is, from 0 to 1.",
    default: "language_score",
    minLength: 1,
  }),
  ...providerParams,
});

interface State {
  readonly session: ModelSession;
  readonly counter: NgramCounter;
  /** Places of the languages that may come; null = all. */
  readonly allowed: readonly number[] | null;
}

/** Rows of one run: the model is small, so that a call costs more than a row. */
const PREFERRED_ROWS = 256;

export default defineNode({
  kind: "detect-language",
  version: 1,
  category: "models",
  field: "text",
  icon: "languages",
  title: "Detect language",
  summary: "Says in which language a text is written, and how sure that is.",
  keywords: ["identification", "lang", "locale", "translate", "nlp", "tongue"],
  presets: [
    {
      title: "Tell the language",
      summary: "One of 50 languages, and how sure that is (lande).",
      on: { param: "column", of: "text" },
      params: { model: "library:languages/language.onnx" },
      adds: ["label", "score"],
    },
  ],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: async ({ params, host, signal }): Promise<LanguageModel> =>
    languageModel(await host.models.describe(params.model, signal)),

  schema({ params, inputs, facts }) {
    if (!inputs.in) return { outputs: {} };
    const fields = labelFields(namesOf(params));
    const issues = [
      ...textColumnIssues(inputs.in, params.column, "column"),
      ...clashIssues(inputs.in, fields, ["label", "score"]),
      ...(facts ? unknownLanguages(params.among, facts.languages) : []),
    ];
    return { outputs: { out: withFields(inputs.in, fields) }, issues };
  },

  async open(ctx): Promise<State> {
    const { params, facts } = ctx;
    const allowed = params.among.length ? params.among.map((name) => facts.languages.indexOf(name)) : null;
    const session = await openModel(ctx, params.model, [facts.output]);
    return { session, counter: ngramCounter(facts.ngrams), allowed };
  },

  process(frame, ctx) {
    const { params, facts, state, outputs, out } = ctx;
    const read = textRows(frame, params.column, ctx);
    const { tensor, rows } = lettersTensor(read.texts, params, state.counter);
    const give = (answers: Readonly<Record<string, Tensor>> | null) => {
      const width = facts.languages.length;
      const all = answers ? floatsOf(answers[facts.output]) : new Float32Array(0);
      const data = state.allowed ? amongOnly(all, width, state.allowed) : all;
      const rules = { labels: facts.languages, top: params.top, atLeast: params.minScore };
      const columns = labelColumns(namesOf(params), { data, width, rows }, rules, read.frame.length);
      return out.out(read.frame.with(columns, outputs.out));
    };
    if (rows.length === 0) return give(null);
    const answers = state.session.run({ [facts.input]: tensor });
    return answers instanceof Promise ? answers.then(give) : give(answers);
  },

  ready: ({ state }) => state.session.ready?.(),
  keepsNothing: true,
  inFlight: ({ state }) => state.session.inFlight,
  preferredRows: () => PREFERRED_ROWS,
  close: async ({ state }) => state?.session.close(),
});

function namesOf({ label, score, top }: { label: string; score: string; top: number }): LabelNames {
  return { label, score, list: top > 1 ? `${label}_best` : null, each: [] };
}

/** The model's input for all texts with enough letters, and which they are. */
function lettersTensor(
  texts: readonly string[],
  { minLetters, maxCharacters }: { minLetters: number; maxCharacters: number },
  counter: NgramCounter,
): { readonly tensor: Tensor; readonly rows: Int32Array } {
  const letters = texts.map((whole) => lettersOf(maxCharacters ? whole.slice(0, maxCharacters) : whole));
  const rows = letters.flatMap((line, i) => (countLetters(line, minLetters) >= minLetters ? [i] : []));
  const data = new Float32Array(rows.length * counter.size);
  rows.forEach((row, i) => counter.count(letters[row], data, i * counter.size));
  const tensor = { dtype: "float32", dims: [rows.length, counter.size], data } as const;
  return { tensor, rows: Int32Array.from(rows) };
}

/** Scores of the allowed languages as shares of their own sum; the others get NaN, which is never the best. */
function amongOnly(data: Float32Array, width: number, allowed: readonly number[]): Float32Array {
  const shares = new Float32Array(data.length).fill(NaN);
  for (let from = 0; from < data.length; from += width) {
    const sum = allowed.reduce((total, place) => total + data[from + place], 0);
    if (sum > 0) for (const place of allowed) shares[from + place] = data[from + place] / sum;
  }
  return shares;
}

function unknownLanguages(among: readonly string[], languages: readonly string[]): NodeIssue[] {
  const unknown = among.filter((name) => !languages.includes(name));
  return unknown.map((name) => ({
    code: "LABEL_UNKNOWN",
    severity: "error",
    path: "params.among",
    message: `The model knows no language "${name}".`,
    expected: `some of ${languages.join(", ")}`,
    got: name,
    hint: "Name languages as the model does, or leave the list empty.",
    fix: {
      label: `Take "${name}" out`,
      commands: [
        {
          do: "set-param",
          id: "",
          param: "among",
          value: among.filter((each) => languages.includes(each)),
        },
      ],
    },
  }));
}
