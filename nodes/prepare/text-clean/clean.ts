// Makes a text plainer, step by step in an order that does not depend on how the steps are set.

import { htmlToText } from "../../_shared/text/html-text.ts";

export interface CleanRules {
  readonly html: boolean;
  readonly unicode: "keep" | "NFC" | "NFD" | "NFKC" | "NFKD";
  readonly letters: "keep" | "lower" | "upper";
  readonly accents: boolean;
  readonly links: "keep" | "remove" | "mark";
  readonly mails: "keep" | "remove" | "mark";
  readonly numbers: "keep" | "remove" | "mark";
  readonly punctuation: boolean;
  readonly stopWords: readonly string[];
  readonly blanks: "keep" | "lines" | "one";
}

const MAIL = /[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu;
const LINK = /\b(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>"']*[^\s<>"'.,;:!?)\]}]/giu;
/** Also with a sign, groups of thousands, a fraction, an exponent or a percent sign; not within words such as B2B. */
const NUMBER =
  /(?<![\p{L}\p{N}_])[+-]?\p{Nd}+(?:[.,'’\u00a0]\p{Nd}+)*(?:[eE][+-]?\p{Nd}+)?%?(?![\p{L}\p{N}_])/gu;
/** No letter, digit or blank; an apostrophe within a word is part of it. */
const PUNCTUATION = /(?!(?<=\p{L})['’](?=\p{L}))[\p{P}\p{S}]/gu;
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu;

/** Private signs stand for what was marked until everything else is done. */
const MARKS = {
  links: ["\ue010", "<url>"],
  mails: ["\ue011", "<mail>"],
  numbers: ["\ue012", "<number>"],
} as const;
const PATTERNS = { mails: MAIL, links: LINK, numbers: NUMBER } as const;

export function cleaner(rules: CleanRules): (text: string) => string {
  const stop = new Set(rules.stopWords.map((word) => word.toLowerCase()));
  return (text) => {
    let clean = rules.html ? htmlToText(text) : text;
    if (rules.unicode !== "keep") clean = clean.normalize(rules.unicode);
    for (const what of ["links", "mails", "numbers"] as const) {
      if (rules[what] === "keep") continue;
      const [sign] = MARKS[what];
      clean = clean.replace(PATTERNS[what], rules[what] === "mark" ? ` ${sign} ` : " ");
    }
    if (rules.letters === "lower") clean = clean.toLowerCase();
    if (rules.letters === "upper") clean = clean.toUpperCase();
    if (rules.accents) clean = withoutAccents(clean, rules.unicode);
    if (rules.punctuation) clean = clean.replace(PUNCTUATION, " ");
    if (stop.size > 0) clean = clean.replace(WORD, (word) => (stop.has(word.toLowerCase()) ? "" : word));
    if (rules.blanks === "one") clean = clean.replace(/\s+/gu, " ").trim();
    if (rules.blanks === "lines") clean = oneBlank(clean);
    for (const [sign, mark] of Object.values(MARKS)) clean = clean.replaceAll(sign, mark);
    return clean;
  };
}

/** Letters without the marks above and below them; what is no mark on a Latin, Greek or Cyrillic letter stays. */
function withoutAccents(text: string, form: CleanRules["unicode"]): string {
  const bare = text
    .normalize("NFD")
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{Mn}*)\p{Mn}/gu, "");
  return form === "NFD" || form === "NFKD" ? bare : bare.normalize("NFC");
}

/** One blank between words; line ends stay, at most one blank line between them. */
function oneBlank(text: string): string {
  return text
    .replace(/\r\n?/gu, "\n")
    .replace(/[^\S\n]+/gu, " ")
    .replace(/ ?\n ?/gu, "\n")
    .replace(/\n{3,}/gu, "\n\n")
    .trim();
}
