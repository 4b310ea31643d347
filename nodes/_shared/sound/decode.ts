// From a cell with a recording to its samples, decoded once for all who ask while they are near.

import type { AudioCell, EncodedAudio, Samples } from "../../../engine/frames/audio.ts";
import { cutOff, empty, tooLong } from "./sound-error.ts";
import { mostFrames, soundFacts, type SoundFacts } from "./sound-facts.ts";
import { SoundStream, type Block } from "./sound-stream.ts";

/** Bytes that go to the decoder at once: what it makes of them is looked at before it gets more. */
const BLOCK_BYTES = 256 * 1024;
/** Samples of a recording that are held as a whole; a source with pieces needs no such bound. */
export const MOST_DECODED_MB = 4096;

/** Decoded recordings that nobody needs may go at any time; most nodes of a chain ask for one within milliseconds. */
const decoded = new WeakMap<EncodedAudio, WeakRef<Samples>>();

/** Throws a MillraceError where the bytes are no sound, or too much of it. */
export async function samplesOf(cell: AudioCell): Promise<Samples> {
  if (cell.kind === "samples") return cell;
  const known = decoded.get(cell)?.deref();
  if (known) return known;
  const samples = await decodeWhole(cell);
  decoded.set(cell, new WeakRef(samples));
  return samples;
}

async function decodeWhole({ bytes, name }: EncodedAudio): Promise<Samples> {
  const facts = soundFacts(bytes, bytes, bytes.length, name);
  const most = (MOST_DECODED_MB * 2 ** 20) / (4 * facts.channels);
  const expected = mostFrames(facts);
  if (facts.exact && expected! > most) throw tooLong(name, expected! / facts.rate, MOST_DECODED_MB);
  const stream = await SoundStream.open(facts, name);
  try {
    const blocks: Block[] = [];
    let frames = 0;
    const keep = (block: Block) => {
      if (block.length === 0) return;
      blocks.push(block);
      frames += block[0].length;
      if (frames > most) throw tooLong(name, null, MOST_DECODED_MB);
    };
    for (let at = 0; at < bytes.length; at += BLOCK_BYTES)
      keep(await stream.push(bytes.subarray(at, at + BLOCK_BYTES)));
    keep(await stream.end());
    checkLength(stream, facts, frames);
    return { kind: "samples", channels: joinBlocks(blocks, stream.channels), rate: stream.rate, name };
  } finally {
    stream.free();
  }
}

/** Throws where a file gave nothing, or less than it promised. */
export function checkLength({ name, rate }: SoundStream, facts: SoundFacts, frames: number): void {
  if (facts.exact && facts.frames! > frames) throw cutOff(name, facts.frames! / facts.rate, frames / rate);
  if (frames === 0) throw empty(name, facts.format);
}

/** One array for each channel. A block with fewer channels than others repeats its last one. */
export function joinBlocks(blocks: readonly Block[], channels: number): readonly Float32Array[] {
  const frames = blocks.reduce((sum, block) => sum + block[0].length, 0);
  return Array.from({ length: channels }, (_, channel) => {
    if (blocks.length === 1) return blocks[0][Math.min(channel, blocks[0].length - 1)];
    const joined = new Float32Array(frames);
    let at = 0;
    for (const block of blocks) {
      joined.set(block[Math.min(channel, block.length - 1)], at);
      at += block[0].length;
    }
    return joined;
  });
}
