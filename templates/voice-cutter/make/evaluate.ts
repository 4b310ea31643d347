// How well the stretches that were found agree with those in which somebody really speaks, frame by frame.

/** Seconds of a stretch of speech in a recording. */
export interface Stretch {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface Metrics {
  readonly frames: number;
  readonly speechFrames: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Share of wrong frames in the recording in which nobody speaks. */
  readonly falseAlarmsNobody: number;
}

const FRAME_S = 0.032;

/** `seconds` is the length of each recording by its path. */
export function evaluate(
  found: readonly Stretch[],
  truth: readonly Stretch[],
  seconds: Readonly<Record<string, number>>,
): Metrics {
  const counts = Object.entries(seconds).map(([path, length]) => {
    const frames = Math.floor(length / FRAME_S);
    const [is, was] = [found, truth].map((all) => marked(all, path, frames));
    const count = (test: (i: number) => boolean) => is.filter((_, i) => test(i)).length;
    return {
      path,
      frames,
      both: count((i) => is[i] && was[i]),
      found: count((i) => is[i]),
      real: count((i) => was[i]),
    };
  });
  const sum = (of: "frames" | "both" | "found" | "real") => counts.reduce((total, one) => total + one[of], 0);
  const nobody = counts.filter(({ real }) => real === 0);
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return {
    frames: sum("frames"),
    speechFrames: sum("real"),
    precision: round(sum("both") / sum("found")),
    recall: round(sum("both") / sum("real")),
    f1: round((2 * sum("both")) / (sum("found") + sum("real"))),
    falseAlarmsNobody: round(
      nobody.reduce((total, one) => total + one.found, 0) /
        nobody.reduce((total, one) => total + one.frames, 0),
    ),
  };
}

/** A frame is speech when its middle is. */
function marked(stretches: readonly Stretch[], path: string, frames: number): boolean[] {
  const own = stretches.filter((one) => one.path === path);
  return Array.from({ length: frames }, (_, i) => {
    const middle = (i + 0.5) * FRAME_S;
    return own.some(({ start, end }) => middle >= start && middle < end);
  });
}

/** A table with a header; cells without commas. */
export function readStretches(csv: string, columns: { path: string; start: string; end: string }): Stretch[] {
  const [header, ...lines] = csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  const at = (name: string) => header.indexOf(name);
  return lines.map((cells) => ({
    path: cells[at(columns.path)],
    start: Number(cells[at(columns.start)]),
    end: Number(cells[at(columns.end)]),
  }));
}
