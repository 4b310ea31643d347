// Sound decoded block by block: bytes of a file in, samples out, whatever the format.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import { FlacBeginnings } from "./flac-beginnings.ts";
import { joined, unreadable } from "./sound-error.ts";
import type { SoundFacts, SoundFormat } from "./sound-facts.ts";
import { openHeader } from "./wav-header.ts";

interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
}

type Answer = Decoded | Promise<Decoded>;

/** What the decoders of all formats have in common. */
interface Decoder {
  decode(bytes: Uint8Array): Answer;
  flush?(): Answer;
  free(): void;
}

/** Each comes with its WebAssembly inside, so nothing is fetched. */
const LIBRARIES: Readonly<Record<SoundFormat, () => Promise<{ decoder(): Decoder | Promise<Decoder> }>>> = {
  wav: () => import("@audio/decode-wav"),
  flac: () => import("@audio/decode-flac"),
  mp3: () => import("@audio/decode-mp3"),
  vorbis: () => import("@audio/decode-vorbis"),
  opus: () => import("@audio/decode-opus"),
};

/** Channels of one length each; none where a block gave nothing yet. */
export type Block = readonly Float32Array[];

export class SoundStream {
  readonly facts: SoundFacts;
  readonly name: string;
  /** As the decoder says it, which is what counts. */
  rate: number;
  channels: number;
  readonly #decoder: Decoder;
  /** WAV: bytes of sound still to come, and those before it to leave out. */
  #left: number;
  #before: number;
  readonly #beginnings: FlacBeginnings | null;
  #freed = false;

  private constructor(facts: SoundFacts, name: string, decoder: Decoder) {
    this.facts = facts;
    this.name = name;
    this.rate = facts.rate;
    this.channels = facts.channels;
    this.#decoder = decoder;
    this.#beginnings = facts.format === "flac" ? new FlacBeginnings() : null;
    this.#left = facts.wav?.dataBytes ?? Infinity;
    this.#before = facts.wav?.dataStart ?? 0;
  }

  static async open(facts: SoundFacts, name: string): Promise<SoundStream> {
    const library = await load(facts.format);
    const stream = new SoundStream(facts, name, await library.decoder());
    if (facts.wav) await stream.#decoder.decode(openHeader(facts.wav));
    return stream;
  }

  /** The next bytes of the file, in order and without gaps. */
  async push(bytes: Uint8Array): Promise<Block> {
    const left = bytes.subarray(Math.min(this.#before, bytes.length)).subarray(0, this.#left);
    // As plain bytes: `slice` of a Buffer of Node copies nothing, and the decoder aligns numbers by it.
    const sound = new Uint8Array(left.buffer, left.byteOffset, left.length);
    this.#before -= Math.min(this.#before, bytes.length);
    this.#left -= sound.length;
    if (sound.length === 0) return [];
    if (this.#beginnings?.areJoined(sound)) throw joined(this.name);
    try {
      return this.#block(await this.#decoder.decode(sound));
    } catch (thrown) {
      if (thrown instanceof MillraceError) throw thrown;
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      throw unreadable(this.name, `It cannot be decoded: ${why}`, { cause: thrown });
    }
  }

  /** What was still on its way when the file ended. */
  async end(): Promise<Block> {
    return this.#decoder.flush ? this.#block(await this.#decoder.flush()) : [];
  }

  free(): void {
    if (!this.#freed) this.#decoder.free();
    this.#freed = true;
  }

  #block({ channelData, sampleRate }: Decoded): Block {
    if (channelData.length === 0 || channelData[0].length === 0) return [];
    this.rate = sampleRate;
    // A decoder of MP3 gives one voice twice.
    const block =
      this.facts.format === "mp3" && this.facts.channels === 1 ? channelData.slice(0, 1) : channelData;
    this.channels = block.length;
    // Only numbers with a point can be none: those of a file of floats.
    if (this.facts.wav !== null && this.facts.wav.pcmBits === null)
      for (const channel of block) refuseNonNumbers(channel, this.name);
    const bits = this.facts.wav?.pcmBits ?? this.facts.bits;
    if (bits !== null && bits <= 24)
      for (const channel of block) toFullScale(channel, bits, this.facts.format === "flac");
    return block;
  }
}

/**
 * Whole numbers divided by 2^(bits - 1), as everybody else reads them (libsndfile, torchaudio, librosa); the decoders divide by one less,
 * FLAC always and WAV where they are positive. What is then written at the same depth is to the bit what was read.
 */
function toFullScale(samples: Float32Array, bits: number, negativesToo: boolean): void {
  const full = 2 ** (bits - 1);
  const most = full - 1;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i];
    if (value > 0 || negativesToo) samples[i] = Math.round(value * most) / full;
  }
}

/** A model, a spectrum or a file made of one such sample would be none at all. */
function refuseNonNumbers(samples: Float32Array, name: string): void {
  const at = samples.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw unreadable(name, `It holds samples that are no numbers (${samples[at]}).`);
}

async function load(format: SoundFormat) {
  try {
    return await LIBRARIES[format]();
  } catch (cause) {
    throw new MillraceError("LIBRARY_MISSING", {
      message: `The library that reads ${format} cannot be loaded.`,
      hint: "Install Millrace again.",
      cause,
      fatal: true,
    });
  }
}
