// The whole of a cell that comes cut off in its row: a long text, a long list.

import type { Place } from "../dock/preview/samples.ts";
import { useCellAnswer, type Answer } from "./cell-answer.ts";

/** Characters that are read: a book, or some 20,000 boxes. */
export const MOST_CHARACTERS = 2_000_000;

export interface Whole {
  readonly text: string;
  readonly json: boolean;
  /** Of all of it; more than `text` has where it was cut off. */
  readonly length: number;
}

/** `column` null: there is nothing to fetch. */
export function useWhole(place: Place, row: number, column: string | null): Answer<Whole> {
  return useCellAnswer(place, {
    key: column === null ? null : `value ${row} ${column}`,
    ask: ({ preview }, session) =>
      preview.value({ session, ...place, row, column: column ?? "", limit: MOST_CHARACTERS }),
  });
}

/** `undefined` for what is no JSON, or was cut off. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
