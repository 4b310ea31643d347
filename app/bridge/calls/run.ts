// Runs, and programs made of a workflow: the calls for it.

import * as z from "zod/mini";
import * as s from "../shapes.ts";
import { call, done } from "./call.ts";

export const runCalls = {
  /** `to`: the node and what feeds it; actions elsewhere do not run. Results come as `run.event`. */
  "run.start": call(
    z.object({
      session: s.session,
      document: s.documentShape,
      to: z.optional(z.string()),
      dryRun: z.boolean(),
      limit: z.optional(z.number()),
    }),
    z.object({ run: z.string() }),
  ),
  /** Asks it to stop; kills the engine that runs it when it has not after two seconds. */
  "run.stop": call(z.object({ run: z.string() }), done),
  /**
   * The last run of the workflow, with what was told of it so far: for a page whose connection broke, or that has the place of one
   * that is gone. What comes later is told to this page. Null: there is none, or none any more.
   */
  "run.takeUp": call(z.object({ session: s.session }), z.object({ run: z.nullable(s.runSoFarShape) })),

  /** Where the document can run, and what it would weigh as a program. `platform`: this machine's unless given. */
  "export.check": call(
    z.object({ session: s.session, document: s.documentShape, platform: z.optional(z.string()) }),
    s.exportOutlookShape,
  ),
  /**
   * What is at a folder that an export would be written to, as an absolute path; beside the workflow unless given. `exported`: an
   * earlier export, which one more may replace; `full`: other files; `file`: a file is there, or on the way to it.
   */
  "export.place": call(
    z.object({ session: s.session, folder: z.optional(z.string()) }),
    z.object({ folder: z.string(), is: z.enum(["free", "exported", "full", "file"]) }),
  ),
  /**
   * Makes a program of the document, proves it, and answers once it is in its place; how far it is comes as `export.step`. One at a
   * time for each session. `force` replaces what an earlier export wrote there.
   */
  "export.make": call(
    z.object({
      session: s.session,
      document: s.documentShape,
      target: z.string(),
      platform: z.optional(z.string()),
      folder: z.string(),
      force: z.boolean(),
    }),
    s.exportedShape,
  ),
  /** The export of the session fails with EXPORT_STOPPED and leaves nothing; its process is killed when it has not stopped after two seconds. */
  "export.stop": call(z.object({ session: s.session }), done),
  /** Shows a folder that was exported here in the system's own program for files. Only where `reveals`. */
  "export.reveal": call(z.object({ folder: z.string() }), z.object({ opened: z.boolean() })),
} as const;
