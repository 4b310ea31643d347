// Sends requests at the pace that is set, and again where that may help.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { HostServices, HttpAccess, HttpAnswer } from "../../../engine/sdk/services.ts";
import { Random } from "../random.ts";
import { beginning, BEGINNING_BYTES, readBody } from "./read-body.ts";
import { retryAfterMs } from "./retry-after.ts";
import type { SendingSettings } from "./sending-params.ts";

const FIRST_PAUSE_MS = 500;
const SAID_CHARACTERS = 200;
/** Of a failure that may pass by itself. */
const PASSING_CODES = new Set(["HTTP_UNREACHABLE", "HTTP_NOT_HTTP", "HTTP_TIMEOUT", "HTTP_BROKEN"]);

export interface Wish {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly access?: HttpAccess;
  readonly body?: Uint8Array;
  /** Gives this one up; the run's unless given, and to fire with it. */
  readonly signal?: AbortSignal;
}

export interface Reply {
  readonly status: number;
  readonly headers: HttpAnswer["headers"];
  readonly url: string;
  /** All of it where `isGood`, else its beginning. */
  readonly body: Uint8Array;
  /** The beginning of it, for people. */
  readonly said: string;
  readonly isGood: boolean;
  /** The pause that the server asks for, where it was not asked again because that is longer than anybody waits. */
  readonly longPauseSeconds?: number;
}

export interface SenderParts {
  readonly host: Pick<HostServices, "network" | "clock" | "secrets">;
  readonly settings: SendingSettings;
  /** Pauses differ from run to run, and are the same in a run: two machines that failed together do not come back together. */
  readonly seed: string;
  readonly signal: AbortSignal;
  /** Of a good answer, so much is read; one that is longer is refused. */
  readonly maxBytes: number;
  /** Of longer ones, the rest is of no interest. */
  readonly cutsLong?: boolean;
  readonly isGood: (status: number) => boolean;
}

export class Sender {
  readonly #parts: SenderParts;
  readonly #random: Random;
  /** When the next request may go, by the monotonic clock. */
  #freeAt = -Infinity;

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#random = new Random(seedOf(parts.seed));
  }

  /** The last answer, whatever it says; throws where there is none. */
  async send(wish: Wish): Promise<Reply> {
    const { settings, host } = this.#parts;
    const { signal = this.#parts.signal } = wish;
    for (let tried = 0; ; tried++) {
      await this.#turn(signal);
      let reply: Reply | null = null;
      let failure: unknown = null;
      try {
        reply = await this.#once(wish, signal);
      } catch (thrown) {
        signal.throwIfAborted();
        if (!isPassing(thrown)) throw thrown;
        failure = thrown;
      }
      const canPass = reply === null || (!reply.isGood && isPassingStatus(reply.status));
      const asked = reply && retryAfterMs(reply.headers["retry-after"], host.clock.now());
      const pauseMs = asked ?? this.#pauseMs(tried);
      if (!canPass || tried >= settings.retries || pauseMs > settings.longestWaitSeconds * 1000) {
        if (!reply) throw failure;
        const isOver = canPass && tried < settings.retries && asked !== null;
        return isOver ? { ...reply, longPauseSeconds: Math.ceil(asked / 1000) } : reply;
      }
      // What the server asks for holds for all that wait.
      if (asked !== null) this.#freeAt = Math.max(this.#freeAt, host.clock.monotonic() + asked);
      await host.clock.sleep(pauseMs, signal);
    }
  }

  async #once(wish: Wish, signal: AbortSignal): Promise<Reply> {
    const { host, settings, isGood, maxBytes, cutsLong = false } = this.#parts;
    const answer = await host.network.send({ ...wish, timeoutMs: settings.timeoutSeconds * 1000, signal });
    const good = isGood(answer.status);
    const limit = good ? maxBytes : BEGINNING_BYTES;
    const body = await readBody(answer, limit, !good || cutsLong);
    const { status, headers, url } = answer;
    const said = beginning(body, SAID_CHARACTERS, host.secrets.hide);
    return { status, headers, url, body, said, isGood: good };
  }

  /** Waits until a request may go. */
  async #turn(signal: AbortSignal): Promise<void> {
    const { settings, host } = this.#parts;
    signal.throwIfAborted();
    const now = host.clock.monotonic();
    const at = Math.max(now, this.#freeAt);
    if (settings.requestsPerSecond > 0) this.#freeAt = at + 1000 / settings.requestsPerSecond;
    if (at > now) await host.clock.sleep(at - now, signal);
    signal.throwIfAborted();
  }

  /** Twice as long each time, of which a half is drawn. */
  #pauseMs(tried: number): number {
    const full = Math.min(FIRST_PAUSE_MS * 2 ** tried, this.#parts.settings.longestWaitSeconds * 1000);
    return full * (0.5 + this.#random.next() / 2);
  }
}

function isPassing(thrown: unknown): boolean {
  return thrown instanceof MillraceError && PASSING_CODES.has(thrown.code);
}

/** 501 and 505 say that the server cannot do such a thing at all. */
function isPassingStatus(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/** FNV-1a: texts that differ in one sign give other numbers. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
