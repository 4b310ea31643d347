// stdin: the rows that are piped into a run, as delimited text or JSON lines; while editing, those of a sample file.

import type * as z from "zod/mini";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, optionalFile, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { FileReader, HostServices, StandardInput } from "../../../engine/sdk/services.ts";
import { csvSchema } from "../../_shared/csv-source/csv-schema.ts";
import { dateFormOf, rowParams, spellingOf, type CsvParams } from "../../_shared/csv-source/params.ts";
import { lookAtCsv, type CsvFacts } from "../../_shared/csv-source/probe.ts";
import { produceCsv } from "../../_shared/csv-source/produce-csv.ts";
import { RAW_SCHEMA } from "../../_shared/csv/bad-rows.ts";
import { readAt } from "../../_shared/csv/read-at.ts";
import type { RowBatch } from "../../_shared/csv/read-rows.ts";
import { gunzipReader, isGzip } from "../../_shared/files/gunzip.ts";
import { sequentialReader } from "../../_shared/files/sequential-reader.ts";
import { lookAtJson, type JsonFacts } from "../../_shared/json-lines/json-facts.ts";
import { nestedParam } from "../../_shared/json-lines/json-params.ts";
import { jsonIssues, jsonPlan } from "../../_shared/json-lines/json-schema.ts";
import { produceJson } from "../../_shared/json-lines/produce-json.ts";

/** What stands in messages where the name of a file would. */
const NAME = "standard input";
/** Waited for before the columns are told. */
const HEAD_BYTES = 64 * 1024;

const delimited = { visibleWhen: { param: "format", oneOf: ["csv"] } };
const lines = { visibleWhen: { param: "format", oneOf: ["jsonl"] } };

const Params = paramsOf({
  format: choice(["csv", "jsonl"], {
    title: "Format",
    help: "What is piped in: delimited text such as CSV, or one JSON object a line.",
    labels: { csv: "CSV", jsonl: "JSON lines" },
    default: "csv",
  }),
  sample: optionalFile({
    title: "Sample",
    help: "A file with rows like those that will come. The editor shows and runs it, and the check of a workflow takes its columns.",
    extensions: ["csv", "tsv", "txt", "jsonl", "ndjson"],
  }),
  ...spellingOf(delimited),
  ...dateFormOf(delimited),
  ...nestedParam(lines),
  ...rowParams,
});

type StdinParams = z.output<typeof Params>;

type Facts =
  | { readonly format: "csv"; readonly isSample: boolean; readonly found: CsvFacts }
  | { readonly format: "jsonl"; readonly isSample: boolean; readonly found: JsonFacts }
  | { readonly format: "unknown" };

export default defineNode({
  kind: "stdin",
  version: 1,
  category: "sources",
  title: "Standard input",
  summary: "Reads rows that are piped into a run, as CSV or JSON lines.",
  keywords: ["pipe", "stream", "csv", "jsonl", "ndjson", "shell", "redirect", "import"],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: ["stdin"],

  async probe({ params, host, signal }): Promise<Facts> {
    const { input } = host;
    if (input) return look(params, await headOf(input, signal), false);
    if (params.sample === "") return { format: "unknown" };
    return withSample(params.sample, host, async (reader) => {
      const bytes = await readAt(reader, 0, HEAD_BYTES);
      return look(params, { bytes, complete: bytes.length < HEAD_BYTES }, true);
    });
  },

  schema({ params, facts }) {
    const failed = RAW_SCHEMA;
    if (!facts) return { outputs: {}, failed };
    if (facts.format === "unknown")
      return { outputs: { out: { fields: [], open: true } }, failed, issues: [noSample()] };
    if (facts.format === "csv") {
      const { out, issues, unseen } = csvSchema(asCsv(params), facts.found);
      const own = issues.map((issue) => ofInput(issue, facts.isSample));
      return { outputs: { out }, failed, issues: [...own, ...sampleIssues(facts.isSample, params)], unseen };
    }
    const plan = jsonPlan(params, facts.found);
    const issues = [...jsonIssues(params, facts.found, plan), ...sampleIssues(facts.isSample, params)];
    return { outputs: { out: plan.schema }, failed, issues };
  },

  async produce(ctx) {
    const { params, facts, host, signal } = ctx;
    if (facts.format === "unknown") throw nothingPiped("no standard input here", SAMPLE_HINT);
    const give = (batch: RowBatch) => {
      ctx.progress(batch.position, 0, batch.position);
      return ctx.out.out(batch.frame);
    };
    const { batchRows, maxLineBytes, alsoNull } = params;
    const read = (reader: FileReader) => {
      const common = { from: facts.found.dataFrom, to: Infinity, batchRows, maxLineBytes };
      if (facts.format === "csv") {
        const { firstLine } = facts.found;
        const rest = { facts: facts.found, schema: ctx.outputs.out, firstLine, isPart: false };
        return produceCsv(reader, { ...common, ...rest }, ctx, give);
      }
      const plan = { ...jsonPlan(params, facts.found), schema: ctx.outputs.out };
      const { rowBytes } = facts.found;
      return produceJson(reader, { ...common, plan, firstLine: 1, rowBytes, alsoNull }, ctx, give);
    };
    if (facts.isSample || !host.input) return withSample(params.sample, host, read);
    const reader = sequentialReader(host.input.pieces(signal));
    try {
      await read(reader);
    } finally {
      await reader.close();
    }
  },
});

