// One recording from its file: whole as bytes, or piece by piece as samples. Too large a one is refused before it is read.

import type { AudioCell, Samples } from "../../../engine/frames/audio.ts";
import type { Files, FileReader } from "../../../engine/sdk/services.ts";
import { checkLength, joinBlocks } from "../../_shared/sound/decode.ts";
import { tooLong } from "../../_shared/sound/sound-error.ts";
import { FACT_BYTES, mostFrames, soundFacts, type SoundFacts } from "../../_shared/sound/sound-facts.ts";
import { SoundStream, type Block } from "../../_shared/sound/sound-stream.ts";

/** Read from the file and decoded at once. */
const BLOCK_BYTES = 256 * 1024;
const BYTES_PER_MB = 2 ** 20;

/** What a row says of its recording. */
export interface Details {
  readonly rate: number;
  readonly channels: number;
  /** Seconds; null where the file does not say it. */
  readonly duration: number | null;
}

export interface Recording extends Details {
  readonly cell: AudioCell;
  /** Of the file, read for it. */
  readonly bytes: number;
}

/** The file's bytes, untouched. */
export async function readWhole(
  files: Files,
  path: string,
  maxMegabytes: number,
  signal: AbortSignal,
): Promise<Recording> {
  const size = (await files.stat(path))?.size ?? 0;
  // A compressed file is looked at first, too: what it becomes is what counts.
  const first = size > FACT_BYTES * 2 ? await factsOf(files, path) : null;
  if (first) checkSize(first, path, maxMegabytes);
  const bytes = await files.readAll(path, signal);
  const facts = first ?? soundFacts(bytes, bytes, bytes.length, path);
  if (!first) checkSize(facts, path, maxMegabytes);
  const { rate, channels, frames } = facts;
  const duration = frames === null ? null : frames / rate;
  return { cell: { kind: "encoded", bytes, name: path }, rate, channels, duration, bytes: bytes.length };
}

async function factsOf(files: Files, path: string): Promise<SoundFacts> {
  const reader = await files.open(path);
  try {
    return await readFacts(reader, path);
  } finally {
    await reader.close();
  }
}

async function readFacts(reader: FileReader, path: string): Promise<SoundFacts> {
  const { size } = reader;
  const head = await bytesAt(reader, 0, FACT_BYTES);
  const tail = await bytesAt(reader, Math.max(0, size - FACT_BYTES), FACT_BYTES);
  return soundFacts(head, tail, size, path);
}

function checkSize(facts: SoundFacts, path: string, maxMegabytes: number): void {
  const { channels, rate } = facts;
  const frames = mostFrames(facts);
  if (frames !== null && frames * channels * 4 > maxMegabytes * BYTES_PER_MB)
    throw tooLong(path, frames / rate, maxMegabytes);
}

/**
 * Pieces of `pieceS` seconds, the last one shorter. Never more than one piece and one block are held, however long the file is. What is
 * wrong with the rest of a file is thrown behind the pieces that could be read.
 */
export async function* readPieces(
  files: Files,
  path: string,
  pieceS: number,
  signal: AbortSignal,
): AsyncGenerator<Recording> {
  const reader = await files.open(path);
  let stream: SoundStream | null = null;
  try {
    const facts = await readFacts(reader, path);
    stream = await SoundStream.open(facts, path);
    const pieces = new Pieces(stream, pieceS);
    for (let at = 0; at < reader.size && !signal.aborted; at += BLOCK_BYTES) {
      const bytes = await bytesAt(reader, at, BLOCK_BYTES);
      pieces.add(await stream.push(bytes));
      let read = bytes.length;
      for (let piece = pieces.whole(); piece; piece = pieces.whole(), read = 0) yield about(piece, read);
    }
    pieces.add(await stream.end());
    for (let piece = pieces.whole(); piece; piece = pieces.whole()) yield about(piece, 0);
    const rest = pieces.rest();
    if (rest) yield about(rest, 0);
    if (!signal.aborted) checkLength(stream, facts, pieces.given);
  } finally {
    stream?.free();
    await reader.close();
  }
}

/** Cuts blocks into pieces of one length. */
class Pieces {
  /** Samples in each channel of all pieces so far. */
  given = 0;
  readonly #stream: SoundStream;
  readonly #pieceS: number;
  #blocks: Block[] = [];
  #frames = 0;

  constructor(stream: SoundStream, pieceS: number) {
    this.#stream = stream;
    this.#pieceS = pieceS;
  }

  add(block: Block): void {
    if (block.length === 0) return;
    this.#blocks.push(block);
    this.#frames += block[0].length;
  }

  /** The next piece when there is enough for one. */
  whole(): Samples | null {
    const length = Math.max(1, Math.round(this.#pieceS * this.#stream.rate));
    return this.#frames < length ? null : this.#cut(length);
  }

  rest(): Samples | null {
    return this.#frames === 0 ? null : this.#cut(this.#frames);
  }

  #cut(length: number): Samples {
    const { rate, channels: count, name } = this.#stream;
    const all = joinBlocks(this.#blocks, count);
    const channels = all.map((channel) => channel.slice(0, length));
    const left = all.map((channel) => channel.subarray(length));
    this.#frames -= length;
    this.#blocks = this.#frames > 0 ? [left] : [];
    const startS = this.given / rate;
    this.given += length;
    return { kind: "samples", channels, rate, name, startS };
  }
}

function about(piece: Samples, bytes: number): Recording {
  const { channels, rate } = piece;
  return { cell: piece, rate, channels: channels.length, duration: channels[0].length / rate, bytes };
}

async function bytesAt(reader: FileReader, at: number, most: number): Promise<Uint8Array> {
  const into = new Uint8Array(Math.max(0, Math.min(most, reader.size - at)));
  let filled = 0;
  while (filled < into.length) {
    const read = await reader.read(into.subarray(filled), at + filled);
    if (read === 0) break;
    filled += read;
  }
  return into.subarray(0, filled);
}
