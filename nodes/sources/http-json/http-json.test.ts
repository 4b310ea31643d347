// http-json: which pages it asks for, what it reads of them, and that it waits as it is told. The server is a small one of the test.

import { expect, test } from "vitest";
import { openNetwork } from "../../../engine/host/network.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { Secrets } from "../../../engine/sdk/services.ts";
import { httpServer, sendJson, type Answer } from "../../../tests/support/http-server.ts";
import { quickClock } from "../../../tests/support/quick-clock.ts";
import httpJson from "./http-json.ts";

const TYPES = { id: "int64", name: "text" };
const secrets: Secrets = { get: async (name) => (name === "TOKEN" ? "s3cret-value" : null) };

async function read(answer: Answer, params: Record<string, unknown> = {}, path = "/items") {
  const server = await httpServer(answer);
  const clock = quickClock();
  const host = { network: openNetwork(), clock, secrets };
  const result = await runNode(httpJson, {
    params: { url: server.url + path, types: TYPES, ...params },
    host,
  });
  const rows = (result.outputs.out ?? []).flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => frame.row(row)),
  );
  return { ...result, rows, server, clock, urls: server.asked.map(({ url }) => url) };
}

const item = (id: number) => ({ id, name: `n${id}` });

test("reads the rows at a path, nested keys as columns, ids with all of their digits", async () => {
  const text =
    '{"data": {"items": [\n {"id": 9007199254740993,\n "name": "a\\n\\"b\\"]", "at": {"city": "Ulm"}}, {"id": 2}]}}';
  const { rows, outputs, failed } = await read((_, response) => sendJson(response, text), {
    rows: "data.items",
    types: { ...TYPES, "at.city": "text" },
  });
  expect(failed).toEqual([]);
  expect(rows).toEqual([
    { id: 9007199254740993n, name: 'a\n"b"]', "at.city": "Ulm" },
    { id: 2n, name: null, "at.city": null },
  ]);
  expect(outputs.out[0].lineage).toMatchObject({ unit: "row", from: 1, to: 3 });
});

test.each([
  ["a list", {}, '[{"id": 1, "name": "a"}]'],
  ["a list at a path", { rows: "data" }, '{"data": [{"id": 1, "name": "a"}]}'],
])("a byte order mark before %s is no part of it", async (_, params, text) => {
  const { rows, failed } = await read((_, response) => sendJson(response, `\uFEFF${text}`), params);
  expect(failed).toEqual([]);
  expect(rows).toEqual([{ id: 1n, name: "a" }]);
});

test("finds the columns on the first page where a look is allowed, and asks nobody else", async () => {
  const { schemas, rows, server } = await read((_, response) => sendJson(response, [item(1), item(2)]), {
    types: {},
    look: true,
  });
  expect(schemas.out?.fields.map(({ name, type }) => [name, type.type])).toEqual([
    ["id", "float64"],
    ["name", "text"],
  ]);
  expect(rows).toHaveLength(2);
  expect(server.asked).toHaveLength(2);
});

test.each<[string, Record<string, unknown>, Answer, readonly string[]]>([
  [
    "a Link header",
    { paging: "link-header" },
    ({ url }, response) =>
      sendJson(response, [item(1)], {
        headers:
          url === "/items" ? { link: '</first>; rel="first", </items?p=2>; title="a, b"; rel=next' } : {},
      }),
    ["/items", "/items?p=2"],
  ],
  [
    "one of two Link headers",
    { paging: "link-header" },
    ({ url }, response) =>
      sendJson(response, [item(1)], {
        headers: url === "/items" ? { link: ["</style.css>; rel=preload", '</items?p=2>; rel="next"'] } : {},
      }),
    ["/items", "/items?p=2"],
  ],
  [
    "a link in the answer",
    { paging: "next-link", nextAt: "meta.next", rows: "items" },
    ({ url }, response) =>
      sendJson(response, { items: [item(url.length)], meta: { next: url === "/items" ? "?p=2" : null } }),
    ["/items", "/items?p=2"],
  ],
  [
    "a page number",
    { paging: "page", pageSize: 2 },
    ({ url }, response) =>
      sendJson(
        response,
        url.includes("page=3") ? [] : [item(url.length), { id: Number(/page=(\d)/.exec(url)![1]) }],
      ),
    ["/items?page=1&limit=2", "/items?page=2&limit=2", "/items?page=3&limit=2"],
  ],
  [
    "an offset",
    { paging: "offset" },
    ({ url }, response) =>
      sendJson(response, url.endsWith("=3") ? [] : url.endsWith("=0") ? [item(1), item(2)] : [item(3)]),
    ["/items?offset=0", "/items?offset=2", "/items?offset=3"],
  ],
  [
    "a cursor, until nothing more follows",
    { paging: "cursor", nextAt: "next", rows: "items", moreAt: "more" },
    ({ url }, response) =>
      sendJson(response, { items: [item(url.length)], next: "a/b", more: !url.includes("cursor") }),
    ["/items", "/items?cursor=a%2Fb"],
  ],
  [
    "a page number, beyond a page without rows where more follows",
    { paging: "page", rows: "items", moreAt: "more" },
    ({ url }, response) =>
      sendJson(response, { items: url.endsWith("=2") ? [] : [item(url.length)], more: !url.endsWith("=3") }),
    ["/items?page=1", "/items?page=2", "/items?page=3"],
  ],
  [
    "a page number, until no more are left",
    { paging: "page", rows: "items", moreAt: "left" },
    ({ url }, response) =>
      sendJson(response, { items: [item(url.length)], left: url.endsWith("=2") ? 0 : 1 }),
    ["/items?page=1", "/items?page=2"],
  ],
  [
    "an offset, until the answer says no in words",
    { paging: "offset", rows: "items", moreAt: "more" },
    ({ url }, response) =>
      sendJson(response, { items: [item(url.length)], more: url.endsWith("=1") ? "False" : "True" }),
    ["/items?offset=0", "/items?offset=1"],
  ],
])("asks for the next page by %s", async (_, params, answer, expected) => {
  const { urls, failed } = await read(answer, params);
  expect(urls).toEqual(expected);
  expect(failed).toEqual([]);
});

