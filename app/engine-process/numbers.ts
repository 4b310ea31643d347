// Numbers as people read them.

/** `1,234,567`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** `1 row`, `2 rows`. */
export function rows(value: number): string {
  return `${count(value)} ${value === 1 ? "row" : "rows"}`;
}

/** Three figures and the unit that gives them: `870 ms`, `2.10 s`, `4 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${ms.toPrecision(3).replace(/e\+.*/, "")} ms`.replace(/^1\.00e\+3/, "1000");
  if (ms < 60_000) return `${(ms / 1000).toPrecision(3)} s`;
  const minutes = Math.floor(ms / 60_000);
  return `${minutes} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** `1.31 M rows/s`. */
export function rate(perSecond: number): string {
  const [unit, size] =
    perSecond >= 1e6 ? (["M", 1e6] as const) : perSecond >= 1e4 ? (["k", 1e3] as const) : (["", 1] as const);
  const value = perSecond / size;
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)}${unit && ` ${unit}`} rows/s`;
}

/** `12.3 MB` (powers of ten, as disks are sold). */
export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${units[unit]}`;
}
