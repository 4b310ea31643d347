// http-json: servers that do not do what they should, each with the code that says so.

import type { IncomingHttpHeaders } from "node:http";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { openNetwork } from "../../../engine/host/network.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { httpServer, sendJson, type Answer } from "../../../tests/support/http-server.ts";
import { quickClock } from "../../../tests/support/quick-clock.ts";
import httpJson from "./http-json.ts";

const secrets = { get: async () => "s3cret-value" };

function run(url: string, params: Record<string, unknown> = {}) {
  const host = { network: openNetwork(), clock: quickClock(), secrets };
  const all = { url, types: { id: "int64" }, retries: 1, auth: "bearer", secret: "TOKEN", ...params };
  return runNode(httpJson, { params: all, host });
}

const text = (
  body: string | Uint8Array,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => {
  return (_, response) => {
    response.writeHead(200, { "content-type": type, ...headers });
    response.end(body);
  };
};
const status =
  (code: number): Answer =>
  (_, response) =>
    sendJson(response, { error: "so it is" }, { status: code });
const ITEM = [{ id: 1 }];

test.each<[string, Answer, Record<string, unknown>, string, string]>([
  ["401", status(401), {}, "HTTP_STATUS", "check Sign-in"],
  ["404", status(404), {}, "HTTP_STATUS", "check the address"],
  ["500", status(500), {}, "HTTP_STATUS", "try again later"],
  ["no answer in time", () => {}, { timeoutSeconds: 0.1, retries: 0 }, "HTTP_TIMEOUT", "timeoutSeconds"],
  [
    "half a page",
    (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('[{"id":1},', () => response.destroy());
    },
    {},
    "HTTP_BROKEN",
    "Try again",
  ],
  ["a web page", text("<!doctype html><p>Sign in", "text/html"), {}, "HTTP_NOT_JSON", "sign-in"],
  ["a web page that says it is JSON", text("<html>", "application/json"), {}, "HTTP_NOT_JSON", "sign-in"],
  ["broken JSON", text('[{"id":1},', "application/json"), {}, "HTTP_NOT_JSON", "cut off"],
  [
    "bytes that are no text",
    text(Uint8Array.of(0x5b, 0xff, 0x5d), "application/json"),
    {},
    "HTTP_NOT_JSON",
    "address",
  ],
  [
    "JSON that is no list",
    text('{"data":{"items":[]}}', "application/json"),
    {},
    "HTTP_NO_LIST",
    "data.items",
  ],
  [
    "a list that is nested too deep",
    text("[".repeat(2e5) + "]".repeat(2e5), "application/json"),
    {},
    "HTTP_NO_LIST",
    "Rows (rows)",
  ],
  ["a list of numbers", text("[1,2]", "application/json"), {}, "HTTP_NO_LIST", "Rows (rows)"],
  [
    "a path that is not there",
    text('{"a":[]}', "application/json"),
    { rows: "b" },
    "HTTP_NO_LIST",
    "Lists stand at: a",
  ],
  [
    "links that lead in a circle",
    ({ url }, response) =>
      sendJson(response, [{ id: url.length }], { headers: { link: `<${url}>; rel="next"` } }),
    { paging: "link-header" },
    "HTTP_PAGES_CIRCLE",
    "paging",
  ],
  [
    "the same page again and again",
    (_, response) => sendJson(response, ITEM),
    { paging: "page" },
    "HTTP_PAGES_CIRCLE",
    "parameter",
  ],
  [
    "pages without rows, of which more follow for ever",
    (_, response) => sendJson(response, { items: [], more: true }),
    { paging: "page", rows: "items", moreAt: "more" },
    "HTTP_PAGES_EMPTY",
    "moreAt",
  ],
  [
    "an offset behind which there is nothing, and more is said to follow",
    ({ url }, response) => sendJson(response, { items: url.endsWith("=0") ? ITEM : [], more: true }),
    { paging: "offset", rows: "items", moreAt: "more" },
    "HTTP_PAGES_EMPTY",
    "paging",
  ],
  [
    "links without an end",
    (_, response, i) => sendJson(response, [{ id: i }], { headers: { link: `</?p=${i}>; rel="next"` } }),
    { paging: "link-header", maxPages: 5 },
    "HTTP_PAGES_MANY",
    "maxPages",
  ],
  [
    "a next page that is no address",
    (_, response) => sendJson(response, ITEM, { headers: { link: '<file:///etc/passwd>; rel="next"' } }),
    { paging: "link-header" },
    "HTTP_NEXT_PAGE",
    "nextAt",
  ],
  [
    "redirects in a circle",
    ({ url }, response) => response.writeHead(302, { location: url === "/" ? "/b" : "/" }).end(),
    {},
    "HTTP_REDIRECT",
    "in the end",
  ],
  [
    "a bomb of gzip",
    text(gzipSync(new Uint8Array(20 * 1024 * 1024)), "application/json", { "content-encoding": "gzip" }),
    { maxMegabytes: 1 },
    "HTTP_TOO_LARGE",
    "maxMegabytes",
  ],
  [
    "gzip that is cut off",
    text(gzipSync("[".padEnd(1000)).subarray(0, 20), "application/json", { "content-encoding": "gzip" }),
    {},
    "HTTP_BROKEN",
    "Try again",
  ],
  [
    "an unknown packing",
    text("x", "application/json", { "content-encoding": "zstd" }),
    {},
    "HTTP_BROKEN",
    "server",
  ],
])("%s", async (_, answer, params, code, hint) => {
  const server = await httpServer(answer);
  const failed = run(`${server.url}/`, params);
  await expect(failed).rejects.toMatchObject({
    code,
    details: { hint: expect.stringContaining(hint) as string },
  });
  await expect(failed).rejects.not.toMatchObject({
    details: { got: expect.stringContaining("s3cret") as string },
  });
});

function expectNothingPrivate(headers: IncomingHttpHeaders): void {
  for (const name of ["authorization", "cookie", "x-key"]) expect(headers).not.toHaveProperty(name);
}

test.each([
  ["", '[{"id":5}]'],
  ["d", '{"d":[{"id":5}]}'],
])("a byte order mark in front of the answer is passed over (rows: %j)", async (rows, body) => {
  const server = await httpServer(text(`\ufeff${body}`, "application/json"));
  const { outputs } = await run(server.url, { rows });
  expect(outputs.out[0].row(0)).toEqual({ id: 5n });
});

test.each(["[", '{"a":'])("a value that is nested very deep (%s) ends nothing", async (open) => {
  const deep = `${open.repeat(2e5)}1${(open === "[" ? "]" : "}").repeat(2e5)}`;
  const server = await httpServer(text(`[{"id":1,"x":${deep}},{"id":2,"x":1}]`, "application/json"));
  const { outputs } = await run(server.url, { look: true });
  expect(
    outputs.out.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row).id)),
  ).toEqual([1n, 2n]);
});

