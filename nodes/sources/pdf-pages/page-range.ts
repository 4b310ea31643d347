// Which pages are meant by `1-3, 7, 10-`?

/** Answers whether a page (from 1) is wanted; null for a text that means none. */
export function pageRange(text: string): ((page: number) => boolean) | null {
  if (text.trim() === "") return () => true;
  const ranges = text.split(",").map((part) => /^\s*(\d{1,7})?\s*(?:(-)\s*(\d{1,7})?)?\s*$/u.exec(part));
  const parsed: (readonly [number, number])[] = [];
  for (const range of ranges) {
    const [, from, dash, to] = (range ?? []) as (string | undefined)[];
    if (from === undefined && to === undefined) return null;
    const first = Number(from ?? 1);
    const last = dash === undefined ? first : Number(to ?? Infinity);
    if (first < 1 || last < first) return null;
    parsed.push([first, last]);
  }
  return (page) => parsed.some(([first, last]) => page >= first && page <= last);
}
