// A stretch of a recording by time and frequency, with a legend of what its colours mean.

import { useEffect, useRef } from "react";
import type { Reply } from "../../../../bridge/calls.ts";
import { soundText as text } from "../../../strings/sound.ts";
import { heatColour } from "../../../../../engine/frames/heat-colour.ts";
import type { TimeWindow } from "./time-window.ts";

const STEPS = 256;
/** Colours of all values, RGB one after the other. */
const COLOURS = Uint8Array.from(
  Array.from({ length: STEPS }, (_, value) =>
    heatColour(value, { kind: "sequential", min: 0, max: STEPS - 1 }),
  ).flat(),
);

type Spectrogram = Reply<"preview.spectrogram">;

interface Props {
  readonly picture: Spectrogram;
  readonly view: TimeWindow;
}

export function SpectrogramCanvas({ picture, view }: Props) {
  const { columns, rows, data, maxHz, from, to } = picture;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const pixels = new ImageData(columns, rows);
    for (let at = 0; at < data.length; at++) {
      const colour = data[at] * 3;
      pixels.data.set([COLOURS[colour], COLOURS[colour + 1], COLOURS[colour + 2], 255], at * 4);
    }
    context.putImageData(pixels, 0, 0);
  }, [columns, rows, data]);
  // The picture of another part stands where that part is until the one in sight has come.
  const length = view.to - view.from;
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={text.spectrogram(text.rate(maxHz))}
      width={columns}
      height={rows}
      style={{ left: `${((from - view.from) / length) * 100}%`, width: `${((to - from) / length) * 100}%` }}
    />
  );
}

export function SpectrogramLegend({ picture: { minDb, maxHz } }: { readonly picture: Spectrogram }) {
  const stops = Array.from({ length: 9 }, (_, at) => {
    const colour = heatColour(at, { kind: "sequential", min: 0, max: 8 });
    return `rgb(${colour.join(" ")}) ${(at / 8) * 100}%`;
  });
  return (
    <div className="mr-legend mr-sound-legend">
      <span>{text.quiet(minDb)}</span>
      <span className="mr-legend-bar" style={{ background: `linear-gradient(90deg, ${stops.join(", ")})` }} />
      <span>{text.loud}</span>
      <span>0 – {text.rate(maxHz)}</span>
    </div>
  );
}
