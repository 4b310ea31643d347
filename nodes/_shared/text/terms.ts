// Which terms does a text have? Words and runs of words, or runs of letters, cut as scikit-learn's vectorizers do.

import * as z from "zod/mini";
import { choice, json, number, toggle } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";

export interface TermRules {
  readonly terms: "word" | "char" | "char-word";
  readonly shortest: number;
  readonly longest: number;
  readonly lowercase: boolean;
  readonly stopWords: readonly string[];
}

/** The params of kinds that count terms. */
export function termParams() {
  const length = (title: string, help: string, fallback: number) =>
    number({ title, help, min: 1, max: 16, integer: true, default: fallback });
  return {
    terms: choice(["word", "char", "char-word"], {
      title: "Terms are",
      help: "What is counted. Words have two letters or digits at least; runs of letters also work for other spellings and endings.",
      labels: { word: "Words", char: "Runs of letters", "char-word": "Runs of letters within words" },
      default: "word",
    }),
    shortest: length("Shortest", "Words, or letters, of the shortest term.", 1),
    longest: length("Longest", "Words, or letters, of the longest term: 2 counts pairs of words as well.", 1),
    lowercase: toggle({ title: "Ignore capitals", help: "Capitals do not count.", default: true }),
    stopWords: json<string[]>(
      () => z.array(z.string()),
      {
        title: "Words to leave out",
        help: "They are no terms, and none of a longer one.",
        default: [],
        example: ["the", "and"],
      },
      isListOf(isText),
    ),
  };
}

/** `\b\w\w+\b` of Python: letters, digits and the underscore. */
const WORD = /[\p{L}\p{N}_]{2,}/gu;

export type Terms = (text: string) => readonly string[];

export function termsBy({ terms, shortest, longest, lowercase, stopWords }: TermRules): Terms {
  const stop = new Set(stopWords);
  return (text) => {
    const plain = lowercase ? text.toLowerCase() : text;
    if (terms === "char") return runsOfLetters(plain, shortest, longest);
    if (terms === "char-word") return runsWithinWords(plain, shortest, longest);
    const words: readonly string[] = plain.match(WORD) ?? [];
    const kept = stop.size > 0 ? words.filter((word) => !stop.has(word)) : words;
    if (shortest === 1 && longest === 1) return kept;
    const found: string[] = [];
    for (let length = shortest; length <= Math.min(longest, kept.length); length++)
      for (let at = 0; at + length <= kept.length; at++) found.push(kept.slice(at, at + length).join(" "));
    return found;
  };
}

/** Two blanks or more count as one. */
function runsOfLetters(text: string, shortest: number, longest: number): string[] {
  const letters = Array.from(text.replace(/\s\s+/gu, " "));
  const found: string[] = [];
  for (let length = shortest; length <= Math.min(longest, letters.length); length++)
    for (let at = 0; at + length <= letters.length; at++) found.push(letters.slice(at, at + length).join(""));
  return found;
}

/** Words have a blank on both sides; one that is shorter than a run counts once. */
function runsWithinWords(text: string, shortest: number, longest: number): string[] {
  const found: string[] = [];
  for (const word of text.split(/\s+/u).filter((part) => part !== "")) {
    const letters = Array.from(` ${word} `);
    for (let length = shortest; length <= longest; length++) {
      found.push(letters.slice(0, length).join(""));
      for (let at = 1; at + length <= letters.length; at++)
        found.push(letters.slice(at, at + length).join(""));
      if (letters.length <= length) break;
    }
  }
  return found;
}
