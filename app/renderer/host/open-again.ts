// What was open in this tab? The page shows it again when it is loaded anew, with what was not saved.

import * as z from "zod/mini";

const shape = z.discriminatedUnion("show", [
  z.object({ show: z.literal("start") }),
  z.object({ show: z.literal("untitled") }),
  z.object({ show: z.literal("file"), path: z.string() }),
]);

export type Shown = z.output<typeof shape>;

/** `path`: of the file; null for a workflow without one. */
export function shownAs(path: string | null): Shown {
  return path === null ? { show: "untitled" } : { show: "file", path };
}

const STORED = "millrace.open";

type Store = Pick<Storage, "getItem" | "setItem">;

export function remember(shown: Shown, storage: Store = sessionStorage): void {
  storage.setItem(STORED, JSON.stringify(shown));
}

/** null for a page that is loaded for the first time: then the host says what to open. */
export function shownBefore(
  storage: Store = sessionStorage,
  reason: string = reasonOfLoading(),
): Shown | null {
  // A link that is opened in the same tab means what it says.
  if (reason === "navigate") return null;
  try {
    return shape.parse(JSON.parse(storage.getItem(STORED) ?? "null"));
  } catch {
    return null;
  }
}

function reasonOfLoading(): string {
  const [loading] = performance.getEntriesByType("navigation");
  return loading instanceof PerformanceNavigationTiming ? loading.type : "navigate";
}
