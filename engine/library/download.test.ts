// Downloads from a server that misbehaves: what comes is whole and right, or nothing is taken for it.

import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Clock } from "../sdk/services.ts";
import {
  broken,
  chunked,
  file,
  lyingLength,
  rudeServer,
  stalled,
  status,
  whole,
  type Answering,
  type RudeServer,
} from "../../tests/support/rude-server.ts";
import { download, type Wanted } from "./download.ts";
import { Network } from "./network.ts";

const BYTES = randomBytes(200_000);
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Waits for nothing. */
const clock: Clock = {
  now: () => 0,
  monotonic: () => 0,
  sleep: async () => {},
  within: (_, work) => work(),
};

function setting({ offline = false, stallMs = 5000 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "millrace-download-"));
  const network = new Network({ offline, stallMs });
  onTestFinished(async () => {
    await network.close();
    rmSync(folder, { recursive: true });
  });
  const get = (server: RudeServer, wanted: Partial<Wanted> = {}, signal?: AbortSignal) =>
    download(
      { url: new URL("/model.onnx", server.url), ...wanted },
      { folder, network, clock, signal },
      async (found) => ({ ...found, bytes: readFileSync(found.path) }),
    );
  return { folder, network, get };
}

test("a good server: the bytes come, with their fingerprint, and nothing is left behind", async () => {
  const server = await rudeServer(file(BYTES));
  const { get, folder } = setting();
  const found = await get(server, { size: BYTES.length, sha256: sha256(BYTES) });
  expect(Buffer.compare(found.bytes, BYTES)).toBe(0);
  expect(found).toMatchObject({ size: BYTES.length, sha256: sha256(BYTES), fileName: "model.onnx" });
  expect(readdirSync(folder)).toEqual([]);
});

test("an empty file is a file", async () => {
  const server = await rudeServer(file(Buffer.alloc(0)));
  expect((await setting().get(server)).size).toBe(0);
});

