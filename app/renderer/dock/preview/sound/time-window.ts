// Which part of a recording is in sight: zoomed, moved, never beyond its ends.

export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Less than this holds no sound that anybody could see. */
const LEAST_S = 0.02;

/** By a factor (2 shows half as much), around a time that stays where it is. */
export function zoomed(
  { from, to }: TimeWindow,
  factor: number,
  around: number,
  all: TimeWindow,
): TimeWindow {
  const length = Math.min(all.to - all.from, Math.max(LEAST_S, (to - from) / factor));
  const share = to > from ? (around - from) / (to - from) : 0.5;
  return moved({ from: around - share * length, to: around + (1 - share) * length }, 0, all);
}

export function moved({ from, to }: TimeWindow, by: number, all: TimeWindow): TimeWindow {
  const length = Math.min(to - from, all.to - all.from);
  const begin = Math.min(all.to - length, Math.max(all.from, from + by));
  return { from: begin, to: begin + length };
}

/** Moved only as far as a time wants to be in sight. */
export function showing(window: TimeWindow, time: number, all: TimeWindow): TimeWindow {
  if (time >= window.from && time <= window.to) return window;
  return moved(window, time - (window.from + (window.to - window.from) * 0.1), all);
}

/** Places of round times, a few of them. */
export function ticks(
  { from, to }: TimeWindow,
  most = 8,
): { readonly step: number; readonly times: readonly number[] } {
  const least = Math.max(1e-3, (to - from) / most);
  const power = 10 ** Math.floor(Math.log10(least));
  const step =
    least > 30
      ? ([60, 120, 300, 600, 1800, 3600].find((each) => each >= least) ?? Math.ceil(least / 3600) * 3600)
      : least > 10
        ? 30
        : ([1, 2, 5, 10].map((each) => each * power).find((each) => each >= least) ?? least);
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.max(0, Math.floor(to / step + 1e-9) - first + 1);
  return { step, times: Array.from({ length: count }, (_, at) => (first + at) * step) };
}
