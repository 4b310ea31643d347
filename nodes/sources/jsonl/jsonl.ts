// jsonl: reads a file with one JSON object a line as a table, in frames.

import type * as z from "zod/mini";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { file, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { FileReader, HostServices } from "../../../engine/sdk/services.ts";
import { rowParams } from "../../_shared/csv-source/params.ts";
import { RAW_SCHEMA } from "../../_shared/csv/bad-rows.ts";
import { readAt } from "../../_shared/csv/read-at.ts";
import { readerUpTo } from "../../_shared/csv/whole-reader.ts";
import { gunzipReader, isGzip } from "../../_shared/files/gunzip.ts";
import { lookAtJson, type JsonFacts } from "../../_shared/json-lines/json-facts.ts";
import { nestedParam } from "../../_shared/json-lines/json-params.ts";
import { jsonIssues, jsonPlan } from "../../_shared/json-lines/json-schema.ts";
import { cutLines, partOfLines } from "../../_shared/json-lines/line-parts.ts";
import { produceJson } from "../../_shared/json-lines/produce-json.ts";

const Params = paramsOf({
  path: file({
    title: "File",
    help: "A file with one JSON object on each line; one that ends in .gz is unpacked while it is read.",
    extensions: ["jsonl", "ndjson", "jsonl.gz", "ndjson.gz"],
  }),
  ...nestedParam(),
  ...rowParams,
});

type Params = z.output<typeof Params>;

export default defineNode({
  kind: "jsonl",
  version: 1,
  category: "sources",
  title: "JSON lines",
  summary: "Reads the rows of a file with one JSON object a line.",
  keywords: ["import", "load", "open", "ndjson", "table", "data", "log", "gzip"],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  async probe({ params, host }): Promise<JsonFacts> {
    const isPacked = isGzip(params.path);
    const reader = await host.files.open(params.path);
    const opened: FileReader[] = [reader];
    const head = async (bytes: number) => {
      if (!isPacked) return readAt(reader, 0, bytes);
      // From the beginning each time: a packed file cannot be read anywhere else.
      const unpacked = await openUnpacked(params.path, host);
      opened.push(unpacked);
      return readAt(unpacked, 0, bytes);
    };
    try {
      return await lookAtJson(head, isPacked ? null : reader, {
        file: params.path,
        nested: params.nested,
        nullWords: params.alsoNull,
        maxLineBytes: params.maxLineBytes,
        isDeclared: Object.keys(params.types).length > 0,
      });
    } finally {
      await Promise.all(opened.map((one) => one.close()));
    }
  },

  schema({ params, facts }) {
    if (!facts) return { outputs: {}, failed: RAW_SCHEMA };
    const plan = jsonPlan(params, facts);
    return { outputs: { out: plan.schema }, failed: RAW_SCHEMA, issues: jsonIssues(params, facts, plan) };
  },

  async produce(ctx) {
    const { params, facts, host, part, out } = ctx;
    const { path } = params;
    // A part of a packed file is all of it, or nothing.
    if (facts.size === null && part && part.to <= part.from) return;
    const reader = isGzip(path) ? await openUnpacked(path, host) : await host.files.open(path);
    const from = part?.from ?? facts.dataFrom;
    // Not less than what was looked at: the file may have become shorter since.
    const to = facts.size === null ? Infinity : (part?.to ?? Math.max(reader.size, facts.size));
    const { rowBytes, dataFrom } = facts;
    const plan = { ...jsonPlan(params, facts), schema: ctx.outputs.out };
    // Lines of a later part whose first line nobody knows are counted from 0: the runtime adds the lines before it.
    const firstLine = part?.firstRow ?? (from > dataFrom ? 0 : 1);
    try {
      const whole = facts.size === null ? reader : readerUpTo(reader, to, path);
      await produceJson(whole, { ...params, plan, from, to, firstLine, rowBytes }, ctx, (batch) => {
        const read = batch.position - from;
        ctx.progress(read, Number.isFinite(to) ? to - from : 0, read);
        return out.out(batch.frame);
      });
    } finally {
      await reader.close();
    }
  },

  async parts({ params, facts, host }, count) {
    if (facts.size === null) return [{ from: facts.dataFrom, to: Number.MAX_SAFE_INTEGER }];
    return withReader(params, host, (reader) => cutLines(reader, facts.dataFrom, count));
  },

  async partition(ctx, partition) {
    const { params, facts, host, signal } = ctx;
    const { dataFrom, size } = facts;
    if (size === null) {
      ctx.warn("PARTITION_WHOLE", `"${params.path}" is packed and cannot be cut: part 1 reads all of it.`);
      const isFirst = partition.index === 0;
      return { from: dataFrom, to: isFirst ? Number.MAX_SAFE_INTEGER : dataFrom, firstRow: 1 };
    }
    return withReader(params, host, (reader) => partOfLines(reader, dataFrom, partition, signal));
  },
});

async function openUnpacked(path: string, host: HostServices): Promise<FileReader> {
  return gunzipReader(await host.files.open(path), path);
}

async function withReader<T>(
  { path }: Params,
  host: HostServices,
  work: (reader: FileReader) => Promise<T>,
): Promise<T> {
  const reader = await host.files.open(path);
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}
