// What was open in this tab? The page shows it again when it is loaded anew, with what was not saved.

import * as z from "zod/mini";
import type { Opened } from "../../bridge/shapes.ts";

const shape = z.discriminatedUnion("show", [
  z.object({ show: z.literal("start") }),
  z.object({ show: z.literal("untitled"), id: z.string(), ran: z.optional(z.boolean()) }),
  z.object({ show: z.literal("file"), path: z.string(), ran: z.optional(z.boolean()) }),
]);

export type Shown = z.output<typeof shape>;

/** A workflow without a file goes by what the host calls it. `ran`: a run of it went on. */
export function shownAs({ path, untitled }: Pick<Opened, "path" | "untitled">, ran = false): Shown {
  const more = ran ? { ran } : {};
  if (path !== null) return { show: "file", path, ...more };
  return untitled === null ? { show: "start" } : { show: "untitled", id: untitled, ...more };
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
