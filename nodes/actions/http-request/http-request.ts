// http-request: sends rows to a web interface, one by one or several together; those it does not take fail.

import type { Frame } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeContext, RowError } from "../../../engine/sdk/node-definition.ts";
import { lateRow } from "../../../engine/sdk/node-timeout.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { HttpAccess } from "../../../engine/sdk/services.ts";
import { accessOf, shownAccess } from "../../_shared/http/access-params.ts";
import { elsewhereText } from "../../_shared/http/elsewhere.ts";
import { beginning } from "../../_shared/http/read-body.ts";
import { Sender } from "../../_shared/http/sender.ts";
import { statusHint, statusText } from "../../_shared/http/status-error.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import { paramIssues, Params, type HttpRequestParams } from "./params.ts";
import { formOf, requestsOf, type Form, type PlannedRequest } from "./requests.ts";
import { isSuccess } from "./success.ts";
import { Unanswered } from "./unanswered.ts";

/** Of an answer, so much is read: nothing is done with it. */
const ANSWER_BYTES = 64 * 1024;
/** Requests that a dry run shows, and how much of their bodies. */
const SHOWN_REQUESTS = 3;
const SHOWN_CHARACTERS = 200;

interface Planned {
  readonly frame: Frame;
  readonly requests: readonly PlannedRequest[];
}

interface Sending {
  readonly form: Form;
  readonly access: HttpAccess | undefined;
  readonly sender: Sender;
  readonly unanswered: Unanswered;
  /** Names the run in keys; another one without a journal has another name. */
  readonly run: string;
}

export default defineNode({
  kind: "http-request",
  version: 1,
  category: "actions",
  title: "HTTP request",
  summary: "Sends rows to a web interface.",
  keywords: ["api", "rest", "web", "url", "post", "put", "webhook", "call", "push", "service"],
  params: Params,
  inputs: { in: table() },
  outputs: {},
  effects: ["network"],
  determinism: "network",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    return inputs.in ? { outputs: {}, issues: paramIssues(params, inputs.in) } : { outputs: {} };
  },

  /** A secret that is not there is told before anything is sent, also by a dry run. */
  async open({ params, host, signal, journal, node }): Promise<Sending> {
    const run = journal?.id ?? globalThis.crypto.randomUUID();
    return {
      run,
      form: formOf(params),
      access: await accessOf(params, host),
      unanswered: new Unanswered(params.giveUpAfter),
      sender: new Sender({
        host,
        settings: params,
        seed: run + node.id,
        signal,
        maxBytes: ANSWER_BYTES,
        cutsLong: true,
        isGood: (status) => isSuccess(params.success, status),
      }),
    };
  },

  /** Rows that come one by one are sent side by side; what is sent together must not depend on how they come. */
  preferredRows: ({ params }) => (params.batchRows > 1 ? 1 : params.concurrency),
  frameSensitive: ({ params }) => params.body === "row" && params.batchRows > 1,

  plan(frame, ctx) {
    const { params, state } = ctx;
    const requests = requestsOf(state.form, frame, (row, error) => ctx.fail(frame, row, error));
    if (requests.length === 0) return null;
    const rows = requests.reduce((sum, request) => sum + request.rows.length, 0);
    const { source, unit, from, to } = frame.lineage;
    const data: Planned = { frame, requests };
    return {
      key: `${params.url} ${source} ${unit} ${from}-${to}`,
      summary: `send ${rows} rows by ${params.method} to ${params.url}`,
      rows,
      bytes: requests.reduce((sum, { body }) => sum + (body?.length ?? 0), 0),
      details: requests.slice(0, SHOWN_REQUESTS).map((request) => shown(request, params)),
      data,
    };
  },

  async perform({ data: { frame, requests } }, ctx) {
    let next = 0;
    const isOver = () => ctx.limit?.aborted === true && !ctx.signal.aborted;
    const work = async (): Promise<void> => {
      while (next < requests.length && !isOver()) await sendOne(requests[next++], frame, ctx).catch(stop);
    };
    // What one of them ends with ends the run: the others send nothing more.
    const stop = (thrown: unknown) => {
      next = requests.length;
      throw thrown;
    };
    const workers = Array.from({ length: Math.min(ctx.params.concurrency, requests.length) }, work);
    const ended = await Promise.allSettled(workers);
    const failed = ended.find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
    const late = lateRow(ctx.timeoutMs, false);
    for (const { rows } of requests.slice(next)) for (const row of rows) ctx.fail(frame, row, late);
  },
});

async function sendOne(
  request: PlannedRequest,
  frame: Frame,
  ctx: NodeContext<HttpRequestParams, unknown, Sending>,
): Promise<void> {
  const { params, state, node, signal, limit } = ctx;
  const { method, idempotencyHeader } = params;
  const failAll = (error: RowError) => request.rows.forEach((row) => ctx.fail(frame, row, error));
  const givenUp = state.unanswered.givenUp(request.url);
  if (givenUp) return failAll(givenUp);
  const key =
    idempotencyHeader === ""
      ? {}
      : { [idempotencyHeader]: await idempotencyKey({ run: state.run, node: node.id }, frame, request) };
  const { url, headers, body } = request;
  try {
    const reply = await state.sender.send({
      method,
      url,
      headers: { ...headers, ...key },
      access: state.access,
      ...(body && { body }),
      ...(limit && { signal: limit }),
    });
    state.unanswered.answered();
    const elsewhere = elsewhereText(url, url, reply);
    if (elsewhere !== null) ctx.warn("HTTP_NEXT_ELSEWHERE", elsewhere);
    if (reply.isGood) return;
    failAll({
      code: "HTTP_STATUS",
      cause: `${placeOf(url)} answers ${statusText(reply)}`,
      hint: statusHint(reply),
    });
  } catch (thrown) {
    signal.throwIfAborted();
    if (limit?.aborted) return failAll(lateRow(ctx.timeoutMs, true));
    if (!(thrown instanceof MillraceError) || thrown.details.fatal === true) throw thrown;
    failAll({ code: thrown.code, cause: thrown.message, hint: thrown.details.hint });
    state.unanswered.failed();
  }
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return host + pathname;
}

/** One line, as a person would read it. */
function shown({ url, headers, body }: PlannedRequest, params: HttpRequestParams): string {
  const sent = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const said = [...sent, shownAccess(params)].filter((text) => text !== "");
  const content = body ? beginning(body, SHOWN_CHARACTERS) : "";
  return [`${params.method} ${url}`, ...said, content].filter((text) => text !== "").join("  ");
}
