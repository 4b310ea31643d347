// Which ports of a node have something wrong at them, and what.

import type { Issue } from "../../../../engine/document/issue.ts";

export type BrokenPorts = ReadonlyMap<string, string>;

export const NONE_BROKEN: BrokenPorts = new Map();

/** Port id to what is wrong and what to do about it: the first of several. */
export function brokenPorts(issues: readonly Issue[]): BrokenPorts {
  const broken = issues.filter(({ severity, port }) => severity === "error" && port !== undefined);
  if (broken.length === 0) return NONE_BROKEN;
  const words = broken.map(
    ({ port, message, hint }) => [port!, hint ? `${message}\n${hint}` : message] as const,
  );
  return new Map(words.toReversed());
}