test("packed answers are unpacked", async () => {
  const server = await httpServer(
    text(gzipSync('[{"id":5}]'), "application/json", { "content-encoding": "gzip" }),
  );
  const { outputs } = await run(server.url);
  expect(outputs.out[0].row(0)).toEqual({ id: 5n });
});

test("a redirect to another host is followed, and the secret stays at home", async () => {
  const other = await httpServer((_, response) => sendJson(response, ITEM));
  const server = await httpServer((_, response) =>
    response.writeHead(302, { location: `${other.url}/x` }).end(),
  );
  const headers = { Cookie: "sess=1", "X-Key": "2", Accept: "application/x+json" };
  const { outputs, warnings } = await run(server.url, { headers });
  expect(outputs.out[0].length).toBe(1);
  expect(server.asked[0].headers).toMatchObject({
    authorization: "Bearer s3cret-value",
    cookie: "sess=1",
    "x-key": "2",
    accept: "application/x+json",
  });
  expect(other.asked[0].url).toBe("/x");
  expect(other.asked[0].headers).toMatchObject({ accept: "application/x+json" });
  expectNothingPrivate(other.asked[0].headers);
  expect(warnings).toEqual([expect.stringMatching(`HTTP_NEXT_ELSEWHERE.* sends on to ${other.url}`)]);
});

