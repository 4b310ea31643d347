// What is this page called, and which pages were in this tab before it? By these names the host finds what they left.

import * as z from "zod/mini";

export interface PageNames {
  readonly page: string;
  /** The last first; those whose changes this page may still take up. */
  readonly before: readonly string[];
}

const STORED = "millrace.pages";
/** A tab that is loaded anew again and again before it has shown anything. */
const MOST_BEFORE = 20;

const shape = z.array(z.string());

type Store = Pick<Storage, "getItem" | "setItem">;

/** Names the page that is loaded now. */
export function namePage(storage: Store = sessionStorage): PageNames {
  const page = crypto.randomUUID();
  const before = stored(storage).slice(0, MOST_BEFORE);
  storage.setItem(STORED, JSON.stringify([page, ...before]));
  return { page, before };
}

/**
 * This page has taken up what there was. A tab that is made as a copy of this one, with what it has stored, comes after this page
 * alone then.
 */
export function forgetPagesBefore(storage: Store = sessionStorage): void {
  storage.setItem(STORED, JSON.stringify(stored(storage).slice(0, 1)));
}

function stored(storage: Store): readonly string[] {
  try {
    return shape.parse(JSON.parse(storage.getItem(STORED) ?? "[]"));
  } catch {
    return [];
  }
}
