// Which channels of a recording are taken: all, their mean, or one of them.

import type { Samples } from "../../../engine/frames/audio.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";

export const CHANNEL_CHOICES = ["keep", "mono", "first", "second"] as const;
export type ChannelChoice = (typeof CHANNEL_CHOICES)[number];

export const CHANNEL_LABELS: Readonly<Record<ChannelChoice, string>> = {
  keep: "As they are",
  mono: "One: their mean",
  first: "The first (left)",
  second: "The second (right)",
};

export function chooseChannels({ channels, name }: Samples, choice: ChannelChoice): readonly Float32Array[] {
  switch (choice) {
    case "keep":
      return channels;
    case "mono":
      return [meanOf(channels)];
    case "first":
      return [channels[0]];
    case "second":
      if (channels.length < 2)
        throw new MillraceError("AUDIO_CHANNEL_MISSING", {
          message: `${name}: There is no second channel; the recording has one.`,
          expected: "two channels or more",
          got: "1",
          hint: 'Take the first channel, or their mean ("mono").',
        });
      return [channels[1]];
  }
}

/** The mean of all channels; the channel itself where there is one. */
export function meanOf(channels: readonly Float32Array[]): Float32Array {
  if (channels.length === 1) return channels[0];
  const mean = new Float32Array(channels[0].length);
  for (let i = 0; i < mean.length; i++) {
    let sum = 0;
    for (const channel of channels) sum += channel[i];
    mean[i] = sum / channels.length;
  }
  return mean;
}
