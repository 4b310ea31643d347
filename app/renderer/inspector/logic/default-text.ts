// A default in a few letters.

import { words } from "../../strings/inspector.ts";
import { middle } from "../../ui/format.ts";
import type { Param } from "../catalog-types.ts";

const MOST_LETTERS = 40;

export function defaultText({ default: fallback, labels }: Param): string {
  if (fallback === null || fallback === undefined) return words.open;
  if (fallback === "") return words.emptyText;
  if (fallback === true) return words.on;
  if (fallback === false) return words.off;
  if (typeof fallback === "string") return middle(labels?.[fallback] ?? fallback, MOST_LETTERS);
  if (typeof fallback === "object" && Object.keys(fallback).length === 0) return words.emptyText;
  return middle(JSON.stringify(fallback), MOST_LETTERS);
}
