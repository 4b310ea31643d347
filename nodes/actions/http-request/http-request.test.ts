// http-request: what it sends, again and at most at once, and which rows fail. The server is a small one of the test.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { openNetwork } from "../../../engine/host/network.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { Network } from "../../../engine/sdk/services.ts";
import { httpServer, sendJson, type Answer, type HttpServer } from "../../../tests/support/http-server.ts";
import { quickClock } from "../../../tests/support/quick-clock.ts";
import impute from "../../prepare/impute/impute.ts";
import httpRequest from "./http-request.ts";

const schema = { fields: [field("id", "float64"), field("name", "text")] };
const ROWS = [
  { id: 1, name: "a/b" },
  { id: 2, name: null },
  { id: 3, name: 'say "x"' },
];
const secrets = { get: async () => "s3cret-value" };
const ok: Answer = (_, response) => sendJson(response, {}, { status: 201 });

interface Sent {
  readonly params?: Record<string, unknown>;
  readonly rows?: readonly Record<string, Cell>[];
  readonly answer?: Answer;
  readonly dryRun?: boolean;
  readonly path?: string;
  readonly server?: HttpServer;
}

async function send({
  params = {},
  rows = ROWS,
  answer = ok,
  dryRun = false,
  path = "/in",
  server: given,
}: Sent) {
  const server = given ?? (await httpServer(answer));
  const clock = quickClock();
  const host = { network: openNetwork(), clock, secrets };
  const result = await runNode(httpRequest, {
    params: { url: server.url + path, ...params },
    inputs: { in: [frameOf(schema, rows)] },
    host,
    dryRun,
  });
  return { ...result, server, clock, bodies: server.asked.map(({ body }) => body) };
}

test("sends each row as JSON, with a key of its own", async () => {
  const { server, bodies, failed } = await send({ params: { concurrency: 1 } });
  expect(failed).toEqual([]);
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual(ROWS);
  expect(server.asked[0]).toMatchObject({
    method: "POST",
    url: "/in",
    headers: { "content-type": "application/json" },
  });
  const keys = server.asked.map(({ headers }) => headers["idempotency-key"]);
  expect(new Set(keys).size).toBe(3);
  expect(keys.every((key) => /^[0-9a-f]{32}$/.test(String(key)))).toBe(true);
});

test.each([
  [
    "array",
    "application/json",
    '[{"id":1,"name":"a/b"},{"id":2,"name":null}]',
    '[{"id":3,"name":"say \\"x\\""}]',
  ],
  [
    "lines",
    "application/x-ndjson",
    '{"id":1,"name":"a/b"}\n{"id":2,"name":null}\n',
    '{"id":3,"name":"say \\"x\\""}\n',
  ],
])("sends several rows together as %s", async (batchFormat, type, first, second) => {
  const { server, bodies } = await send({ params: { batchRows: 2, batchFormat, concurrency: 1 } });
  expect(bodies).toEqual([first, second]);
  expect(server.asked[0].headers["content-type"]).toBe(type);
});

test("values stay values: in the address, in headers, in JSON and in forms", async () => {
  const rows = [{ id: 7, name: 'a/b?c&d="é"' }];
  const json = await send({
    rows,
    path: "/items/{name}",
    params: {
      method: "PUT",
      body: "json-template",
      template: '{"n": {id}, "t": {name}, "say": "it is {name}, no {id}", "in": {"k": {id}}}',
      headers: { "X-Id": "row {id}", "Content-Type": "application/merge-patch+json" },
    },
  });
  expect(json.server.asked[0]).toMatchObject({
    method: "PUT",
    url: `/items/${encodeURIComponent(rows[0].name)}`,
    headers: { "x-id": "row 7", "content-type": "application/merge-patch+json" },
  });
  expect(JSON.parse(json.bodies[0])).toEqual({
    n: 7,
    t: rows[0].name,
    say: `it is ${rows[0].name}, no 7`,
    in: { k: 7 },
  });
  const form = await send({ rows, params: { body: "form-template", template: "a={name}&b={id}" } });
  expect(Object.fromEntries(new URLSearchParams(form.bodies[0]))).toEqual({ a: rows[0].name, b: "7" });
});

test.each<[string, Cell, Record<string, unknown>, string]>([
  ["no value for the address", null, {}, "no value"],
  ["a step upwards", "..", {}, "leads elsewhere"],
  ["half a sign", "\ud800", {}, "whole text"],
  ["a line end in a header", "a\r\nX-Admin: 1", { headers: { "X-Name": "{name}" } }, "line end"],
  ["a sign that no header holds", "日", { headers: { "X-Name": "{name}" } }, "no header"],
])("a row that does not fit fails, the others are sent: %s", async (_, name, params, cause) => {
  const path = "headers" in params ? "/in" : "/in/{name}";
  const rows = [
    { id: 1, name },
    { id: 2, name: "good" },
  ];
  const { server, failed } = await send({ rows, path, params });
  expect(failed).toMatchObject([{ row: 0, code: "HTTP_TEMPLATE_VALUE", column: "name" }]);
  expect(failed[0].cause).toContain(cause);
  expect(server.asked).toHaveLength(1);
  expect(JSON.stringify(server.asked[0].headers)).not.toContain("admin");
});

