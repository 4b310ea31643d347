// What an `audio` column holds: encoded bytes until somebody needs samples.

/** A recording as it was found: the file's bytes. */
export interface EncodedAudio {
  readonly kind: "encoded";
  readonly bytes: Uint8Array;
  /** Where it came from, for messages and file names. */
  readonly name: string;
}

/** Decoded sound: one array a channel, all of one length, full scale is -1 to 1. */
export interface Samples {
  readonly kind: "samples";
  readonly channels: readonly Float32Array[];
  /** Samples a second in each channel. */
  readonly rate: number;
  readonly name: string;
  /** Seconds between the beginning of the recording and the first sample here: a piece knows where it was cut. 0 unless given. */
  readonly startS?: number;
}

export type AudioCell = EncodedAudio | Samples;

/** Length in seconds. */
export function durationS({ channels, rate }: Samples): number {
  return (channels.at(0)?.length ?? 0) / rate;
}
