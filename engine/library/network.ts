// The one way from the library to the network: proxies as the environment says, redirects by hand, and none at all when offline.

import type { Dispatcher } from "undici";
import { MillraceError } from "../sdk/errors.ts";
import { piecesOf } from "./pieces.ts";

export interface Answer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly pieces: AsyncIterable<Uint8Array>;
  /** The rest is not wanted. */
  end(): void;
  /** Where it came from in the end. */
  readonly url: URL;
}

export interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface NetworkOptions {
  /** Nothing is asked: every call throws before a socket is opened. */
  readonly offline?: boolean;
  /** Longest time without a byte. */
  readonly stallMs?: number;
}

const STALL_MS = 30_000;
const MAX_REDIRECTS = 10;
const MAX_JSON_BYTES = 64 * 1024 * 1024;

export class Network {
  readonly #options: NetworkOptions;
  #dispatcher: Promise<Dispatcher> | null = null;

  constructor(options: NetworkOptions = {}) {
    this.#options = options;
  }

  /** Follows redirects. What lets somebody in (`authorization`) goes to the first place alone. */
  async get(url: URL, { headers = {}, signal }: Asked = {}): Promise<Answer> {
    if (this.#options.offline) throw offline(url);
    const seen = new Set<string>();
    for (let place = url, sent = headers; ;) {
      const answer = await this.#once(place, sent, signal);
      const to = REDIRECTS.has(answer.status) ? answer.headers.location : undefined;
      if (to === undefined) return answer;
      answer.end();
      seen.add(place.href);
      if (!URL.canParse(to, place.href)) throw badRedirect(url, `to "${to}", which is no address`);
      const next = new URL(to, place);
      if (seen.has(next.href)) throw badRedirect(url, "in a circle");
      if (seen.size > MAX_REDIRECTS) throw badRedirect(url, `more than ${MAX_REDIRECTS} times`);
      if (!/^https?:$/.test(next.protocol) || (place.protocol === "https:" && next.protocol === "http:"))
        throw badRedirect(url, `to ${next.protocol}//, which is not safe`);
      if (next.origin !== url.origin)
        sent = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "authorization"));
      else sent = headers;
      place = next;
    }
  }

  /** Null where the server has no such thing. */
  async json(url: URL, asked: Asked = {}): Promise<unknown> {
    const answer = await this.get(url, {
      ...asked,
      headers: { accept: "application/json", ...asked.headers },
    });
    if (answer.status !== 200) answer.end();
    if (answer.status === 404) return null;
    if (answer.status !== 200) return refuse(url, answer.status);
    const text = await readText(answer);
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw new MillraceError("DOWNLOAD_NOT_JSON", {
        message: `${url.host} did not answer as such a server does.`,
        got: text.slice(0, 60).trim(),
        hint: "Check the address of the registry or endpoint, and whether a proxy or a sign-in page is in between.",
        cause,
      });
    }
  }

  async close(): Promise<void> {
    await (await this.#dispatcher)?.destroy();
  }

  async #once(url: URL, headers: Asked["headers"], signal: AbortSignal | undefined): Promise<Answer> {
    this.#dispatcher ??= this.#open();
    const dispatcher = await this.#dispatcher;
    const { request } = await import("undici");
    try {
      const {
        statusCode,
        headers: got,
        body,
      } = await request(url, {
        dispatcher,
        signal,
        headers: { "user-agent": "millrace", "accept-encoding": "identity", ...headers },
      });
      const single = Object.entries(got).map(([name, value]) => [
        name,
        Array.isArray(value) ? value[0] : value,
      ]);
      return {
        status: statusCode,
        headers: Object.fromEntries(single) as Answer["headers"],
        pieces: piecesOf(body),
        end: () => void body.destroy(),
        url,
      };
    } catch (thrown) {
      signal?.throwIfAborted();
      throw unreachable(url, thrown);
    }
  }

  async #open(): Promise<Dispatcher> {
    const { EnvHttpProxyAgent } = await import("undici");
    const stallMs = this.#options.stallMs ?? STALL_MS;
    return new EnvHttpProxyAgent({
      headersTimeout: stallMs,
      bodyTimeout: stallMs,
      connect: { timeout: stallMs },
    });
  }
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

async function readText({ pieces: body, url, end }: Answer): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of body) {
      pieces.push(piece);
      size += piece.length;
      if (size > MAX_JSON_BYTES) {
        end();
        break;
      }
    }
  } catch (thrown) {
    throw unreachable(url, thrown);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** What a server says no with, in words. */
export function refuse(url: URL, status: number): never {
  const needs = status === 401 || status === 403;
  throw new MillraceError("DOWNLOAD_REFUSED", {
    message: `${url.host} refuses ${url.pathname} (HTTP ${status}).`,
    got: `HTTP ${status}`,
    hint: needs
      ? "It wants to know who asks: set HF_TOKEN for Hugging Face, or the token of the registry in .npmrc."
      : "Check the address; if it is right, try again later.",
  });
}

function offline(url: URL): MillraceError {
  return new MillraceError("DOWNLOAD_OFFLINE", {
    message: `This would ask ${url.host}, and Millrace was told to stay offline.`,
    hint: "Leave --offline out, or install from a file that you have.",
  });
}

/** `retry` in the details' cause is for the download, which tries again. */
export function unreachable(url: URL, thrown: unknown): MillraceError {
  if (thrown instanceof MillraceError) return thrown;
  const { code = "", message = "" } = (thrown ?? {}) as { code?: string; message?: string };
  return new MillraceError("DOWNLOAD_UNREACHABLE", {
    message: `${url.host} cannot be reached: ${WHY[code] ?? (message || String(thrown))}.`,
    hint: "Check the network. Behind a proxy, set HTTPS_PROXY (and NO_PROXY for what is inside).",
    cause: thrown,
  });
}

const WHY: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "its name could not be looked up",
  ECONNREFUSED: "nothing answers there",
  ECONNRESET: "the connection was broken",
  UND_ERR_SOCKET: "the connection was broken",
  UND_ERR_CONNECT_TIMEOUT: "it does not answer",
  UND_ERR_HEADERS_TIMEOUT: "it does not answer",
  UND_ERR_BODY_TIMEOUT: "it has stopped sending",
};

function badRedirect(url: URL, where: string): MillraceError {
  return new MillraceError("DOWNLOAD_REDIRECTS", {
    message: `${url.host} sends on from ${url.pathname} ${where}.`,
    hint: "Check the address in a browser, and take the one that the file is at in the end.",
  });
}
