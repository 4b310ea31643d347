// Proxies of the environment: who is asked through them and how, and what is said of one that does not work.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { httpServer, sendJson } from "../../tests/support/http-server.ts";
import { plainServer } from "../../tests/support/plain-server.ts";
import { openNetwork } from "./network.ts";

beforeEach(() => {
  for (const name of ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"])
    vi.stubEnv(name, undefined);
});
afterEach(() => void vi.unstubAllEnvs());

function ask(url: string) {
  const { signal } = new AbortController();
  return openNetwork().send({ method: "GET", url, headers: {}, timeoutMs: 10_000, signal });
}

test("what is not encrypted is asked of the proxy by its whole address, as all proxies have it", async () => {
  const proxy = await httpServer((_, response) => sendJson(response, []));
  vi.stubEnv("HTTP_PROXY", proxy.url);
  const { status } = await ask("http://shop.invalid/items?a=1");
  expect(status).toBe(200);
  expect(proxy.asked.map(({ url, headers }) => [url, headers.host])).toEqual([
    ["http://shop.invalid/items?a=1", "shop.invalid"],
  ]);
});

test.each([
  [
    "http://shop.invalid/",
    "HTTP_PROXY",
    "http://127.0.0.1:9",
    "the proxy 127.0.0.1:9 (HTTP_PROXY), nothing answers there",
  ],
  [
    "https://shop.invalid/",
    "HTTPS_PROXY",
    "http://127.0.0.1:9",
    "the proxy 127.0.0.1:9 (HTTPS_PROXY), nothing answers there",
  ],
  [
    "http://shop.invalid/",
    "http_proxy",
    "http://gone.invalid:3128",
    "the proxy gone.invalid:3128 (http_proxy), ",
  ],
])("%s with %s=%s: the proxy that cannot be reached is named", async (url, name, value, said) => {
  vi.stubEnv(name, value);
  await expect(ask(url)).rejects.toMatchObject({
    code: "HTTP_UNREACHABLE",
    message: expect.stringContaining(said) as string,
  });
});

test("a proxy that refuses says so itself", async () => {
  vi.stubEnv(
    "HTTPS_PROXY",
    `http://127.0.0.1:${await plainServer("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")}`,
  );
  await expect(ask("https://shop.invalid/")).rejects.toMatchObject({
    code: "HTTP_UNREACHABLE",
    message: expect.stringMatching(/the proxy 127\.0\.0\.1:\d+ refuses it with HTTP 403\.$/) as string,
  });
});

test.each(["garbage", "ftp://proxy.invalid"])(
  "a variable that holds %j is told by its name alone",
  async (value) => {
    vi.stubEnv("HTTP_PROXY", value);
    await expect(ask("http://shop.invalid/")).rejects.toMatchObject({
      code: "HTTP_PROXY_ADDRESS",
      message: expect.not.stringContaining(value) as string,
    });
  },
);
