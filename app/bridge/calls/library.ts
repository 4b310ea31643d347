// Models that are installed on this machine: the calls for it.

import * as z from "zod/mini";
import * as s from "../shapes.ts";
import { call, done, nothing } from "./call.ts";

export const libraryCalls = {
  /** The models of this person: installed, with Millrace, and those of the catalogue. Asks nothing of the network. */
  "library.list": call(nothing, z.object({ folder: z.string(), entries: z.array(s.libraryEntryShape) })),
  /** The text of the licence of one that is there; null where its source has none. */
  "library.licence": call(z.object({ name: z.string() }), z.object({ text: z.nullable(z.string()) })),
  /** What there is at a source: a name of the catalogue, a package, a repository, an address, a path. Fetches no models. */
  "library.look": call(
    z.object({ source: z.string(), offline: z.boolean() }),
    z.object({ offer: s.libraryOfferShape }),
  ),
  /**
   * Installs it, once the person has said yes to its licence; how far it is comes as `library.step`. One at a time for each source.
   * `pinned`: the sha256 that files must have, by their names.
   */
  "library.install": call(
    z.object({
      source: z.string(),
      name: z.optional(z.string()),
      sha256: z.optional(z.string()),
      pinned: z.optional(z.record(z.string(), z.string())),
      offline: z.boolean(),
    }),
    z.object({ name: z.string(), files: z.array(z.string()) }),
  ),
  /** What looks or installs there fails with INSTALL_STOPPED; what has come is kept for the next time. */
  "library.stop": call(z.object({ source: z.string() }), done),
  "library.remove": call(z.object({ name: z.string() }), done),
  /** Which of the recent workflows name a file of it: what is asked before it is removed. */
  "library.users": call(
    z.object({ name: z.string() }),
    z.object({ workflows: z.array(z.object({ path: z.string(), name: z.string() })) }),
  ),
} as const;
