// http-request in a run: rows that were not taken go through the order of rescue, and to the error port.

import { expect, test } from "vitest";
import { systemClock } from "../../../engine/host/clock.ts";
import { openNetwork } from "../../../engine/host/network.ts";
import type { FailedRow } from "../../../engine/runtime/events.ts";
import { httpServer, sendJson } from "../../../tests/support/http-server.ts";
import { quickClock } from "../../../tests/support/quick-clock.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { bareHost, runWorkflow } from "../../../tests/support/run-workflow.ts";
import inline from "../../sources/inline/inline.ts";
import writeJsonl from "../write-jsonl/write-jsonl.ts";
import httpRequest from "./http-request.ts";

/** Told apart from other sleeps by its length alone. */
const LIMIT_MS = 4321;
const rows = [{ id: 1 }, { id: 2 }, { id: 3 }];

/** Refuses the row 2 so often. */
function refusingServer(times: number) {
  let refused = 0;
  return httpServer(({ body }, response) => {
    const isRefused = body === '{"id":2}' && refused++ < times;
    sendJson(response, { said: "no" }, { status: isRefused ? 422 : 200 });
  });
}

async function send(refusals: number, rescue: object, wires: readonly string[] = []) {
  const server = await refusingServer(refusals);
  const failed: FailedRow[] = [];
  const files = memoryFiles();
  const { summary } = await runWorkflow(
    [
      { id: "rows", kind: inline, params: { rows } },
      { id: "send", kind: httpRequest, params: { url: server.url, retries: 0 }, rescue },
      ...(wires.length > 0 ? [{ id: "bad", kind: writeJsonl, params: { path: "bad.jsonl" } }] : []),
    ],
    ["rows -> send", ...wires],
    {
      host: bareHost({ network: openNetwork(), clock: quickClock(), files }),
      onFailedRows: (some) => void failed.push(...some),
    },
  );
  return { summary, failed, files, bodies: server.asked.map(({ body }) => body).toSorted() };
}

test("a row that is refused is skipped and recorded, with what the server said", async () => {
  const { summary, failed } = await send(9, {});
  expect(summary).toMatchObject({ outcome: "done", rowsFailed: 1, error: null });
  expect(failed).toMatchObject([{ node: "send", row: 2, code: "HTTP_STATUS", values: { id: 2 } }]);
  expect(failed[0].cause).toContain('HTTP 422: {"said":"no"}');
});

test("retries of the node send that row alone again", async () => {
  const { summary, bodies } = await send(1, { retries: 1 });
  expect(summary.rowsFailed).toBe(0);
  expect(bodies).toEqual(['{"id":1}', '{"id":2}', '{"id":2}', '{"id":3}']);
});

test("a wired error port gets the row", async () => {
  const { files, failed } = await send(9, {}, ["send.error -> bad.in"]);
  expect(failed).toEqual([]);
  expect(JSON.parse(files.text("bad.jsonl")!)).toMatchObject({
    id: 2,
    error_code: "HTTP_STATUS",
    error_place: 2,
  });
});

test.each([
  [{ giveUpAfter: 5 }, 5],
  [{ giveUpAfter: 0 }, 40],
])("a server that is gone, with %j: %i rows are tried, and all are recorded", async (params, tried) => {
  const failed: FailedRow[] = [];
  const all = Array.from({ length: 40 }, (_, id) => ({ id }));
  const { summary } = await runWorkflow(
    [
      { id: "rows", kind: inline, params: { rows: all } },
      {
        id: "send",
        kind: httpRequest,
        params: { url: "http://127.0.0.1:9/", retries: 1, concurrency: 1, ...params },
      },
    ],
    ["rows -> send"],
    {
      host: bareHost({ network: openNetwork(), clock: quickClock(), files: memoryFiles() }),
      onFailedRows: (some) => void failed.push(...some),
    },
  );
  expect(summary).toMatchObject({ outcome: "done", rowsFailed: 40 });
  expect(failed.map(({ code }) => code)).toEqual(
    all.map(({ id }) => (id < tried ? "HTTP_UNREACHABLE" : "HTTP_GIVEN_UP")),
  );
});

test("a server that answers now and then is not given up", async () => {
  const server = await httpServer((_, response, i) => {
    if (i % 3 < 2) response.destroy();
    else sendJson(response, {}, { status: 500 });
  });
  const { summary } = await runWorkflow(
    [
      { id: "rows", kind: inline, params: { rows: Array.from({ length: 12 }, (_, id) => ({ id })) } },
      {
        id: "send",
        kind: httpRequest,
        params: { url: server.url, retries: 0, concurrency: 1, giveUpAfter: 3 },
      },
    ],
    ["rows -> send"],
    { host: bareHost({ network: openNetwork(), clock: quickClock(), files: memoryFiles() }) },
  );
  expect(summary).toMatchObject({ outcome: "done", rowsFailed: 12 });
});

test("a node that stops at the first failed row ends the run", async () => {
  const { summary } = await send(9, { onError: "stop" });
  expect(summary).toMatchObject({ outcome: "failed", error: { code: "HTTP_STATUS", node: "send" } });
});

test("a time limit ends what is under way, sends no more, and says of each row what is known", async () => {
  const clock = { ...systemClock };
  const server = await httpServer(({ body }, response) => {
    if (body !== '{"id":2}') return sendJson(response, {});
    // This one is never answered: the limit is over as soon as it has arrived.
    overLimit();
  });
  let overLimit = () => {};
  const isOver = new Promise<void>((resolve) => (overLimit = resolve));
  clock.sleep = (ms, signal) => (ms === LIMIT_MS ? isOver : systemClock.sleep(ms, signal));
  const failed: FailedRow[] = [];
  const { summary } = await runWorkflow(
    [
      { id: "rows", kind: inline, params: { rows: [...rows, { id: 4 }] } },
      {
        id: "send",
        kind: httpRequest,
        params: { url: server.url, concurrency: 1 },
        rescue: { timeoutMs: LIMIT_MS },
      },
    ],
    ["rows -> send"],
    { host: bareHost({ network: openNetwork(), clock }), onFailedRows: (some) => void failed.push(...some) },
  );
  expect(server.asked.map(({ body }) => body)).toEqual(['{"id":1}', '{"id":2}']);
  expect(failed.map(({ row, code, cause }) => [row, code, /may have been done/.test(cause)])).toEqual([
    [2, "NODE_TIMEOUT", true],
    [3, "NODE_TIMEOUT", false],
    [4, "NODE_TIMEOUT", false],
  ]);
  expect(summary).toMatchObject({ outcome: "done", rowsFailed: 3, nodes: { send: { rowsOut: 1 } } });
});

test("rows that are sent again count once", async () => {
  const { summary } = await send(1, { retries: 2 });
  expect(summary.nodes.send).toMatchObject({ rowsIn: 3, rowsOut: 3 });
});