/** The beginning of what is read, and whether it is all of it. */
interface Head {
  readonly bytes: Uint8Array;
  readonly complete: boolean;
}

async function headOf(input: StandardInput, signal: AbortSignal): Promise<Head> {
  if (input.isTerminal) throw nothingPiped("a terminal");
  const bytes = await input.peek(HEAD_BYTES, signal);
  return { bytes, complete: bytes.length < HEAD_BYTES };
}

async function look(params: StdinParams, { bytes, complete }: Head, isSample: boolean): Promise<Facts> {
  const file = isSample ? params.sample : NAME;
  if (params.format === "jsonl") {
    const { nested, alsoNull: nullWords, maxLineBytes, types } = params;
    const isDeclared = Object.keys(types).length > 0;
    // More than the head is not waited for: a first line that is longer is told as endless.
    const looking = { file, nested, nullWords, maxLineBytes: Math.min(maxLineBytes, HEAD_BYTES), isDeclared };
    if (bytes.length === 0 && !isSample && !isDeclared) throw emptyInput();
    const found = await lookAtJson((most) => Promise.resolve(bytes.subarray(0, most)), null, looking);
    return { format: "jsonl", isSample, found };
  }
  if (complete && !isSample && new TextDecoder().decode(bytes).trim() === "") throw emptyInput();
  const head: FileReader = {
    // One more than there is: nobody takes the head for the whole.
    size: complete ? bytes.length : bytes.length + 1,
    read: (into, position) => {
      const piece = bytes.subarray(position, position + into.length);
      into.set(piece);
      return Promise.resolve(piece.length);
    },
    close: () => Promise.resolve(),
  };
  const found = await lookAtCsv(head, { ...asCsv(params), path: file });
  return { format: "csv", isSample, found };
}

function asCsv(params: StdinParams): CsvParams {
  return { ...params, path: NAME };
}

async function withSample<T>(
  path: string,
  host: HostServices,
  work: (reader: FileReader) => Promise<T>,
): Promise<T> {
  const file = await host.files.open(path);
  const size = file.size;
  const reader = isGzip(path) ? gunzipReader(file, path) : { ...file, size };
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}

/** Nothing here has a path: what is wrong with a file is wrong with the sample, or with what is piped in. */
function ofInput({ path, ...issue }: NodeIssue, isSample: boolean): NodeIssue {
  if (path !== "params.path") return { ...issue, ...(path !== undefined && { path }) };
  if (isSample) return { ...issue, path: "params.sample" };
  const message = issue.message.replace(/^The file has/, "Standard input has");
  return { ...issue, message, ...(issue.code === "FILE_NO_ROWS" && { hint: PIPE_HINT }) };
}

const PIPE_HINT = "Check the command before the pipe, or the file behind <.";

function emptyInput(): MillraceError {
  return new MillraceError("FILE_EMPTY", {
    message: "Nothing has come from standard input.",
    file: NAME,
    expected: "rows",
    got: "nothing",
    hint: PIPE_HINT,
  });
}

function noSample(): NodeIssue {
  return {
    code: "STDIN_NO_SAMPLE",
    severity: "warning",
    path: "params.sample",
    message: "Nothing is piped in here, and there is no sample: which columns will come is not known.",
    expected: "a sample file, or rows that are piped into a run",
    got: "neither",
    hint: "Choose a file with rows like those that will come (sample), or run it: millrace run FLOW < FILE.",
  };
}

function sampleIssues(isSample: boolean, { sample }: StdinParams): NodeIssue[] {
  if (!isSample) return [];
  return [
    {
      code: "STDIN_SAMPLE",
      severity: "info",
      path: "params.sample",
      message: `Nothing is piped in here: the rows are those of the sample "${sample}".`,
      hint: "Pipe the real ones into a run on the command line: millrace run FLOW < FILE.",
    },
  ];
}

const PIPED_HINT =
  "Pipe something in: COMMAND | millrace run FLOW, or millrace run FLOW < FILE. In the editor, choose a sample file.";
/** Where nothing can be piped in: the editor, and an export, which runs the workflow to compare it with its program. */
const SAMPLE_HINT =
  "Choose a file with rows like those that will come (sample): the editor and an export run it in their place.";

function nothingPiped(got: string, hint = PIPED_HINT): MillraceError {
  return new MillraceError("STDIN_NOTHING", {
    message: "This workflow reads its rows from standard input, and nothing is piped in.",
    expected: "rows from a pipe or a file",
    got,
    hint,
    fatal: true,
  });
}
