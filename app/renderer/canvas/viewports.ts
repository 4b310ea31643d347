// Where each workflow was looked at last, so that it opens there. Kept for the last ones, not in the file.

import type { Viewport } from "@xyflow/react";

const STORED = "millrace.viewports";
const MOST = 50;

type Kept = readonly (readonly [path: string, viewport: Viewport])[];

export function keptViewport(path: string | null): Viewport | null {
  return read().find(([name]) => name === path)?.[1] ?? null;
}

export function keepViewport(path: string | null, viewport: Viewport): void {
  if (path === null) return;
  const others = read().filter(([name]) => name !== path);
  localStorage.setItem(STORED, JSON.stringify([[path, viewport], ...others].slice(0, MOST)));
}

function read(): Kept {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORED) ?? "[]");
    return Array.isArray(kept) ? (kept as Kept) : [];
  } catch {
    return [];
  }
}
