// Requests over HTTP, one way for all of Millrace: proxies as the environment says, redirects by hand, and none at all when offline.

import type { Dispatcher } from "undici";
import { MillraceError } from "../sdk/errors.ts";
import { piecesOf } from "./pieces.ts";
import { checkProxies, proxyFailure } from "./proxies.ts";

/** Who asks: it goes to the first place alone, and no message names it. */
export interface Access {
  readonly headers?: Readonly<Record<string, string>>;
  /** Parameters of the address. */
  readonly query?: Readonly<Record<string, string>>;
}

export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly access?: Access;
  readonly body?: Uint8Array;
  readonly signal?: AbortSignal;
}

export interface Got {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As they came over the wire: whoever let them be packed unpacks them. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** The rest is not wanted. */
  end(): void;
  /** Where it came from in the end, without what let somebody in. */
  readonly url: URL;
}

/** What goes wrong, in the words of who asks. */
export interface HttpErrors {
  offline(url: URL): Error;
  unreachable(url: URL, thrown: unknown): Error;
  /** `where` stands behind "sends on". */
  redirect(url: URL, where: string): Error;
}

export interface HttpOptions {
  /** Nothing is asked: every call throws before a socket is opened. */
  readonly offline?: boolean;
  /** Longest time without a byte. */
  readonly stallMs?: number;
  readonly errors: HttpErrors;
}

const STALL_MS = 30_000;
const MAX_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Only these may be asked for anew elsewhere: what changes something is sent to the place that was named. */
const FOLLOWED = new Set(["GET", "HEAD"]);
/** What an answer may say in several headers of one name, which are one list together (RFC 9110, 5.3). */
const LISTS = new Set(["link"]);
/** What anybody may know: all other headers are meant for the place that was named, and may hold who asks. */
const OPEN_HEADERS = new Set(["accept", "accept-encoding", "accept-language", "range", "user-agent"]);

export class HttpClient {
  readonly #options: HttpOptions;
  #dispatcher: Promise<Dispatcher> | null = null;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  /** Follows redirects of what only reads. */
  async send(sent: Sent): Promise<Got> {
    const { url, method } = sent;
    const { offline, errors } = this.#options;
    if (offline) throw errors.offline(url);
    const seen = new Set<string>();
    for (let place = url; ;) {
      const isHome = place.origin === url.origin;
      const got = await this.#once(isHome ? { ...sent, url: place } : openly(sent, place));
      const to = REDIRECTS.has(got.status) && FOLLOWED.has(method) ? got.headers.location : undefined;
      if (to === undefined) return got;
      got.end();
      seen.add(place.href);
      if (!URL.canParse(to, place.href)) throw errors.redirect(url, `to "${to}", which is no address`);
      const next = new URL(to, place);
      if (seen.has(next.href)) throw errors.redirect(url, "in a circle");
      if (seen.size > MAX_REDIRECTS) throw errors.redirect(url, `more than ${MAX_REDIRECTS} times`);
      if (!/^https?:$/.test(next.protocol) || (place.protocol === "https:" && next.protocol === "http:"))
        throw errors.redirect(url, `to ${next.protocol}//, which is not safe`);
      place = next;
    }
  }

  async close(): Promise<void> {
    await (await this.#dispatcher)?.destroy();
  }

  async #once({ method, url, headers, access = {}, body, signal }: Sent): Promise<Got> {
    if (!this.#dispatcher) checkProxies();
    this.#dispatcher ??= this.#open();
    const dispatcher = await this.#dispatcher;
    const { request } = await import("undici");
    try {
      const answer = await request(withQuery(url, access.query), {
        dispatcher,
        method: method,
        signal,
        headers: { "user-agent": "millrace", ...headers, ...access.headers },
        ...(body && { body }),
      });
      const single = Object.entries(answer.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? (LISTS.has(name) ? value.join(", ") : value[0]) : value,
      ]);
      return {
        status: answer.statusCode,
        headers: Object.fromEntries(single) as Got["headers"],
        pieces: piecesOf(answer.body),
        end: () => void answer.body.destroy(),
        url,
      };
    } catch (thrown) {
      signal?.throwIfAborted();
      const words = proxyFailure(url, thrown, whyUnreachable(thrown));
      throw this.#options.errors.unreachable(
        url,
        words === null ? thrown : new Error(words, { cause: thrown }),
      );
    }
  }

  async #open(): Promise<Dispatcher> {
    const { EnvHttpProxyAgent } = await import("undici");
    const stallMs = this.#options.stallMs ?? STALL_MS;
    return new EnvHttpProxyAgent({
      headersTimeout: stallMs,
      bodyTimeout: stallMs,
      connect: { timeout: stallMs },
      // Usual proxies tunnel to port 443 alone: what is not encrypted is asked of them by its whole address.
      proxyTunnel: false,
    });
  }
}

/** As it may be sent to a place that the workflow does not name. */
function openly({ headers, ...sent }: Sent, url: URL): Sent {
  const open = Object.entries(headers).filter(([name]) => OPEN_HEADERS.has(name.toLowerCase()));
  return { ...sent, url, headers: Object.fromEntries(open), access: undefined };
}

function withQuery(url: URL, query: Access["query"]): URL {
  if (!query) return url;
  const asked = new URL(url);
  for (const [name, value] of Object.entries(query)) asked.searchParams.set(name, value);
  return asked;
}

/** Why no connection came about, or broke, in words; it stands behind "cannot be reached:". */
export function whyUnreachable(thrown: unknown): string {
  if (thrown instanceof MillraceError) return thrown.message;
  const { code = "", message = "" } = (thrown ?? {}) as { code?: string; message?: string };
  if (NOT_TLS.test(code)) return "it does not answer as https does";
  // The words of libraries go over several lines.
  return WHY[code] ?? (message || String(thrown)).replaceAll(/\s+/g, " ").trim();
}

/** Whether somebody has answered, in another language than that of the address. */
export function isNotHttp(thrown: unknown): boolean {
  const { name = "", code = "" } = (thrown ?? {}) as { name?: string; code?: string };
  return NOT_TLS.test(code) || NO_HEAD.has(name);
}

/** Errors of undici about an answer whose head it cannot read; the first has a code only at times. */
const NO_HEAD = new Set(["HTTPParserError", "HeadersOverflowError"]);

/** What a place that does not speak TLS, or breaks off in the middle of it, looks like. */
const NOT_TLS = /^(?:ERR_SSL_(?:WRONG_VERSION|PACKET_LENGTH)|EPROTO$)/;

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
