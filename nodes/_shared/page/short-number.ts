// A number to look at: six digits are enough, and nothing of a cell but a number comes out of it.

export function shortNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : "0";
}
