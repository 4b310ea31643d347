// What a source has to give, before anything of it is fetched: enough to ask a person whether it is wanted.

import type { Clock } from "../sdk/services.ts";
import type { LibraryFile } from "./entry.ts";
import type { Network } from "./network.ts";
import type { NpmPlaces } from "./npm-settings.ts";

export interface InstallStep {
  readonly step: "look" | "download" | "check";
  /** Bytes; null where nobody knows how many there will be. */
  readonly received: number;
  readonly total: number | null;
}

/** What an installation works with. */
export interface InstallParts extends NpmPlaces {
  readonly network: Network;
  readonly clock: Clock;
  /** Where downloads are kept that are not through. */
  readonly downloads: string;
  readonly signal?: AbortSignal;
  readonly onStep?: (step: InstallStep) => void;
}

export interface Taken {
  readonly files: readonly LibraryFile[];
  /** The one of them with the licence. */
  readonly licence: string | null;
}

export interface Offer {
  /** A name for the entry, unless somebody has another. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly source: string;
  /** The whole path, of what lies on this machine. */
  readonly place?: string;
  readonly version: string | null;
  readonly licence: { readonly name: string | null; readonly note: string | null };
  /** Bytes to fetch; null where nobody knows. */
  readonly download: number | null;
  /** Puts the files into the folder, which is empty. `sha256`: what the one file must be, where there is one. */
  take(folder: string, parts: InstallParts, sha256: string | null): Promise<Taken>;
}
