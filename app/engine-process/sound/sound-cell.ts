// What the line of a recording says: as much as its first and last bytes tell.

import type { PreviewCell } from "../../bridge/shapes.ts";
import { durationS, type AudioCell } from "../../../engine/frames/audio.ts";
import { soundFacts } from "../../../nodes/_shared/sound/sound-facts.ts";

export function soundCell(audio: AudioCell): PreviewCell {
  if (audio.kind === "samples") {
    const { channels, rate } = audio;
    return { is: "audio", format: "samples", seconds: durationS(audio), rate, channels: channels.length };
  }
  const { bytes, name } = audio;
  try {
    const { format, rate, channels, frames } = soundFacts(bytes, bytes, bytes.length, name);
    return { is: "audio", format, seconds: frames === null ? null : frames / rate, rate, channels };
  } catch {
    // What is wrong with it is said where it is opened, and by the node that reads it.
    const format = /\.(\w{1,5})$/u.exec(name)?.[1].toLowerCase() ?? "";
    return { is: "audio", format, seconds: null, rate: null, channels: null };
  }
}
