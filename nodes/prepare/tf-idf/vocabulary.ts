// Which terms are worth a place, and what is each worth? Learned from texts, as scikit-learn's TfidfVectorizer does.

import * as z from "zod/mini";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Terms } from "../../_shared/text/terms.ts";

export interface Vocabulary {
  readonly vocabulary: readonly string[];
  /** The worth of each term, in the same order. */
  readonly idf: readonly number[];
}

export interface VocabularyRules {
  /** Texts a term stands in, at the least. */
  readonly minTexts: number;
  /** Share of the texts a term stands in, at the most. */
  readonly maxShare: number;
  /** Terms, those that stand most often. */
  readonly maxTerms: number;
}

/** Counts terms over texts that come one after the other. */
export class TermCounter {
  readonly #terms: Terms;
  readonly #texts = new Map<string, number>();
  readonly #times = new Map<string, number>();
  #count = 0;

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  add(text: string): void {
    this.#count++;
    const terms = this.#terms(text);
    for (const term of terms) this.#times.set(term, (this.#times.get(term) ?? 0) + 1);
    for (const term of new Set(terms)) this.#texts.set(term, (this.#texts.get(term) ?? 0) + 1);
  }

  /** idf = ln((1 + texts) / (1 + texts with the term)) + 1. Terms in code point order; equal counts by that order too. */
  vocabulary({ minTexts, maxShare, maxTerms }: VocabularyRules): Vocabulary {
    const texts = this.#count;
    const worth = [...this.#texts].filter(([, count]) => count >= minTexts && count <= maxShare * texts);
    const byName = worth.map(([term]) => term).sort(byCodePoint);
    const kept = byName
      .toSorted((a, b) => this.#times.get(b)! - this.#times.get(a)!)
      .slice(0, maxTerms)
      .sort(byCodePoint);
    return {
      vocabulary: kept,
      idf: kept.map((term) => Math.log((1 + texts) / (1 + this.#texts.get(term)!)) + 1),
    };
  }
}

/** UTF-16 units have another order beyond U+FFFF. */
function byCodePoint(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length;) {
    const [one, other] = [a.codePointAt(i)!, b.codePointAt(i)!];
    if (one !== other) return one - other;
    i += one > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}

const VocabularyFile = z.object({ vocabulary: z.array(z.string()), idf: z.array(z.number()) });

/** From a JSON file `{ "vocabulary": [...], "idf": [...] }`. */
export function parseVocabulary(bytes: Uint8Array, file: string): Vocabulary {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    content = null;
  }
  const read = VocabularyFile.safeParse(content);
  if (read.success && read.data.vocabulary.length === read.data.idf.length) return read.data;
  throw new MillraceError("VOCABULARY_INVALID", {
    message: read.success
      ? `The vocabulary has ${read.data.vocabulary.length} terms and ${read.data.idf.length} worths.`
      : "The file is no vocabulary.",
    file,
    path: "params.vocabularyFile",
    expected: 'JSON such as {"vocabulary": ["rain", "ship"], "idf": [1.7, 1.3]}, both of one length',
    hint: "Write it from `vocabulary_` (in the order of its numbers) and `idf_` of a TfidfVectorizer.",
  });
}
