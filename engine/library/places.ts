// Where does the library lie on this machine? Outside of the program, so that an update of it takes nothing away.

import { join, resolve } from "node:path";
import { appDataFolder } from "../host/app-data.ts";

/** `MILLRACE_MODELS`, else `models` in the folder where Millrace keeps what belongs to the person. */
export function libraryFolder(env: NodeJS.ProcessEnv = process.env): string {
  const own = env.MILLRACE_MODELS;
  return own ? resolve(own) : join(appDataFolder(process.platform, env), "models");
}

/** What the folder holds. */
export interface LibraryPlaces {
  /** NAME.json: which folder of files is the one in use. */
  readonly entries: string;
  /** NAME.json as it was, of entries that were taken out: where they came from is asked again. */
  readonly removed: string;
  /** NAME/FOLDER: files of one installation, which never change. */
  readonly sets: string;
  /** What is being put together; nothing here counts. */
  readonly staging: string;
  /** Downloads that are not through, to go on with. */
  readonly downloads: string;
}

export function placesIn(folder: string): LibraryPlaces {
  return {
    entries: join(folder, "entries"),
    removed: join(folder, "removed"),
    sets: join(folder, "sets"),
    staging: join(folder, "staging"),
    downloads: join(folder, "downloads"),
  };
}
