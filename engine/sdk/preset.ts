// A preset: a kind set so that it runs at once, as the editor proposes it behind rows that it fits.

import type { ColumnFilter } from "./params.ts";

export interface Preset {
  /** What it does, in the words of somebody who has the rows: "Find faces". The new node is called that. */
  readonly title: string;
  /** One sentence, with the model that does it. */
  readonly summary: string;
  /** The param that names the column it works on, and what that column has to hold. */
  readonly on: {
    readonly param: string;
    readonly of: ColumnFilter;
    /** Only where the node before has made the column: what a source gives need not be saved again. */
    readonly made?: true;
    /** A field that the items of such a list need to have besides: `text` of boxes that were read. */
    readonly has?: string;
  };
  /** Besides the column. Models are those of the library: where one is not there, the preset is not proposed. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Params that name the columns it adds: where there is one of that name already, the next free name is set. */
  readonly adds?: readonly string[];
}
