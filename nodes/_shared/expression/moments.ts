// Moments as expressions see them: Dates of JavaScript, which have milliseconds, and microseconds where a time has some.

import { momentOf } from "../../../engine/frames/time-text.ts";

/** Parts of the calendar are those of its whole millisecond; comparing and computing go by `getTime` and `valueOf`, which have it all. */
class FineDate extends Date {
  readonly #ms: number;

  constructor(ms: number) {
    super(Math.floor(ms));
    this.#ms = ms;
  }

  override getTime(): number {
    return this.#ms;
  }

  override valueOf(): number {
    return this.#ms;
  }
}
// The library tells types by their constructor, and a class of its own would be a type that no function takes.
Object.defineProperty(FineDate.prototype, "constructor", { value: Date });

/** The Date of a moment. One without a fraction is a plain one: most are. */
export function dateOf(ms: number): Date {
  return Number.isInteger(ms) ? new Date(ms) : new FineDate(ms);
}

/** A time moved by a duration, both in milliseconds with fractions, to the microsecond. */
export function movedDate(ms: number, by: number): Date {
  const whole = Math.floor(ms) + Math.floor(by);
  return dateOf(momentOf(whole, Math.round((ms - Math.floor(ms) + by - Math.floor(by)) * 1000)));
}

/** What `new Date(text)` has left of a text's fraction is put back, down to the microsecond. */
export function withMicroseconds(date: Date, text: string): Date {
  const [, digits] = /[.,]\d{3}(\d{1,3})/.exec(text) ?? [];
  return digits === undefined ? date : dateOf(momentOf(date.getTime(), Number(digits.padEnd(3, "0"))));
}
