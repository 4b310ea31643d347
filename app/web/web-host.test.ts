// The browser host keeps out whoever did not get the link, and serves the page to whoever did.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WebSocket } from "ws";
import { makeBridge } from "../bridge/bridge.ts";
import { encode } from "../bridge/codec.ts";
import { cookieOf, get, openLink, upgrade } from "../../tests/support/web-client.ts";
import { folderOpener, openerFor } from "./open-browser.ts";
import { startWebHost, type WebHost } from "./web-host.ts";

const ENGINE = resolve(import.meta.dirname, "../../dist/editor-engine.js");

let folder: string;
let host: WebHost;
let cookie: string;

const start = (port?: number) =>
  startWebHost({
    engine: ENGINE,
    page: join(folder, "page"),
    templates: folder,
    version: "0",
    appData: join(folder, "app-data"),
    port,
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-web-"));
  await mkdir(join(folder, "page/assets"), { recursive: true });
  await writeFile(join(folder, "page/index.html"), "<!doctype html><title>Millrace</title>");
  await writeFile(join(folder, "page/assets/app-1a2b.js"), "export {};");
  await writeFile(join(folder, "secret.txt"), "secret");
  host = await start();
  cookie = await cookieOf(host.link);
});
afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

const origin = () => `http://127.0.0.1:${host.port}`;

