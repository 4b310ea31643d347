// Parts of a batch that is divided over machines: how they are counted, what each gets of a list, and how their files are called.

import type { SourcePart } from "./node-definition.ts";

/** One of the parts: the first has the index 0. In words it is `1/7`. */
export interface Partition {
  readonly index: number;
  readonly count: number;
}

/** More parts than anybody starts. */
const MOST_PARTS = 1_000_000;

/** The part that `2/7` means; null for a text that means none. */
export function partitionOf(text: string): Partition | null {
  const [, part, count] = (/^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []).map(Number);
  return partitionAt(part - 1, count);
}

/** Null for a part that there is not. */
export function partitionAt(index: number, count: number): Partition | null {
  const isThere = Number.isInteger(index) && Number.isInteger(count) && index >= 0 && index < count;
  return isThere && count <= MOST_PARTS ? { index, count } : null;
}

/** `2/7`, as people and flags say it. */
export function partitionText({ index, count }: Partition): string {
  return `${index + 1}/${count}`;
}

/** What a part gets of `total` things in a row: all parts together get each of them once, in order. */
export function rangeOfPart(total: number, { index, count }: Partition): SourcePart {
  const cut = (part: number) => (part === count ? total : Math.floor((total / count) * part));
  return { from: cut(index), to: cut(index + 1) };
}

/**
 * The file that a part writes in the place of `path`, such that the names of all parts sort in their order.
 *
 * @example
 * pathOfPart("out/alerts.csv", { index: 1, count: 12 }) // "out/alerts.02-of-12.csv"
 */
export function pathOfPart(path: string, { index, count }: Partition): string {
  const number = String(index + 1).padStart(String(count).length, "0");
  const [, before, ending] = /^(.*[^/\\])(\.[^./\\]*)$/s.exec(path) ?? ["", path, ""];
  return `${before}.${number}-of-${count}${ending ?? ""}`;
}
