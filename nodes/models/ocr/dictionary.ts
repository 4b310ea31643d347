// The signs a recogniser knows, in the order of its classes, and the text of what it answers (CTC).

import { MillraceError } from "../../../engine/sdk/errors.ts";

/** One sign a line; spaces count, the end of the last line does not make another. */
export function readSigns(bytes: Uint8Array): string[] {
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/u);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** The classes of the model: nothing, the signs, and a space where the model has one more class for it. */
export function classesOf(signs: readonly string[], count: number, files: DictionaryFiles): string[] {
  if (count === signs.length + 2) return ["", ...signs, " "];
  if (count === signs.length + 1) return ["", ...signs];
  throw new MillraceError("OCR_DICTIONARY", {
    message: `The dictionary "${files.dictionary}" has ${signsText(signs.length)}, but the recogniser "${files.recogniser}" tells ${count} classes apart.`,
    expected: `${signsText(count - 2)} and a space, or ${signsText(count - 1)}`,
    got: signsText(signs.length),
    file: files.dictionary,
    hint: "Choose the dictionary that came with the recogniser: one sign a line, in the order of its training.",
    fatal: true,
  });
}

const signsText = (count: number) => `${count} ${count === 1 ? "sign" : "signs"}`;

export interface DictionaryFiles {
  readonly dictionary: string;
  readonly recogniser: string;
}

export interface ReadText {
  readonly text: string;
  /** Mean of the likelihoods of its signs; 0 where there is none. */
  readonly score: number;
}

/**
 * A space is narrow, and steps that see it often give most to "nothing": where it has this much between two signs, it is one. Seen on drawn
 * lines in two fonts: 0.2 to 0.5 where a space was missing, 0.08 at the most inside words.
 */
const LIKELY_SPACE = 0.15;

/** Greedy: the likeliest class of each step; a class that goes on is one sign, class 0 stands between two of the same. */
export function decodeSteps(
  likelihoods: ArrayLike<number>,
  steps: number,
  classes: readonly string[],
): ReadText {
  const count = classes.length;
  const space = classes[count - 1] === " " ? count - 1 : -1;
  let text = "";
  let [signs, sum, previous, blank] = [0, 0, 0, 0];
  for (let step = 0; step < steps; step++) {
    const from = step * count;
    let best = 0;
    let most = likelihoods[from];
    for (let i = 1; i < count; i++)
      if (likelihoods[from + i] > most) {
        most = likelihoods[from + i];
        best = i;
      }
    if (best === 0) {
      if (space > 0) blank = Math.max(blank, likelihoods[from + space]);
    } else if (best !== previous) {
      if (blank > LIKELY_SPACE && best !== space && text !== "" && !text.endsWith(" ")) text += " ";
      text += classes[best];
      sum += most;
      signs++;
      blank = 0;
    }
    previous = best;
  }
  return { text: text.trim(), score: signs === 0 ? 0 : sum / signs };
}