describe("the link", () => {
  test("has a secret of 128 bits that is new with every start", async () => {
    const other = await start();
    const tokens = [host, other].map(({ link }) => new URL(link).searchParams.get("token")!);
    await other.close();
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  test("becomes a cookie that scripts cannot read and other sites cannot send, and leaves the address", async () => {
    const { pathname, search } = new URL(host.link);
    const { status, headers } = await get(host.port, pathname + search);
    expect({ status, location: headers.location }).toEqual({ status: 303, location: "/" });
    expect(headers["set-cookie"]![0]).toMatch(
      new RegExp(`^millrace-${host.port}=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    expect(headers["referrer-policy"]).toBe("no-referrer");
  });

  test("works from a page of another site, whose redirects carry no cookie", async () => {
    const { pathname, search } = new URL(host.link);
    const { status, headers, text } = await get(host.port, pathname + search, {
      "Sec-Fetch-Site": "cross-site",
    });
    expect(status).toBe(200);
    expect(headers["set-cookie"]).toHaveLength(1);
    expect(text).toContain('content="0;url=/"');
  });

  test.each(["", "0", "0".repeat(32), "\u00e9"])("with the token %j is refused", async (token) => {
    const { status, headers } = await get(host.port, `/?token=${encodeURIComponent(token)}`);
    expect(status).toBe(403);
    expect(headers["set-cookie"]).toBeUndefined();
  });
});

describe("HTTP", () => {
  test("serves the page and its files to whoever has the cookie", async () => {
    const page = await get(host.port, "/", { Cookie: cookie });
    expect(page).toMatchObject({ status: 200, headers: { "cache-control": "no-store" } });
    expect(page.text).toContain("Millrace");
    const script = await get(host.port, "/assets/app-1a2b.js", { Cookie: `a=b; ${cookie}` });
    expect(script).toMatchObject({
      status: 200,
      headers: {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
      },
    });
    expect(await get(host.port, "/", { Cookie: cookie }, "HEAD")).toMatchObject({ status: 200, text: "" });
  });

  test("lets the page load and connect to nothing but itself", async () => {
    const { headers } = await get(host.port, "/", { Cookie: cookie });
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  test.each(["/", "/assets/app-1a2b.js", "/secret.txt"])("refuses %s without the cookie", async (path) => {
    expect((await get(host.port, path)).status).toBe(403);
    const wrong = `millrace-${host.port}=${"0".repeat(32)}`;
    expect((await get(host.port, path, { Cookie: wrong })).status).toBe(403);
    const otherName = cookie.replace(`millrace-${host.port}`, "millrace-1");
    expect((await get(host.port, path, { Cookie: otherName })).status).toBe(403);
  });

  test.each(["evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:PORT"])(
    "refuses the host name %s, also with cookie and token",
    async (name) => {
      const Host = name.replace("PORT", String(host.port));
      expect((await get(host.port, "/", { Host, Cookie: cookie })).status).toBe(421);
      const { pathname, search } = new URL(host.link);
      const answer = await get(host.port, pathname + search, { Host });
      expect(answer.status).toBe(421);
      expect(answer.headers["set-cookie"]).toBeUndefined();
    },
  );

  test("answers to localhost", async () => {
    const headers = { Host: `localhost:${host.port}`, Cookie: cookie };
    expect((await get(host.port, "/", headers)).status).toBe(200);
  });

  test.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%5c..%5csecret.txt",
    "//secret.txt",
    "/assets",
    "/index.html/",
    "/\0",
  ])("%j leads nowhere", async (path) => {
    const answer = await get(host.port, encodeURI(path).replaceAll("%25", "%"), { Cookie: cookie });
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain("secret");
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS"])("refuses %s", async (method) => {
    const headers = { Cookie: cookie, Origin: "https://evil.example" };
    expect((await get(host.port, "/", headers, method)).status).toBe(405);
  });

  test("says what to do when the page is not built", async () => {
    const bare = await startWebHost({
      engine: ENGINE,
      page: join(folder, "nothing"),
      templates: folder,
      version: "0",
      appData: folder,
    });
    const answer = await get(bare.port, "/", { Cookie: await cookieOf(bare.link) });
    await bare.close();
    expect(answer).toMatchObject({ status: 503, text: expect.stringContaining("npm run build") as string });
  });
});

describe("the WebSocket", () => {
  test.each([
    ["another origin", { Origin: "https://evil.example" }, 403],
    ["another port of this machine", { Origin: "http://127.0.0.1:1" }, 403],
    ["the origin of a sandboxed page", { Origin: "null" }, 403],
    ["another host name", { Host: "evil.example" }, 421],
    ["no cookie", { Cookie: "" }, 403],
    ["a wrong cookie", { Cookie: "millrace-1=0" }, 403],
  ])("refuses %s", async (_, wrong, status) => {
    expect(await upgrade(host.port, { Origin: origin(), Cookie: cookie, ...wrong })).toEqual({ status });
  });

  test("refuses no origin, and other paths", async () => {
    expect(await upgrade(host.port, { Cookie: cookie })).toEqual({ status: 403 });
    const headers = { Origin: origin(), Cookie: cookie };
    expect(await upgrade(host.port, headers, "/other")).toEqual({ status: 404 });
  });

  test.each([
    ["text", "hello", 1003],
    ["bytes that are no message", new Uint8Array([1, 2, 3]), 1007],
    ["a message that is no call", encode({ event: "x" }), 1007],
  ])("closes on %s", async (_, message, code) => {
    const opened = await upgrade(host.port, { Origin: origin(), Cookie: cookie });
    const { socket } = opened as { socket: WebSocket };
    const closed = new Promise((closedWith) => socket.on("close", closedWith));
    socket.send(message);
    expect(await closed).toBe(code);
  });

  test("a page that comes back under its name finds its workflows; another does not", async () => {
    const page = await openLink(host.link, "p1");
    const { session } = await makeBridge(page).document.create({});
    const journal = { session, commands: [{ do: "remove-node", node: "a" }] };
    const other = await openLink(host.link);
    await expect(other.ask("document.journal", journal)).rejects.toMatchObject({
      failure: { code: "SESSION_UNKNOWN" },
    });
    await page.close();
    const again = await openLink(host.link, "p1");
    expect(await again.ask("document.journal", journal)).toEqual({});
    await makeBridge(again).document.close({ session });
    await again.close();
    await other.close();
  });

  test("two pages under one name do not share a window", async () => {
    const [one, two] = [await openLink(host.link, "same"), await openLink(host.link, "same")];
    const { session } = await makeBridge(one).document.create({});
    await expect(two.ask("document.close", { session })).rejects.toMatchObject({
      failure: { code: "SESSION_UNKNOWN" },
    });
    await one.close();
    await two.close();
  });
});

describe("the port", () => {
  test("is refused when another program has it", async () => {
    await expect(start(host.port)).rejects.toMatchObject({ code: "PORT_UNUSABLE" });
  });

  test("that is usual gives way to one that is free", async () => {
    const blocker = createServer();
    // Whoever has it, it is taken now.
    await new Promise<void>((taken) => {
      blocker.once("error", () => taken());
      blocker.listen(4871, "127.0.0.1", () => taken());
    });
    const other = await start();
    expect(other.port).not.toBe(4871);
    await other.close();
    blocker.close();
  });
});

test("closing ends the server and its connections", async () => {
  const other = await start();
  const page = await openLink(other.link);
  await other.close();
  await expect(page.ask("app.info", {})).rejects.toMatchObject({ failure: { code: "HOST_GONE" } });
  await expect(get(other.port, "/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

describe("the browser", () => {
  test.each([
    ["linux", {}, null],
    ["linux", { DISPLAY: ":0" }, ["xdg-open", "URL"]],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, ["xdg-open", "URL"]],
    ["darwin", {}, ["open", "URL"]],
    ["win32", {}, ["rundll32", "url.dll,FileProtocolHandler", "URL"]],
  ] as const)("on %s with %j is opened by %j", (platform, env, expected) => {
    expect(openerFor("URL", platform, env)).toEqual(expected);
  });

  test.each([
    ["linux", {}, null],
    ["linux", { DISPLAY: ":0" }, ["xdg-open", "/a b"]],
    ["darwin", {}, ["open", "/a b"]],
    ["win32", {}, ["explorer.exe", "/a b"]],
  ] as const)("on %s with %j has a folder shown by %j", (platform, env, expected) => {
    expect(folderOpener("/a b", platform, env)).toEqual(expected);
  });
});
