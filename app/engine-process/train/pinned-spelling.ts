// How was the table spelled that a model has learned from? As params of its source, so that the next file is read as this one was.

import { delimiterName, spellingOf } from "../../../nodes/_shared/csv/spelling.ts";
import type { CsvFacts } from "../../../nodes/_shared/csv-source/probe.ts";

/**
 * Only what was guessed and is not what a file has that nobody says anything of: with commas between cells there is no
 * decimal comma. Where no number with a fraction was seen, nobody knows yet how they are spelled.
 */
export function pinnedSpelling(facts: unknown): Readonly<Record<string, string>> {
  const spelling = spellingOf([facts]);
  const delimiter = spelling && delimiterName(spelling);
  if (!delimiter) return {};
  const { dialect, fractions } = facts as CsvFacts;
  return {
    delimiter,
    ...(fractions.some(Boolean) && { decimal: dialect.decimalComma ? "comma" : "point" }),
  };
}
