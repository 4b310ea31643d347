// Where in a file does a mail begin and end? A file is one mail, or a mailbox (mbox) with several: each after a line "From address date".

import type { Files } from "../../../engine/sdk/services.ts";

const READ_BYTES = 256 * 1024;
const LF = 10;
const FROM = Uint8Array.from("From ", (sign) => sign.charCodeAt(0));
const QUOTE = ">".charCodeAt(0);

export interface RawMail {
  /** Null where the mail is longer than what is held. */
  readonly bytes: Uint8Array | null;
  readonly size: number;
}

/** The mails of a file one after the other; never more is held than one of them and what is read at once. */
export async function* mailsOf(
  files: Files,
  path: string,
  most: number,
  signal: AbortSignal,
): AsyncGenerator<RawMail> {
  const reader = await files.open(path);
  try {
    const mail = new Collected(most);
    let rest: Uint8Array = new Uint8Array(0);
    let isMailbox: boolean | null = null;
    let isFirst = true;
    let afterBlank = true;
    for (let position = 0; ;) {
      signal.throwIfAborted();
      const buffer = new Uint8Array(rest.length + READ_BYTES);
      buffer.set(rest);
      const got = await reader.read(buffer.subarray(rest.length), position);
      position += got;
      const bytes = buffer.subarray(0, rest.length + got);
      if (isMailbox === null && got > 0 && bytes.length < FROM.length) {
        rest = bytes;
        continue;
      }
      isMailbox ??= beginsWith(bytes, 0, FROM);
      let at = 0;
      for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, at)) {
        const line = bytes.subarray(at, end + 1);
        if (isMailbox && afterBlank && isPostmark(line)) {
          if (!isFirst) yield mail.take();
          isFirst = false;
        } else mail.add(isMailbox ? unquoted(line) : line);
        afterBlank = isBlank(line);
        at = end + 1;
      }
      rest = bytes.subarray(at);
      // A line that never ends, as of other data than mails, is handed on in pieces.
      if (rest.length > READ_BYTES || got === 0) {
        mail.add(rest);
        afterBlank = false;
        rest = new Uint8Array(0);
      }
      if (got === 0) break;
    }
    yield mail.take();
  } finally {
    await reader.close();
  }
}

class Collected {
  readonly #most: number;
  #parts: Uint8Array[] = [];
  #size = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > this.#most) this.#parts = [];
    else this.#parts.push(bytes);
  }

  take(): RawMail {
    const size = this.#size;
    const bytes = size > this.#most ? null : new Uint8Array(size);
    let at = 0;
    for (const part of bytes ? this.#parts : []) {
      bytes!.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    this.#size = 0;
    return { bytes, size };
  }
}

/** A day, a time and a year behind the address: a sentence that begins with "From" is none. */
const POSTMARK = /^From \S+ .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*\d:\d\d.*\b(?:19|20)\d\d\b/;

function isPostmark(line: Uint8Array): boolean {
  return beginsWith(line, 0, FROM) && POSTMARK.test(new TextDecoder().decode(line));
}

/** In mailboxes, a line that would look like the beginning of a mail has a ">" before it, and such a line one more. */
function unquoted(line: Uint8Array): Uint8Array {
  let quotes = 0;
  while (line[quotes] === QUOTE) quotes++;
  return quotes > 0 && beginsWith(line, quotes, FROM) ? line.subarray(1) : line;
}

function beginsWith(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  return bytes.length >= at + word.length && word.every((byte, i) => bytes[at + i] === byte);
}

function isBlank(line: Uint8Array): boolean {
  return line.length === 1 || (line.length === 2 && line[0] === 13);
}