test("a row without a value names the kind that fills it, as the palette calls it", async () => {
  const rows = [{ id: 1, name: null }];
  const { failed } = await send({ rows, path: "/in/{name}" });
  expect(failed[0].hint).toContain(`"${impute.title}"`);
});

test("a row that the server does not take fails with status and the beginning of its words", async () => {
  const answer: Answer = ({ body }, response) =>
    body.includes('"id":2')
      ? sendJson(response, { error: "name is missing" }, { status: 422 })
      : ok({} as never, response, 0);
  const { failed, server } = await send({ answer });
  expect(failed).toMatchObject([{ row: 1, code: "HTTP_STATUS" }]);
  expect(failed[0].cause).toBe(
    `${new URL(server.url).host}/in answers HTTP 422: {"error":"name is missing"}`,
  );
});

test("what counts as success is set; a redirect is none", async () => {
  const conflict = await send({
    answer: (_, response) => sendJson(response, {}, { status: 409 }),
    params: { success: "2xx, 409" },
  });
  expect(conflict.failed).toEqual([]);
  const moved = await send({ answer: (_, response) => response.writeHead(301, { location: "/b" }).end() });
  expect(moved.failed[0].cause).toContain("HTTP 301 to /b");
  expect(moved.server.asked).toHaveLength(3);
});

test("what is sent again has the same key", async () => {
  const { server, clock, failed } = await send({
    rows: ROWS.slice(0, 1),
    answer: (_, response, i) => {
      if (i === 0) response.destroy();
      else sendJson(response, {}, { status: i === 1 ? 429 : 200, headers: { "retry-after": "3" } });
    },
  });
  expect(failed).toEqual([]);
  expect(new Set(server.asked.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  expect(server.asked).toHaveLength(3);
  expect(clock.pauses).toHaveLength(2);
  expect(clock.pauses[1]).toBe(3000);
});

test("a pause that is longer than anybody waits: the row says so, and what to raise", async () => {
  const { server, failed } = await send({
    rows: ROWS.slice(0, 1),
    params: { longestWaitSeconds: 60 },
    answer: (_, response) => sendJson(response, {}, { status: 429, headers: { "retry-after": "600" } }),
  });
  expect(server.asked).toHaveLength(1);
  expect(failed[0].hint).toContain(
    "asks for a pause of 600 seconds, longer than Longest pause (longestWaitSeconds)",
  );
});

test("no more are under way than may be", async () => {
  const waiting: (() => void)[] = [];
  const rows = Array.from({ length: 9 }, (_, id) => ({ id, name: "x" }));
  const { server } = await send({
    rows,
    params: { concurrency: 3 },
    answer: (request, response, i) => {
      waiting.push(() => ok(request, response, i));
      if (waiting.length === 3) for (const go of waiting.splice(0)) go();
    },
  });
  expect(server.mostAtOnce()).toBe(3);
});

test("what ends the run ends it for all that are under way together: nothing more is sent", async () => {
  let sent = 0;
  const network: Network = {
    async send({ url }) {
      if (sent++ === 0)
        throw new MillraceError("HTTP_OFFLINE", { message: "No.", hint: "None.", fatal: true });
      await new Promise(setImmediate);
      return { status: 200, headers: {}, url, pieces: (async function* () {})(), end: () => {} };
    },
  };
  const run = runNode(httpRequest, {
    params: { url: "https://example.org/", concurrency: 2 },
    inputs: { in: [frameOf(schema, [...ROWS, ...ROWS, ...ROWS])] },
    host: { network, clock: quickClock(), secrets },
  });
  await expect(run).rejects.toMatchObject({ code: "HTTP_OFFLINE" });
  expect(sent).toBe(2);
});

test("a dry run shows what would be sent and opens no connection", async () => {
  const { server, effects } = await send({ dryRun: true, params: { auth: "bearer", secret: "TOKEN" } });
  expect(server.connections()).toBe(0);
  expect(effects).toMatchObject([{ rows: 3, summary: `send 3 rows by POST to ${server.url}/in` }]);
  expect(effects[0].details?.[0]).toBe(
    `POST ${server.url}/in  content-type: application/json  Authorization: Bearer [secret TOKEN]  {"id":1,"name":"a/b"}`,
  );
});

test.each([
  [{ url: "https://{name}.example.org/" }, "HTTP_ADDRESS"],
  [{ url: "https://x/{nam}" }, "COLUMN_UNKNOWN"],
  [{ url: "https://x/{name}", batchRows: 2 }, "HTTP_BATCH"],
  [{ method: "GET" }, "HTTP_BODY"],
  [{ body: "json-template", template: '{"a": {name}' }, "HTTP_TEMPLATE"],
  [{ success: "good" }, "HTTP_SUCCESS"],
  [{ idempotencyHeader: "a b" }, "HTTP_HEADER"],
  [{ headers: { "X-A": "a\nb" } }, "HTTP_HEADER"],
])("params that cannot be: %j", async (params, code) => {
  const { issues } = await send({ params: { url: "https://example.org/", ...params } });
  expect(issues.map((issue) => issue.code)).toContain(code);
});
