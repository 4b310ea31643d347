// A time within a recording: `0:07.25`, `1:02:03.0`.

/** `step`: the smallest difference that has to be seen, in seconds. */
export function clockText(seconds: number, step = 0.01): string {
  const decimals = step >= 1 ? 0 : Math.min(3, Math.max(1, Math.ceil(-Math.log10(step))));
  // Rounded before it is split: 59.999 is one minute.
  const rounded = Number(Math.max(0, seconds).toFixed(decimals));
  const hours = Math.floor(rounded / 3600);
  const minutes = Math.floor((rounded % 3600) / 60);
  const rest = (rounded % 60).toFixed(decimals).padStart(decimals > 0 ? decimals + 3 : 2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
