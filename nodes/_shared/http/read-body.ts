// The body of an answer, up to a size: unpacked it may be a thousand times what came over the wire.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { HttpAnswer } from "../../../engine/sdk/services.ts";

/** Of an answer that is refused, so much is read to tell why. */
export const BEGINNING_BYTES = 4096;

/** `cuts`: takes the beginning of a longer one, which is refused otherwise. The rest is never read. */
export async function readBody(
  { pieces, end, url }: HttpAnswer,
  maxBytes: number,
  cuts: boolean,
): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    all.push(piece);
    size += piece.length;
    if (size <= maxBytes) continue;
    end();
    if (!cuts) throw tooLarge(url, maxBytes);
    break;
  }
  const body = new Uint8Array(Math.min(size, maxBytes));
  let at = 0;
  for (const piece of all) {
    body.set(piece.subarray(0, body.length - at), at);
    at += Math.min(piece.length, body.length - at);
  }
  return body;
}

/** What a person would see of it: one line, without signs that move the cursor. A secret in it is hidden before it is cut. */
export function beginning(
  body: Uint8Array,
  characters: number,
  hide: (text: string) => string = (text) => text,
): string {
  const text = hide(new TextDecoder().decode(body.subarray(0, BEGINNING_BYTES)));

  const line = text.replaceAll(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
  return line.length > characters ? `${line.slice(0, characters)}…` : line;
}

function tooLarge(url: string, maxBytes: number): MillraceError {
  const { host, pathname } = new URL(url);
  return new MillraceError("HTTP_TOO_LARGE", {
    message: `What ${host} answers to ${pathname} is larger than allowed, once it is unpacked.`,
    expected: `at most ${maxBytes / 2 ** 20} MB`,
    got: "more",
    hint: "Ask for fewer rows at a time, or set Largest answer (maxMegabytes) higher.",
    fatal: true,
  });
}
