// A recording in a few words: `12.3 s · 16 kHz · mono · wav`.

import type { PreviewCell } from "../../bridge/shapes.ts";
import { soundText as text } from "../strings/sound.ts";
import { duration } from "./format.ts";

type Sound = Extract<PreviewCell, { is: "audio" }>;

export function soundWords({ seconds, rate, channels, format }: Omit<Sound, "is">): string {
  const words = [
    seconds === null ? null : duration(seconds * 1000),
    rate === null ? null : text.rate(rate),
    channels === null ? null : text.channels(channels),
    format === "samples" ? null : format || text.unknownFormat,
  ];
  return words.filter((word) => word !== null).join(" · ");
}
