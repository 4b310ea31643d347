// A row that somebody has followed to another node: its table selects it as soon as it is drawn.

import { createStore } from "zustand/vanilla";
import type { Place } from "./samples.ts";

export interface WantedRow extends Place {
  /** Of the sample. */
  readonly row: number;
}

export const wantedRow = createStore<{ readonly wanted: WantedRow | null }>(() => ({ wanted: null }));
