// http-json: reads rows from an interface that answers with JSON, page by page.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { HostServices } from "../../../engine/sdk/services.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { RAW_SCHEMA } from "../../_shared/csv/bad-rows.ts";
import { readAt } from "../../_shared/csv/read-at.ts";
import { accessOf } from "../../_shared/http/access-params.ts";
import { elsewhereText } from "../../_shared/http/elsewhere.ts";
import { Sender, type Reply } from "../../_shared/http/sender.ts";
import { lookAtJson, type JsonFacts } from "../../_shared/json-lines/json-facts.ts";
import { jsonIssues, jsonPlan } from "../../_shared/json-lines/json-schema.ts";
import { produceJson } from "../../_shared/json-lines/produce-json.ts";
import { bytesReader } from "./bytes-reader.ts";
import { circle, Pager } from "./pager.ts";
import { paramIssues, Params, type HttpJsonParams } from "./params.ts";
import { readPage } from "./read-page.ts";

/** Of rows that nobody has looked at. */
const USUAL_ROW_BYTES = 200;

export default defineNode({
  kind: "http-json",
  version: 1,
  category: "sources",
  title: "HTTP, JSON",
  summary: "Reads rows from a web interface that answers with JSON, page by page.",
  keywords: ["api", "rest", "web", "url", "fetch", "download", "endpoint", "service", "request"],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["network"],
  determinism: "network",
  state: "none",
  needs: [],

  async probe({ params, host, signal }): Promise<Facts> {
    const hasTypes = Object.keys(params.types).length > 0;
    // What is wrong with the params is told by `schema`: nobody is asked by wrong ones.
    if (!params.look || paramIssues(params).some(({ severity }) => severity === "error")) return declared();
    if (host.network.isClosed) return { ...declared(), isUnseen: true };
    const ask = await asking(params, host, "look", signal);
    const { lines, rows } = readPage(await ask(new Pager(params).first()), params.rows);
    if (rows === 0 && !hasTypes) throw noRows(params);
    const reader = bytesReader(lines);
    const found = await lookAtJson((bytes) => readAt(reader, 0, bytes), reader, {
      file: params.url,
      nested: params.nested,
      nullWords: params.alsoNull,
      maxLineBytes: params.maxLineBytes,
      isDeclared: hasTypes,
    });
    // There may be rows when it runs.
    return { ...found, hasRows: true };
  },

  schema({ params, facts }) {
    const issues = paramIssues(params);
    if (!facts) return { outputs: {}, failed: RAW_SCHEMA, issues };
    const plan = jsonPlan(params, facts);
    return {
      outputs: { out: facts.isUnseen ? { ...plan.schema, open: true } : plan.schema },
      failed: RAW_SCHEMA,
      issues: [...issues, ...jsonIssues(params, facts, plan), ...(facts.isUnseen ? [notLooked()] : [])],
    };
  },

  async produce(ctx) {
    const { params, facts, host, signal, journal, out } = ctx;
    const pager = new Pager(params);
    // Of runs on many machines each waits in its own way.
    const seed = ctx.node.id + (journal?.id ?? globalThis.crypto.randomUUID());
    const ask = await asking(params, host, seed, signal);
    const plan = { ...jsonPlan(params, facts), schema: ctx.outputs.out };
    const rowBytes = facts.hasRows && facts.columns.length > 0 ? facts.rowBytes : USUAL_ROW_BYTES;
    let rowsSoFar = 0;
    let bytesSoFar = 0;
    let before: Uint8Array | null = null;
    for (let url: string | null = pager.first(); url !== null && !signal.aborted;) {
      const reply = await ask(url);
      const elsewhere = elsewhereText(params.url, url, reply);
      if (elsewhere !== null) ctx.warn("HTTP_NEXT_ELSEWHERE", elsewhere);
      const { value, rows, lines } = readPage(reply, params.rows);
      // A server that does not know the parameter gives the first page for ever.
      const isCounted = params.paging === "page" || params.paging === "offset";
      if (isCounted && rows > 0 && before && isSame(before, reply.body)) throw circle(url, pager.count);
      before = reply.body;
      const reader = bytesReader(lines);
      await produceJson(
        reader,
        {
          ...params,
          plan,
          from: 0,
          to: lines.length,
          firstLine: rowsSoFar + 1,
          rowBytes,
          unit: "row",
          isUnseen: facts.columns.length === 0,
        },
        ctx,
        ({ frame, position }) => {
          ctx.progress(frame.lineage.to - 1, 0, bytesSoFar + position);
          return out.out(frame);
        },
      );
      rowsSoFar += rows;
      bytesSoFar += lines.length;
      url = pager.next({ url: reply.url, link: reply.headers.link, value, rows, rowsSoFar });
    }
  },
});

interface Facts extends JsonFacts {
  /** The columns would be on the first page, and nobody may ask for it now. */
  readonly isUnseen?: true;
}

function notLooked(): NodeIssue {
  return {
    code: "HTTP_NOT_LOOKED",
    severity: "info",
    path: "params.look",
    message: "The first page is looked at when the workflow runs: until then nobody knows all columns.",
    hint: "Name the columns in Types (types) to see them here.",
  };
}

/** Asks for one page after the other, with the secret at the host that it is for. */
async function asking(
  params: HttpJsonParams,
  host: HostServices,
  seed: string,
  signal: AbortSignal,
): Promise<(url: string) => Promise<Reply>> {
  const access = await accessOf(params, host);
  const home = new URL(params.url).origin;
  const sender = new Sender({
    host,
    settings: params,
    seed,
    signal,
    maxBytes: params.maxMegabytes * 2 ** 20,
    isGood: (status) => status >= 200 && status < 300,
  });
  const own = Object.entries(params.headers);
  const [[, accept] = ["", "application/json"]] = own.filter(([name]) => isAccept(name));
  const open = { accept };
  const all = { ...Object.fromEntries(own.filter(([name]) => !isAccept(name))), ...open };
  // What a workflow sends besides may be a key as well: it is for the host that it names.
  return (url) =>
    sender.send({
      method: "GET",
      url,
      ...(new URL(url).origin === home ? { headers: all, access } : { headers: open }),
    });
}

function isAccept(name: string): boolean {
  return name.toLowerCase() === "accept";
}

/** What is known where nobody has looked. */
function declared(): JsonFacts {
  return { size: null, dataFrom: 0, columns: [], rowBytes: USUAL_ROW_BYTES, hasRows: true };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function noRows({ url }: HttpJsonParams): MillraceError {
  return new MillraceError("HTTP_COLUMNS_UNKNOWN", {
    message: `The first page of ${new URL(url).host} has no row, so nobody can tell which columns there are.`,
    path: "params.types",
    expected: "a row, or columns in Types (types)",
    got: "no row",
    hint: "Name the columns in Types (types), or check what is asked for.",
  });
}
