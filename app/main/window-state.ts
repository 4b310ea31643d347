// What is remembered of the windows from one start to the next.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";

const shape = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }),
  maximized: z.boolean(),
});
export type WindowState = z.output<typeof shape>;

const fileIn = (folder: string) => join(folder, "window.json");

/** Null where nothing was remembered, or nothing that makes sense. */
export function readWindowState(folder: string): WindowState | null {
  try {
    return shape.parse(JSON.parse(readFileSync(fileIn(folder), "utf8")));
  } catch {
    return null;
  }
}

/** At once: a window that closes does not wait. A folder that cannot be written costs the memory, not the work. */
export function writeWindowState(folder: string, state: WindowState): void {
  try {
    writeFileSync(fileIn(folder), JSON.stringify(state));
  } catch (error) {
    console.error("The place of the window was not kept:", error);
  }
}
