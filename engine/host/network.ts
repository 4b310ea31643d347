// The network as nodes get it: answers unpacked, within a time, and what goes wrong in words.

import { PassThrough, Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { MillraceError } from "../sdk/errors.ts";
import type { HttpAnswer, HttpRequest, Network } from "../sdk/services.ts";
import { HttpClient, isNotHttp, whyUnreachable } from "./http-client.ts";
import { httpOffline } from "./http-offline.ts";

/** Longer than any request is given. */
const STALL_MS = 60 * 60 * 1000;

export function openNetwork(): Network {
  const client = new HttpClient({
    stallMs: STALL_MS,
    errors: { offline: ({ host }) => httpOffline(host), unreachable, redirect },
  });
  return { send: (request) => send(client, request) };
}

async function send(client: HttpClient, request: HttpRequest): Promise<HttpAnswer> {
  const { method, headers, access, body, timeoutMs, signal } = request;
  const url = new URL(request.url);
  const late = AbortSignal.timeout(timeoutMs);
  const told = (thrown: unknown) => {
    signal.throwIfAborted();
    return late.aborted ? timeout(url, timeoutMs) : thrown;
  };
  try {
    const got = await client.send({
      method,
      url,
      headers: { "accept-encoding": "gzip, deflate, br", ...headers },
      access,
      body,
      signal: AbortSignal.any([signal, late]),
    });
    const encoding = got.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
    return {
      status: got.status,
      headers: got.headers,
      pieces: wholePieces(unpacked(got.pieces, encoding), (thrown) => {
        const found = told(thrown);
        return found instanceof MillraceError ? found : broken(url, found);
      }),
      end: got.end,
      url: got.url.href,
    };
  } catch (thrown) {
    throw told(thrown);
  }
}

const UNPACKERS: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  identity: () => new PassThrough(),
};

/** Piece by piece: whoever reads it stops where it becomes too much, however small it was when it came. */
function unpacked(pieces: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<Uint8Array> {
  if (encoding === "identity" || encoding === "") return pieces;
  const unpack = Object.hasOwn(UNPACKERS, encoding) ? UNPACKERS[encoding]() : null;
  if (!unpack) throw unknownPacking(encoding);
  const packed = Readable.from(pieces);
  packed.on("error", (error) => (unpack as PassThrough).destroy(error));
  return packed.pipe(unpack as PassThrough);
}

async function* wholePieces(
  pieces: AsyncIterable<Uint8Array>,
  told: (thrown: unknown) => unknown,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* pieces;
  } catch (thrown) {
    throw told(thrown);
  }
}

function unreachable(url: URL, thrown: unknown): MillraceError {
  if (isNotHttp(thrown)) return notHttp(url, thrown);
  return new MillraceError("HTTP_UNREACHABLE", {
    message: `${url.host} cannot be reached: ${whyUnreachable(thrown)}.`,
    hint: "Check the address and the network. Behind a proxy, set HTTPS_PROXY (and NO_PROXY for what is inside).",
    cause: thrown,
  });
}

function notHttp({ host, protocol }: URL, thrown: unknown): MillraceError {
  const asked = protocol === "https:" ? "https" : "http";
  const other = asked === "https" ? "http" : "https";
  return new MillraceError("HTTP_NOT_HTTP", {
    message: `${host} answers, but not as ${asked} does.`,
    expected: `an answer of ${asked}`,
    got: whyUnreachable(thrown),
    hint: `Check the port in the address, and whether it begins with ${other}://. Where a proxy is set, it may be the one that answers.`,
    cause: thrown,
  });
}

function redirect(url: URL, where: string): MillraceError {
  return new MillraceError("HTTP_REDIRECT", {
    message: `${url.host} sends on from ${url.pathname} ${where}.`,
    hint: "Take the address that it leads to in the end.",
  });
}

function timeout(url: URL, timeoutMs: number): MillraceError {
  return new MillraceError("HTTP_TIMEOUT", {
    message: `${url.host} has not answered to the end within ${timeoutMs / 1000} s.`,
    hint: "Try again later, or give it more time (timeoutSeconds).",
  });
}

function broken(url: URL, cause: unknown): MillraceError {
  return new MillraceError("HTTP_BROKEN", {
    message: `The answer of ${url.host} broke off, or is damaged.`,
    got: cause instanceof Error ? cause.message : String(cause),
    hint: "Try again later; if it stays so, ask who runs the server.",
    cause,
  });
}

function unknownPacking(encoding: string): MillraceError {
  return new MillraceError("HTTP_BROKEN", {
    message: `The answer is packed in a way that nobody asked for (${encoding}).`,
    expected: "gzip, deflate, br or nothing",
    got: encoding,
    hint: "Ask who runs the server.",
  });
}
