// Which colour has a label? The same one in every row, picture, recording and text while the window is open.

/** How many there are in marks.css; `none` is for what has no label. */
const HUES = 10;

const taken = new Map<string, number>();

/** By its letters, so that it is mostly the same in every window; another one where that has gone to another label before. */
export function hueOf(label: string | null): string {
  if (label === null || label === "") return "mr-hue-none";
  const known = taken.get(label);
  if (known !== undefined) return `mr-hue-${known}`;
  const own = hashOf(label) % HUES;
  const used = new Set(taken.values());
  const steps = Array.from({ length: HUES }, (_, step) => (own + step) % HUES);
  const hue = steps.find((each) => !used.has(each)) ?? own;
  taken.set(label, hue);
  return `mr-hue-${hue}`;
}

/** FNV-1a; the low bits alone differ too little between short labels. */
function hashOf(text: string): number {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  return (hash ^ (hash >>> 15)) >>> 0;
}
