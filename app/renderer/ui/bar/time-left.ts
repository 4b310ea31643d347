// How long does a run still take? At the pace so far; nobody knows before there is one.

const FIRST_GUESS_MS = 500;
const LEAST_SHARE = 0.01;

/** Milliseconds; null while it would be a guess. */
export function timeLeft(share: number | null, elapsedMs: number): number | null {
  if (share === null || share < LEAST_SHARE || elapsedMs < FIRST_GUESS_MS) return null;
  const left = (elapsedMs / share) * (1 - share);
  // Whole seconds: a number that flickers is not read.
  return left < 1000 ? 1000 : Math.round(left / 1000) * 1000;
}