test("a next page at another host is told, and asked without the secret", async () => {
  const other = await httpServer((_, response) => sendJson(response, [{ id: 2 }]));
  const server = await httpServer((_, response) =>
    sendJson(response, ITEM, { headers: { link: `<${other.url}/2>; rel="next"` } }),
  );
  const { warnings } = await run(server.url, { paging: "link-header", headers: { Cookie: "sess=1" } });
  expectNothingPrivate(other.asked[0].headers);
  expect(warnings).toEqual([expect.stringContaining("HTTP_NEXT_ELSEWHERE")]);
});

test("headers that say who asks go to no other host either, by a redirect or a next page", async () => {
  const other = await httpServer((_, response) => sendJson(response, [{ id: 2 }]));
  const server = await httpServer(({ url }, response) => {
    if (url === "/away") response.writeHead(302, { location: `${other.url}/1` }).end();
    else sendJson(response, ITEM, { headers: { link: `<${other.url}/2>; rel="next"` } });
  });
  const headers = { Cookie: "session=1", Authorization: "Basic bTpw", "X-Source": "millrace" };
  const signedIn = { auth: "none", headers, paging: "link-header" };
  await run(`${server.url}/away`, signedIn);
  await run(server.url, signedIn);
  expect(server.asked[1].headers).toMatchObject({ cookie: "session=1", authorization: "Basic bTpw" });
  expect(other.asked.map(({ url, headers: got }) => [url, got.cookie, got.authorization])).toEqual([
    ["/1", undefined, undefined],
    ["/2", undefined, undefined],
  ]);
  expect(other.asked[0].headers["x-source"]).toBeUndefined();
});

test("nobody there", async () => {
  await expect(run("http://127.0.0.1:9/")).rejects.toMatchObject({ code: "HTTP_UNREACHABLE" });
});

test.each([
  [{ auth: "header", authName: "" }, "Header or parameter (authName) is empty, and the sign-in needs it."],
  [{ auth: "header", authName: "a b" }, "Header or parameter (authName) does not fit the sign-in."],
  [{ secret: "" }, "Secret (secret) is empty, and the sign-in needs it."],
])("a sign-in that cannot be names the field: %j", async (params, message) => {
  const { issues } = await run("https://example.org/", params);
  expect(issues.map((issue) => issue.message)).toContain(message);
});

test.each([
  [{ url: "ftp://x/y" }, "HTTP_ADDRESS"],
  [{ url: "https://me:pass@x/y" }, "HTTP_ADDRESS"],
  [{ headers: { "X-A": "1\r\nX-B: 2" } }, "HTTP_HEADER"],
  [{ headers: { "X A": "1" } }, "HTTP_HEADER"],
  [{ headers: { Host: "other" } }, "HTTP_HEADER"],
  [{ secret: "" }, "HTTP_SIGN_IN"],
  [{ auth: "header", authName: "a b" }, "HTTP_SIGN_IN"],
  [{ types: {} }, "HTTP_COLUMNS_UNKNOWN"],
  [{ rows: "a..b" }, "HTTP_PATH"],
  [{ rows: String.raw`["\x"]` }, "HTTP_PATH"],
  [{ paging: "cursor", nextAt: "" }, "HTTP_PATH"],
])("params that cannot be: %j", async (params, code) => {
  const { issues, outputs } = await run("https://example.org/", params);
  expect(issues.map((issue) => issue.code)).toContain(code);
  expect(outputs).toEqual({});
});
