// Which digits are there, and which of them does the model never see? The split goes by the content of a digit.

import { createHash } from "node:crypto";
import { CLASSES, SIDE } from "./net/digit-net.ts";

export const PIXELS = SIDE * SIDE;

export interface Digit {
  readonly label: number;
  /** Place in its file, for those who look it up. */
  readonly index: number;
  /** 28 × 28 grey values, 255 = ink. */
  readonly pixels: Uint8Array;
}

export interface DigitSplit {
  readonly train: readonly Digit[];
  readonly test: readonly Digit[];
}

const TEST_SHARE = 0.2;

/** `files[label]` is the text of that digit's JSON file in the package `mnist`: `{ "data": [0…1, …] }`. */
export function readDigits(files: readonly string[]): Digit[] {
  return files.flatMap((text, label) => {
    const { data } = JSON.parse(text) as { readonly data: readonly number[] };
    return Array.from({ length: Math.floor(data.length / PIXELS) }, (_, index) => {
      const shares = data.slice(index * PIXELS, (index + 1) * PIXELS);
      return { label, index, pixels: Uint8Array.from(shares, (share) => Math.round(share * 255)) };
    });
  });
}

/** Equal pictures fall on the same side, whatever order or copy they come in. */
export function splitDigits(digits: readonly Digit[]): DigitSplit {
  const isTest = ({ pixels }: Digit) =>
    createHash("sha256").update(pixels).digest().readUInt32BE(0) < TEST_SHARE * 2 ** 32;
  return { train: digits.filter((digit) => !isTest(digit)), test: digits.filter(isTest) };
}

export const LABELS: readonly string[] = Array.from({ length: CLASSES }, (_, label) => String(label));
