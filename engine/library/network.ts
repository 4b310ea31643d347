// The way from the library to the network: what a download asks for, and what it says where that fails.

import { HttpClient, whyUnreachable, type Got } from "../host/http-client.ts";
import { MillraceError } from "../sdk/errors.ts";

export type Answer = Got;

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

const MAX_JSON_BYTES = 64 * 1024 * 1024;

export class Network {
  readonly #client: HttpClient;

  constructor(options: NetworkOptions = {}) {
    this.#client = new HttpClient({ ...options, errors: { offline, unreachable, redirect } });
  }

  /** Follows redirects. What lets somebody in (`authorization`) goes to the first place alone. */
  get(url: URL, { headers = {}, signal }: Asked = {}): Promise<Answer> {
    const { authorization, ...open } = headers;
    return this.#client.send({
      method: "GET",
      url,
      // A file is wanted as it lies there: its length and fingerprint are known.
      headers: { "accept-encoding": "identity", ...open },
      ...(authorization !== undefined && { access: { headers: { authorization } } }),
      signal,
    });
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

  close(): Promise<void> {
    return this.#client.close();
  }
}

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

export function unreachable(url: URL, thrown: unknown): MillraceError {
  if (thrown instanceof MillraceError) return thrown;
  return new MillraceError("DOWNLOAD_UNREACHABLE", {
    message: `${url.host} cannot be reached: ${whyUnreachable(thrown)}.`,
    hint: "Check the network. Behind a proxy, set HTTPS_PROXY (and NO_PROXY for what is inside).",
    cause: thrown,
  });
}

function redirect(url: URL, where: string): MillraceError {
  return new MillraceError("DOWNLOAD_REDIRECTS", {
    message: `${url.host} sends on from ${url.pathname} ${where}.`,
    hint: "Check the address in a browser, and take the one that the file is at in the end.",
  });
}
