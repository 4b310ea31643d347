// From probabilities window by window to stretches of speech: two thresholds, shortest speech and silence, padding.

import type { Segment } from "../../../engine/frames/marks.ts";

export interface SegmentRules {
  /** Speech begins where the probability reaches `on`, and may end where it is below `off`. */
  readonly on: number;
  readonly off: number;
  readonly minSpeechS: number;
  readonly minSilenceS: number;
  /** Longer speech is cut where it is most likely to pause; null = never. */
  readonly maxSpeechS: number | null;
  readonly padS: number;
}

/** What is known at the end of a piece that another may follow. */
export interface Speaking {
  readonly speaking: boolean;
  /** Windows below `off` at the end. */
  readonly quiet: number;
}

export const NOT_SPEAKING: Speaking = { speaking: false, quiet: 0 };

export interface Timeline {
  /** Samples a window, and samples a second. */
  readonly window: number;
  readonly rate: number;
  /** Samples between the beginning of the piece and that of the first window; below 0 where it began in the piece before. */
  readonly first: number;
  /** Samples of the piece. */
  readonly length: number;
  /** Whether another piece may follow: what is said at the end then goes on there. */
  readonly open: boolean;
}

/** Windows `[from, to)`; `cut` where a piece ends or begins in the middle of speech. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly cutBefore: boolean;
  readonly cutBehind: boolean;
}

/** Segments in seconds from the beginning of the piece, and what goes on in the next one. */
export function segmentsOf(
  probabilities: Float32Array,
  time: Timeline,
  rules: SegmentRules,
  before: Speaking,
): { readonly segments: readonly Segment[]; readonly after: Speaking } {
  const windowS = time.window / time.rate;
  const { runs, after } = runsOf(probabilities, windowS, rules, before, time.open);
  const whole = runs.flatMap((run) => splitLong(run, probabilities, windowS, rules.maxSpeechS));
  const long = whole.filter(
    ({ from, to, cutBefore, cutBehind }) =>
      cutBefore || cutBehind || (to - from) * windowS >= rules.minSpeechS,
  );
  return { segments: padded(long, probabilities, time, rules.padS), after };
}

function runsOf(
  probabilities: Float32Array,
  windowS: number,
  { on, off, minSilenceS }: SegmentRules,
  before: Speaking,
  open: boolean,
): { runs: Run[]; after: Speaking } {
  const runs: Run[] = [];
  let { speaking, quiet } = before;
  let from = 0;
  let cutBefore = speaking;
  const close = (to: number, cutBehind: boolean) => {
    // A piece that is shorter than a window may lie in the middle of speech.
    if (to > from || cutBehind) runs.push({ from, to, cutBefore, cutBehind });
  };
  for (let i = 0; i < probabilities.length; i++) {
    const probability = probabilities[i];
    if (!speaking) {
      if (probability < on) continue;
      [speaking, quiet, from, cutBefore] = [true, 0, i, false];
    } else if (probability >= on) {
      quiet = 0;
    } else if (probability < off || quiet > 0) {
      // Between the thresholds a silence that has begun goes on.
      quiet++;
      if (quiet * windowS < minSilenceS) continue;
      close(i + 1 - quiet, false);
      [speaking, quiet] = [false, 0];
    }
  }
  if (speaking) close(open ? probabilities.length : probabilities.length - quiet, open);
  return { runs, after: { speaking, quiet } };
}

/** Cuts at the least likely window of the second half of what is allowed. */
function splitLong(run: Run, probabilities: Float32Array, windowS: number, maxSpeechS: number | null): Run[] {
  const most = maxSpeechS === null ? Infinity : Math.max(2, Math.floor(maxSpeechS / windowS + 1e-9));
  const parts: Run[] = [];
  let { from, cutBefore } = run;
  while (run.to - from > most) {
    let at = from + Math.ceil(most / 2);
    for (let i = at; i < from + most; i++) if (probabilities[i] < probabilities[at]) at = i;
    parts.push({ from, to: at, cutBefore, cutBehind: true });
    [from, cutBefore] = [at, true];
  }
  return [...parts, { ...run, from, cutBefore }];
}

function padded(runs: readonly Run[], probabilities: Float32Array, time: Timeline, padS: number): Segment[] {
  const { window, rate, first, length } = time;
  const pad = Math.round(padS * rate);
  const inPiece = (sample: number) => Math.min(length, Math.max(0, sample));
  const starts = runs.map(({ from, cutBefore }) => first + from * window - (cutBefore ? 0 : pad));
  const last = time.open ? probabilities.length : -1;
  // What is left of a piece behind its last whole window is taken for what was before it.
  const ends = runs.map(({ to, cutBehind }) =>
    cutBehind && to === last ? length : first + to * window + (cutBehind ? 0 : pad),
  );
  // Where two would overlap, each gets half of what is between them.
  for (let i = 1; i < runs.length; i++) {
    if (starts[i] >= ends[i - 1]) continue;
    const middle = Math.round(first + ((runs[i - 1].to + runs[i].from) / 2) * window);
    ends[i - 1] = middle;
    starts[i] = middle;
  }
  return runs.map(({ from, to }, i) => ({
    start: inPiece(starts[i]) / rate,
    end: inPiece(ends[i]) / rate,
    label: "speech",
    score: meanOf(probabilities, from, to),
  }));
}

/** To a millionth: the last digits of a sum of float32 say nothing. Null for less than a window. */
function meanOf(values: Float32Array, from: number, to: number): number | null {
  if (to === from) return null;
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  return Math.round((sum / (to - from)) * 1e6) / 1e6;
}