test.each([
  ["bearer", {}, "authorization", "Bearer s3cret-value"],
  ["basic", { authUser: "me" }, "authorization", `Basic ${btoa("me:s3cret-value")}`],
  ["header", { authName: "X-API-Key" }, "x-api-key", "s3cret-value"],
])("signs in by %s", async (auth, more, header, value) => {
  const { server } = await read((_, response) => sendJson(response, [item(1)]), {
    auth,
    secret: "TOKEN",
    ...more,
  });
  expect(server.asked[0].headers[header]).toBe(value);
});

test("signs in by a parameter of the address", async () => {
  const { urls } = await read((_, response) => sendJson(response, [item(1)]), {
    auth: "query",
    secret: "TOKEN",
    authName: "key",
  });
  expect(urls).toEqual(["/items?key=s3cret-value"]);
});

test("a secret that there is not ends the run before anybody is asked", async () => {
  const server = await httpServer((_, response) => sendJson(response, []));
  const params = { url: server.url, types: TYPES, auth: "bearer", secret: "TOKKEN" };
  const run = runNode(httpJson, { params, host: { network: openNetwork(), clock: quickClock(), secrets } });
  await expect(run).rejects.toMatchObject({ code: "SECRET_MISSING", details: { path: "params.secret" } });
  expect(server.connections()).toBe(0);
});

test("tries again after 429 and 503, as long as the server asks for, else twice as long each time", async () => {
  const { rows, clock } = await read(
    (_, response, i) => {
      if (i === 0) sendJson(response, {}, { status: 429, headers: { "retry-after": "7" } });
      else if (i === 1)
        sendJson(response, {}, { status: 503, headers: { "retry-after": "Thu, 01 Jan 2026 00:00:20 GMT" } });
      else if (i < 4) sendJson(response, {}, { status: 500 });
      else sendJson(response, [item(1)]);
    },
    { retries: 4 },
  );
  expect(rows).toHaveLength(1);
  expect(clock.pauses.slice(0, 2)).toEqual([7000, 13_000]);
  const [third, fourth] = clock.pauses.slice(2);
  expect(third).toBeGreaterThanOrEqual(1000);
  expect(third).toBeLessThanOrEqual(2000);
  expect(fourth).toBeGreaterThanOrEqual(2000);
  expect(fourth).toBeLessThanOrEqual(4000);
});

test.each(["-5", "1.5", "0", "soon", "Thu, 01 Jan 2020 00:00:00 GMT"])(
  "a server that asks for a pause of %j gets the usual one",
  async (said) => {
    const { clock } = await read((_, response, i) =>
      i === 0
        ? sendJson(response, {}, { status: 503, headers: { "retry-after": said } })
        : sendJson(response, [item(1)]),
    );
    expect(clock.pauses).toHaveLength(1);
    expect(clock.pauses[0]).toBeGreaterThanOrEqual(250);
    expect(clock.pauses[0]).toBeLessThanOrEqual(500);
  },
);

test("a server that asks for too long a pause is not waited for", async () => {
  const run = read((_, response) =>
    sendJson(response, {}, { status: 503, headers: { "retry-after": "3600" } }),
  );
  await expect(run).rejects.toMatchObject({ code: "HTTP_STATUS" });
});

test("asks no more often than it may", async () => {
  const { clock } = await read(
    ({ url }, response) =>
      sendJson(response, url.endsWith("=3") ? [] : [item(url.charCodeAt(url.length - 1))]),
    { paging: "page", requestsPerSecond: 4 },
  );
  expect(clock.pauses).toEqual([250, 250]);
});

test("keys that Types leaves out are told by the names of their columns, since nobody has looked", async () => {
  const { warnings } = await read(
    (_, response) =>
      sendJson(response, [{ id: 1, name: "a", tags: [1], address: { city: "Ulm", zip: "8" } }]),
    { types: { ...TYPES, "address.city": "text" } },
  );
  expect(warnings).toEqual([
    'JSON_KEY_LATE: The keys "tags", "address.zip" are not among the columns of Types, so they are left out: name what is wanted in Types (types).',
  ]);
});

test("a value that does not fit fails its row alone, with its number over all pages", async () => {
  const { rows, failed } = await read(
    ({ url }, response) =>
      sendJson(
        response,
        url.endsWith("=1") ? [item(1), { id: "x" }] : url.endsWith("=2") ? [7, item(3)] : [],
      ),
    { paging: "page" },
  );
  expect(rows.map(({ id }) => id)).toEqual([1n, 3n]);
  expect(failed.map(({ row, code }) => [row, code])).toEqual([
    [2, "CELL_INVALID"],
    [3, "JSON_NOT_OBJECT"],
  ]);
});
