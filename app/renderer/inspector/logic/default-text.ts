// A default in a few letters.

import { words } from "../../strings/inspector.ts";
import { middle } from "../../ui/format.ts";
import { labelOf } from "../../ui/param-label.ts";
import type { Param } from "../catalog-types.ts";

const MOST_LETTERS = 40;

export function defaultText(param: Param): string {
  const { default: fallback } = param;
  if (fallback === null || fallback === undefined) return words.open;
  if (fallback === "") return words.emptyText;
  if (fallback === true) return words.on;
  if (fallback === false) return words.off;
  if (typeof fallback === "string") return middle(labelOf(param, fallback) ?? fallback, MOST_LETTERS);
  if (typeof fallback === "object" && Object.keys(fallback).length === 0) return words.emptyText;
  return middle(JSON.stringify(fallback), MOST_LETTERS);
}
