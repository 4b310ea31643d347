// Runs variants side by side: in rounds, in turn, the order reversed every other round; medians and spread.

export interface Variant {
  readonly name: string;
  /** Does the work once and answers its rate (anything per second; more is better). */
  readonly measure: () => Promise<number>;
}

export interface Rates {
  readonly name: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly all: readonly number[];
}

/** One untimed round first: code is compiled and caches are warm before anything counts. */
export async function interleave(variants: readonly Variant[], rounds: number): Promise<Rates[]> {
  const rates = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    const order = round % 2 === 0 ? variants : variants.toReversed();
    for (const { name, measure } of order) {
      const rate = await measure();
      if (round >= 0) rates.get(name)!.push(rate);
    }
  }
  return variants.map(({ name }) => summarize(name, rates.get(name)!));
}

export function summarize(name: string, all: readonly number[]): Rates {
  const sorted = all.toSorted((a, b) => a - b);
  return { name, median: sorted[sorted.length >> 1], min: sorted[0], max: sorted[sorted.length - 1], all };
}

/** The median of `a`'s rate over `b`'s of the same round, with its spread: what drifts with the machine cancels out. */
export function ratio(a: Rates, b: Rates): { readonly median: number; readonly text: string } {
  const { median, min, max } = summarize(
    "ratio",
    a.all.map((rate, i) => rate / b.all[i]),
  );
  return { median, text: `${median.toFixed(2)} [${min.toFixed(2)}…${max.toFixed(2)}]` };
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export function perSecond(rate: number): string {
  if (rate >= 1e6) return `${(rate / 1e6).toFixed(2)} M/s`;
  return rate >= 1e3 ? `${(rate / 1e3).toFixed(1)} k/s` : `${rate.toFixed(1)} /s`;
}
