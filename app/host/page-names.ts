// Which page is it, and which were in its place before? What a page left in journals and runs is found by its name.

import { randomUUID } from "node:crypto";

export interface PageNames {
  /** No other page has it: one that is loaded anew gets another. */
  readonly page: string;
  /** Of the pages that were in its place, the last first. */
  readonly before: readonly string[];
}

/** A page that says nothing of itself: nobody was there before it. */
export function unknownPage(): PageNames {
  return { page: randomUUID(), before: [] };
}

/** Whether what that page left is this one's. */
export function isOwn({ page, before }: PageNames, left: string): boolean {
  return left === page || before.includes(left);
}
