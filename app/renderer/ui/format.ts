// Numbers as people read them: thin spaces between thousands, SI prefixes for rates, times with three figures.

const THIN_SPACE = "\u2009";
const PREFIXES = ["", "k", "M", "G"] as const;

/** `18 240`. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}

/** `1.3 M`, three figures at the most. */
export function short(value: number): string {
  let scaled = Math.abs(value);
  let prefix = 0;
  while (scaled >= 999.5 && prefix < PREFIXES.length - 1) {
    scaled /= 1000;
    prefix++;
  }
  const digits = scaled >= 100 || Number.isInteger(scaled) ? 0 : scaled >= 10 ? 1 : 2;
  const text = `${value < 0 ? "\u2212" : ""}${scaled.toFixed(digits)}`;
  return prefix ? `${text}${THIN_SPACE}${PREFIXES[prefix]}` : text;
}

/** `840 µs`, `2.1 s`, `3 min 05 s`. */
export function duration(ms: number): string {
  if (ms < 1) return `${Math.round(ms * 1000)}${THIN_SPACE}µs`;
  if (ms < 1000) return `${ms.toPrecision(ms < 10 ? 2 : 3).replace(/\.0+$/, "")}${THIN_SPACE}ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)}${THIN_SPACE}s`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.floor((ms % 60_000) / 1000);
  return `${minutes}${THIN_SPACE}min ${String(seconds).padStart(2, "0")}${THIN_SPACE}s`;
}

/** `312 MB`. */
export function bytes(value: number): string {
  return value < 1000 ? `${value}${THIN_SPACE}B` : `${short(value)}B`;
}

/** A long path with its middle left out: both ends say most. */
export function middle(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}

/** The type of a column in a few words. */
export function typeText(type: {
  readonly type: string;
  readonly dtype?: string;
  readonly shape?: readonly unknown[];
}): string {
  return type.type === "tensor" ? `${type.dtype}[${(type.shape ?? []).join(",")}]` : type.type;
}