test("a broken connection goes on where it broke, and only while the file is the same", async () => {
  const server = await rudeServer(broken(BYTES, 70_000), broken(BYTES, 50_000), file(BYTES));
  const { bytes } = await setting().get(server, { sha256: sha256(BYTES) });
  expect(Buffer.compare(bytes, BYTES)).toBe(0);
  const [first, second, third] = server.asked;
  expect([first.range, second.range !== null, third.range !== null]).toEqual([null, true, true]);
  expect(second.ifRange).toMatch(/^"/);
});

test("a server that ignores Range is listened to from the beginning", async () => {
  const server = await rudeServer(broken(BYTES, 70_000), whole(BYTES));
  const { bytes } = await setting().get(server);
  expect(Buffer.compare(bytes, BYTES)).toBe(0);
});

test("a file that changes between two tries is not mixed with the old one", async () => {
  const other = randomBytes(150_000);
  const server = await rudeServer(broken(BYTES, 70_000), file(other));
  const { bytes } = await setting().get(server);
  expect(Buffer.compare(bytes, other)).toBe(0);
});

test("a server that sends another part than it was asked for is asked for all of it", async () => {
  const wrongPart: Answering = (_request, response) => {
    response.writeHead(206, { "content-range": `bytes 0-9/${BYTES.length}`, "content-length": 10 });
    response.end(BYTES.subarray(0, 10));
  };
  const server = await rudeServer(broken(BYTES, 70_000), wrongPart, file(BYTES));
  const { bytes } = await setting().get(server);
  expect(Buffer.compare(bytes, BYTES)).toBe(0);
});

test("a server that no longer has what was begun (416) is asked for all of it", async () => {
  const server = await rudeServer(broken(BYTES, 70_000), status(416), file(BYTES));
  expect((await setting().get(server)).size).toBe(BYTES.length);
});

test("a download that breaks for ever ends, keeps what came, and the next one goes on from it", async () => {
  const server = await rudeServer(broken(BYTES, 70_000), status(503));
  const { get, folder } = setting();
  const thrown = await get(server).catch((error: unknown) => error);
  expect(thrown).toMatchObject({
    code: "DOWNLOAD_BROKEN",
    details: {
      hint: expect.stringContaining("goes on") as string,
      file: expect.stringContaining(folder) as string,
    },
  });
  expect(server.asked.length).toBeLessThan(10);
  server.answerWith(file(BYTES));
  const { bytes } = await get(server);
  expect(Buffer.compare(bytes, BYTES)).toBe(0);
  expect(server.asked.at(-1)!.range).toMatch(/^bytes=[1-9]/);
});

test("a server that stops sending is left after a while, and asked for the rest", async () => {
  const server = await rudeServer(stalled(BYTES, 70_000), file(BYTES));
  const { bytes } = await setting({ stallMs: 300 }).get(server);
  expect(Buffer.compare(bytes, BYTES)).toBe(0);
});

test.each([
  ["more than it says", BYTES.length - 500],
  ["less than it says", BYTES.length + 500],
])("a server that sends %s is found out by the length that is known", async (_what, said) => {
  const server = await rudeServer(lyingLength(BYTES, said));
  const { get, folder } = setting();
  await expect(get(server, { size: BYTES.length })).rejects.toMatchObject({
    code: "DOWNLOAD_LENGTH",
    details: { expected: `${BYTES.length} bytes`, got: expect.stringContaining(`${said} bytes`) as string },
  });
  expect(readdirSync(folder)).toEqual([]);
});

test("a body that ends before its length, again and again, is never taken for the file", async () => {
  const server = await rudeServer(lyingLength(BYTES, BYTES.length + 500));
  await expect(setting().get(server)).rejects.toMatchObject({ code: "DOWNLOAD_BROKEN" });
});

test("without a length in the head, more than is known ends it", async () => {
  const server = await rudeServer(chunked(BYTES));
  await expect(setting().get(server, { size: 1000 })).rejects.toMatchObject({ code: "DOWNLOAD_LENGTH" });
});

test.each([
  ["sha256", { sha256: sha256(BYTES) }],
  ["integrity", { integrity: `sha512-${createHash("sha512").update(BYTES).digest("base64")}` }],
] as const)(
  "wrong bytes of the right length are refused by their %s, and not kept",
  async (_what, wanted) => {
    const server = await rudeServer(file(randomBytes(BYTES.length)));
    const { get, folder } = setting();
    await expect(get(server, wanted)).rejects.toMatchObject({ code: "DOWNLOAD_DIFFERS" });
    expect(readdirSync(folder)).toEqual([]);
    server.answerWith(file(BYTES));
    expect((await get(server, wanted)).size).toBe(BYTES.length);
  },
);

test("what was begun of wrong bytes is fetched anew once it is whole", async () => {
  // No mark: only the fingerprint tells that the rest does not belong to the beginning.
  const wrong = randomBytes(BYTES.length);
  const unmarked: Answering = (_request, response) => {
    response.writeHead(200, { "content-length": wrong.length });
    response.write(wrong.subarray(0, 70_000), () => response.socket?.destroy());
  };
  const server = await rudeServer(unmarked, file(BYTES));
  const { bytes } = await setting().get(server, { sha256: sha256(BYTES) });
  expect(Buffer.compare(bytes, BYTES)).toBe(0);
});

test.each([
  ["by its type", whole(Buffer.from("<p>Sign in</p>"), { "content-type": "text/html; charset=utf-8" })],
  ["by how it begins", whole(Buffer.from("<!DOCTYPE html><title>Sign in</title>"))],
])("a web page in place of the file is known %s", async (_what, answer) => {
  const server = await rudeServer(answer);
  await expect(setting().get(server)).rejects.toMatchObject({ code: "DOWNLOAD_PAGE" });
});

test("redirects in a circle end", async () => {
  const server = await rudeServer((request, response) => {
    response.writeHead(302, { location: request.url === "/a" ? "/b" : "/a" });
    response.end();
  });
  await expect(setting().get(server)).rejects.toMatchObject({ code: "DOWNLOAD_REDIRECTS" });
  expect(server.asked.length).toBeLessThan(6);
});

test("redirects without end, each to another place, end too", async () => {
  let count = 0;
  const server = await rudeServer((_request, response) => {
    response.writeHead(302, { location: `/${++count}` });
    response.end();
  });
  await expect(setting().get(server)).rejects.toMatchObject({ code: "DOWNLOAD_REDIRECTS" });
});

test("what lets somebody in is not sent on to another server", async () => {
  const store = await rudeServer(file(BYTES));
  const server = await rudeServer(status(302, { location: `${store.url}/elsewhere` }));
  await setting().get(server, { headers: { authorization: "Bearer secret" } });
  expect(server.asked[0].authorization).toBe("Bearer secret");
  expect(store.asked[0]).toMatchObject({ url: "/elsewhere", authorization: null });
});

test.each([404, 401, 403, 410])("HTTP %i is said at once, without another try", async (code) => {
  const server = await rudeServer(status(code));
  await expect(setting().get(server)).rejects.toMatchObject({ code: "DOWNLOAD_REFUSED" });
  expect(server.asked).toHaveLength(1);
});

test("a packed answer, though none was asked for, is refused", async () => {
  const server = await rudeServer(whole(BYTES, { "content-encoding": "gzip" }));
  await expect(setting().get(server)).rejects.toMatchObject({ code: "DOWNLOAD_PACKED" });
});

test("offline, no socket is opened", async () => {
  const server = await rudeServer(file(BYTES));
  await expect(setting({ offline: true }).get(server)).rejects.toMatchObject({ code: "DOWNLOAD_OFFLINE" });
  expect(server.connections()).toBe(0);
});

test("one that is stopped leaves what came for the next", async () => {
  const server = await rudeServer(stalled(BYTES, 70_000));
  const { folder, network } = setting();
  const stop = new AbortController();
  const stopped = download(
    { url: new URL("/model.onnx", server.url) },
    {
      folder,
      network,
      clock,
      signal: stop.signal,
      onBytes: (received) => void (received > 0 && stop.abort(new Error("stopped"))),
    },
    async () => {},
  );
  await expect(stopped).rejects.toThrow("stopped");
  const [part] = readdirSync(folder).filter((name) => name.endsWith(".part"));
  expect(part).toMatch(/^[0-9a-f]{32}\.part$/);
});

test("two at once do not write into one file", async () => {
  const server = await rudeServer(file(BYTES));
  const { get } = setting();
  const both = await Promise.all([get(server), get(server)]);
  for (const { bytes } of both) expect(Buffer.compare(bytes, BYTES)).toBe(0);
});
