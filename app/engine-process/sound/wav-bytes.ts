// A stretch of a recording as a WAV file of 16 bits, to be played.

import type { Samples } from "../../../engine/frames/audio.ts";
import type { Part } from "./part.ts";
import { scaled } from "./peaks.ts";

const HEADER_BYTES = 44;
/** Of what is sent at once: over two minutes in two channels at 32 kHz. */
export const MOST_WAV_BYTES = 16_000_000;
const MOST_CHANNELS = 2;

export interface Wav {
  readonly wav: Uint8Array;
  /** What of the recording it is, in seconds: shorter than was asked for where that would be too much. */
  readonly from: number;
  readonly to: number;
}

/** More than two channels are mixed into one: a page plays them as it likes. */
export function wavOf({ channels, rate }: Samples, { from, first, end }: Part): Wav {
  const held = channels.length > MOST_CHANNELS ? [mixed(channels, first, end)] : channels;
  const begin = held === channels ? first : 0;
  const most = Math.floor((MOST_WAV_BYTES - HEADER_BYTES) / (2 * held.length));
  const frames = Math.min(end - first, most);
  const wav = new Uint8Array(HEADER_BYTES + frames * held.length * 2);
  const view = new DataView(wav.buffer);
  const text = (at: number, letters: string) => {
    for (let i = 0; i < letters.length; i++) wav[at + i] = letters.charCodeAt(i);
  };
  text(0, "RIFF");
  view.setUint32(4, wav.length - 8, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, held.length, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * held.length * 2, true);
  view.setUint16(32, held.length * 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, wav.length - HEADER_BYTES, true);
  let at = HEADER_BYTES;
  for (let frame = 0; frame < frames; frame++)
    for (const channel of held) {
      view.setInt16(at, scaled(channel[begin + frame]), true);
      at += 2;
    }
  return { wav, from, to: from + frames / rate };
}

function mixed(channels: readonly Float32Array[], first: number, end: number): Float32Array {
  return Float32Array.from(
    { length: end - first },
    (_, at) => channels.reduce((sum, channel) => sum + channel[first + at], 0) / channels.length,
  );
}
