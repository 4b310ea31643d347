// What is said of recordings.

import { count } from "../ui/format.ts";

export const soundText = {
  rate: (hz: number) => `${Number((hz / 1000).toPrecision(4))} kHz`,
  channels: (n: number) => (n === 1 ? "mono" : n === 2 ? "stereo" : `${count(n)} channels`),
  unknownFormat: "sound",
} as const;
