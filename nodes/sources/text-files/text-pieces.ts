// Reads a text file as its pieces, without ever holding more of it than one piece and what is read at once.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import {
  decoderOf,
  detectEncoding,
  encodingError,
  SAMPLE_BYTES,
  type EncodingName,
} from "../../_shared/text/encoding.ts";
import { PieceCutter, type Piece, type PieceKind } from "./pieces.ts";

const READ_BYTES = 1024 * 1024;

export async function* textPieces(
  files: Files,
  path: string,
  { kind, encoding, most }: { kind: PieceKind; encoding: EncodingName; most: number },
  signal: AbortSignal,
): AsyncGenerator<Piece & { readonly encoding: string }> {
  const reader = await files.open(path);
  try {
    const buffer = new Uint8Array(Math.max(SAMPLE_BYTES, Math.min(READ_BYTES, reader.size)));
    let position = 0;
    const fill = async () => {
      let length = 0;
      for (let got = 1; got > 0 && length < buffer.length; length += got)
        got = await reader.read(buffer.subarray(length), position + length);
      position += length;
      return buffer.subarray(0, length);
    };
    let bytes = await fill();
    const sample = bytes.subarray(0, SAMPLE_BYTES);
    const name = encoding === "auto" ? await detectEncoding(sample, sample.length === reader.size) : encoding;
    const decoder = decoderOf(name);
    const cutter = new PieceCutter(kind, most);
    let line = 1;
    while (bytes.length > 0) {
      signal.throwIfAborted();
      for (const piece of cutter.push(decoded(decoder, bytes, true, line))) {
        line = piece.line;
        yield { ...piece, encoding: name };
      }
      bytes = await fill();
    }
    for (const piece of cutter.push(decoded(decoder, bytes, false, line))) yield { ...piece, encoding: name };
    for (const piece of cutter.end()) yield { ...piece, encoding: name };
  } finally {
    await reader.close();
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array, stream: boolean, line: number): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (cause) {
    const { code, details } = encodingError(decoder.encoding, cause);
    throw new MillraceError(code, {
      ...details,
      message: `${details.message} They stand behind line ${line}.`,
    });
  }
}
