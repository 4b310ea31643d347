// Pairs of least and greatest values as a path: one stroke up and down for each point, in seconds from left to right.

const FULL = 32_767;

/** `peaks`: int16, little endian. y goes from -1 (loudest up) to 1. */
export function wavePath(peaks: Uint8Array, from: number, to: number, loudest: number): string {
  const values = new Int16Array(peaks.slice().buffer);
  const points = values.length / 2;
  // Quiet recordings are seen too; silence stays a line.
  const scale = FULL * Math.max(loudest, 1e-3);
  const step = points > 0 ? (to - from) / points : 0;
  let path = "";
  for (let point = 0; point < points; point++) {
    const x = rounded(from + (point + 0.5) * step);
    path += `M${x} ${rounded(-values[point * 2 + 1] / scale)}V${rounded(-values[point * 2] / scale)}`;
  }
  return path;
}

/** Values as a line over a stretch of time; 0 to 1 goes from 1 (below) to -1. */
export function curvePath(values: readonly number[], from: number, to: number): string {
  const step = values.length > 0 ? (to - from) / values.length : 0;
  return values
    .map((value, at) =>
      Number.isFinite(value) ? `${rounded(from + (at + 0.5) * step)} ${rounded(1 - 2 * value)}` : null,
    )
    .filter((point) => point !== null)
    .map((point, at) => `${at === 0 ? "M" : "L"}${point}`)
    .join("");
}

function rounded(value: number): string {
  return String(Math.round(value * 1e4) / 1e4);
}
