// What is said of recordings.

import { count } from "../ui/format.ts";

export const soundText = {
  rate: (hz: number) => `${Number((hz / 1000).toPrecision(4))} kHz`,
  channels: (n: number) => (n === 1 ? "mono" : n === 2 ? "stereo" : `${count(n)} channels`),
  unknownFormat: "sound",

  title: (column: string, row: number) => `${column}, row ${count(row)}`,
  view: (column: string, row: number) => `Recording of ${column} in row ${count(row)}`,
  help: "Space plays, arrows move the cursor, + and − zoom, 0 shows all of it, Page Up and Down go to other rows",
  failed: "The recording cannot be shown",
  loading: "Reading the recording…",
  play: "Play from the cursor (Space)",
  pause: "Stop (Space)",
  playSegment: (words: string) => `Play ${words}`,
  notPlayed: "It cannot be played",
  before: "Recording before (Page Up)",
  next: "Next recording (Page Down)",
  of: (at: number, all: number) => `${count(at)} of ${count(all)}`,
  longer: "Zoom in (+)",
  shorter: "Zoom out (−)",
  all: "Show all of it (0)",
  waveform: (from: string, to: string) => `Waveform from ${from} to ${to}`,
  spectrogram: (hz: string) => `Spectrogram up to ${hz}`,
  quiet: (db: number) => `${String(db).replace("-", "−")} dB`,
  loud: "0 dB",
  overview: "All of the recording; the part in sight is marked",
  segments: "Segments",
  list: (columns: string) => `Found in ${columns}`,
  columns: "Columns",
  curve: "Curve",
  noCurve: "none",
  curveOf: (column: string) => `Values of ${column}`,
  cursor: (time: string) => `Cursor at ${time}`,
  facts: "Facts",
} as const;
