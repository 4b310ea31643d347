// How does a file come from the network whole? Into a `.part`, taken up again where it broke, and checked before anybody uses it.

import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { withFile } from "../host/file-errors.ts";
import { MillraceError } from "../sdk/errors.ts";
import type { Clock } from "../sdk/services.ts";
import { beginPart, type Part } from "./begun-part.ts";
import { claimPart, dropPart, leavePart } from "./claim.ts";
import { checkBytes } from "./check-bytes.ts";
import { refuse, unreachable, type Answer, type Network } from "./network.ts";

export interface Wanted {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it must be, as far as somebody has said. */
  readonly size?: number | null;
  readonly sha256?: string | null;
  /** `sha512-…` in base64, as npm has it. */
  readonly integrity?: string | null;
}

export interface DownloadParts {
  readonly folder: string;
  readonly network: Network;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Bytes so far, and of how many; null = nobody knows. */
  readonly onBytes?: (received: number, total: number | null) => void;
}

export interface Downloaded {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** As the server calls it; null where it says nothing. */
  readonly fileName: string | null;
}

/** Tries in a row that bring nothing new, and tries of all. */
const TRIES = 5;
const MOST_TRIES = 100;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** What was downloaded is gone after `use`: it takes what it needs. */
export async function download<T>(
  wanted: Wanted,
  parts: DownloadParts,
  use: (file: Downloaded) => Promise<T>,
): Promise<T> {
  const { folder, signal } = parts;
  await withFile(folder, () => mkdir(folder, { recursive: true }), "folder");
  const key = keyOf(wanted);
  const path = await claimPart(folder, key);
  try {
    const fileName = await fetchChecked(wanted, path, parts);
    const found = await checkBytes(path, wanted);
    const used = await use({ path, fileName, ...found });
    await dropPart(path);
    return used;
  } catch (thrown) {
    if (isWorthless(thrown)) await dropPart(path);
    const left = await leavePart(folder, key, path);
    signal?.throwIfAborted();
    throw thrown instanceof Broken ? broken(wanted, left, thrown) : thrown;
  }
}

/** Bytes that are whole and wrong may have been begun by another server, or before the file changed: once they are fetched anew. */
async function fetchChecked(wanted: Wanted, path: string, parts: DownloadParts): Promise<string | null> {
  const part = await beginPart(path, wanted.url.href);
  const fileName = await fetchWhole(wanted, part, parts);
  if (!part.isPieced) return fileName;
  try {
    await checkBytes(path, wanted);
    return fileName;
  } catch {
    await part.restart();
    return fetchWhole(wanted, part, parts);
  }
}

async function fetchWhole(wanted: Wanted, part: Part, parts: DownloadParts): Promise<string | null> {
  const { clock, signal } = parts;
  try {
    for (let tries = 0, all = 0; ; all++) {
      const before = part.size;
      try {
        return await fetchOnce(wanted, part, parts);
      } catch (thrown) {
        signal?.throwIfAborted();
        if (!isPassing(thrown)) throw thrown;
        tries = part.size > before ? 0 : tries + 1;
        if (tries >= TRIES || all >= MOST_TRIES) throw new Broken(part, thrown);
        await clock.sleep(Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS), signal);
      }
    }
  } finally {
    await part.close();
  }
}

async function fetchOnce(wanted: Wanted, part: Part, parts: DownloadParts): Promise<string | null> {
  const { url, headers, size = null } = wanted;
  const total = () => size ?? part.total;
  if (part.size > 0 && part.size === total()) return part.fileName;
  if (part.size > (total() ?? Infinity)) await part.restart();
  // Without a mark of the bytes that were begun, only a known fingerprint can tell whether the rest belongs to them.
  const canResume = part.size > 0 && (part.mark !== null || Boolean(wanted.sha256 ?? wanted.integrity));
  if (part.size > 0 && !canResume) await part.restart();
  const range = canResume
    ? { range: `bytes=${part.size}-`, ...(part.mark !== null && { "if-range": part.mark }) }
    : {};
  const answer = await parts.network.get(url, { headers: { ...headers, ...range }, signal: parts.signal });
  try {
    await accept(answer, wanted, part);
    await receive(answer, part, total(), wanted, parts);
  } finally {
    // Of an answer that is no use, the rest is not waited for.
    answer.end();
  }
  return part.fileName;
}

/** Whether the answer is the file, or the rest of it; sets the part to where it goes on. */
async function accept(answer: Answer, { url, size = null }: Wanted, part: Part): Promise<void> {
  const { status, headers } = answer;
  if (status === 206) {
    const [, from, all] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers["content-range"] ?? "") ?? [];
    const isRest =
      Number(from) === part.size && (all === "*" || part.total === null || Number(all) === part.total);
    if (isRest) return part.goOn();
    await part.restart();
    throw new Passing(`${url.host} sent another part than it was asked for`);
  }
  if (status === 416) {
    await part.restart();
    throw new Passing(`${url.host} no longer has what was begun`);
  }
  if (status === 408 || status === 429 || status >= 500)
    throw new Passing(`${url.host} answers HTTP ${status}`);
  if (status !== 200) refuse(url, status);
  if (isPage(headers["content-type"])) throw page(url);
  if (headers["content-encoding"] !== undefined && headers["content-encoding"] !== "identity")
    throw packed(url, headers["content-encoding"]);
  const length = headers["content-length"] === undefined ? null : Number(headers["content-length"]);
  if (size !== null && length !== null && length !== size) throw otherLength(url, size, length);
  await part.start(answer, length);
}

async function receive(
  { pieces, headers }: Answer,
  part: Part,
  total: number | null,
  { url }: Wanted,
  { onBytes }: DownloadParts,
): Promise<void> {
  const length =
    headers["content-length"] === undefined ? null : part.size + Number(headers["content-length"]);
  const expected = total ?? length;
  onBytes?.(part.size, expected);
  try {
    for await (const piece of pieces) {
      if (part.size === 0 && startsAsPage(piece)) throw page(url);
      if (expected !== null && part.size + piece.length > expected)
        throw otherLength(url, expected, part.size + piece.length);
      await part.write(piece);
      onBytes?.(part.size, expected);
    }
  } catch (thrown) {
    throw unreachable(url, thrown);
  }
  if (expected !== null && part.size < expected) throw new Passing(`${url.host} ended early`);
}

/** Gone by itself, perhaps: another try is worth it. */
class Passing extends Error {}

/** No try brought it to its end. */
class Broken extends Error {
  readonly size: number;
  readonly total: number | null;

  constructor({ size, total }: Part, cause: unknown) {
    super("broken", { cause });
    this.size = size;
    this.total = total;
  }
}

function isPassing(thrown: unknown): boolean {
  return (
    thrown instanceof Passing || (thrown instanceof MillraceError && thrown.code === "DOWNLOAD_UNREACHABLE")
  );
}

/** What is whole and wrong, and what is no file at all: nothing to go on from. */
function isWorthless(thrown: unknown): boolean {
  return thrown instanceof MillraceError && /^DOWNLOAD_(DIFFERS|LENGTH|PAGE|PACKED)$/.test(thrown.code);
}

function keyOf({ url, sha256, integrity }: Wanted): string {
  return createHash("sha256").update([url.href, sha256, integrity].join("\n")).digest("hex").slice(0, 32);
}

function isPage(type = ""): boolean {
  return /^(?:text\/html|application\/xhtml)/i.test(type);
}

function startsAsPage(bytes: Uint8Array): boolean {
  return /^\s*<(?:!doctype html|html)/i.test(Buffer.from(bytes.subarray(0, 200)).toString("latin1"));
}

function broken({ url, size }: Wanted, left: string, thrown: Broken): MillraceError {
  const all = size ?? thrown.total;
  const { cause } = thrown;
  return new MillraceError("DOWNLOAD_BROKEN", {
    message: `The download from ${url.host} broke again and again; ${thrown.size} ${all === null ? "bytes" : `of ${all} bytes`} are there.`,
    ...(thrown.size > 0 && { file: left }),
    hint: "What is there is kept: the same command goes on from it.",
    cause: cause instanceof Error ? cause.message : cause,
  });
}

function otherLength(url: URL, expected: number, got: number): MillraceError {
  return new MillraceError("DOWNLOAD_LENGTH", {
    message: `${url.host} sends a file of another length than it should have.`,
    expected: `${expected} bytes`,
    got: `${got} bytes${got > expected ? " or more" : ""}`,
    hint: "Nothing of it was kept. The file has changed, or somebody in between has changed it.",
  });
}

function page(url: URL): MillraceError {
  return new MillraceError("DOWNLOAD_PAGE", {
    message: `${url.host} sent a web page in place of the file.`,
    expected: "a file",
    got: "HTML",
    hint: "Take the address of the file itself, not of the page that shows it. A network that wants a sign-in answers so, too.",
  });
}

function packed(url: URL, encoding: string): MillraceError {
  return new MillraceError("DOWNLOAD_PACKED", {
    message: `${url.host} sends the file packed (${encoding}), though it was asked not to.`,
    hint: "Download it with a browser, and install it from the file.",
  });
}
