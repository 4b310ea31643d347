// A workflow checked, and nodes that learn from their rows: the calls for it.

import * as z from "zod/mini";
import * as s from "../shapes.ts";
import { call, done } from "./call.ts";

export const planCalls = {
  /**
   * Schemas and issues of the document. An older revision that is asked for later is answered with the newer one's. `since`:
   * the revision whose plan the editor has, so that it need not be told what is still the same. Where only params of nodes are others
   * than at `since`, `changed` says which in place of `document`; `PLAN_BASE_LOST` where the engine does not have that one.
   */
  "plan.make": call(
    z.object({
      session: s.session,
      revision: z.number(),
      since: z.optional(z.number()),
      document: z.optional(s.documentShape),
      changed: z.optional(z.array(s.changedNodeShape)),
    }),
    s.planShape,
  ),
  /** What would be wrong with a document that is only thought of, as while a wire is drawn. Nothing is kept of it. */
  "plan.trial": call(
    z.object({ session: s.session, document: s.documentShape }),
    z.object({ issues: z.array(s.issueShape) }),
  ),
  /** What new nodes are set to once the files of the document have been looked at. */
  "plan.suited": call(
    z.object({ session: s.session, document: s.documentShape, nodes: z.array(z.string()) }),
    z.object({ commands: z.array(s.commandShape) }),
  ),
  /** Learns the params of a node from its data; answers those to set. */
  "plan.fit": call(
    z.object({ session: s.session, document: s.documentShape, node: z.string() }),
    z.object({ params: s.jsonObject }),
  ),
  /** Learns a model for a node from all rows that arrive at it, writes it and its card; answers what to set. */
  "plan.train": call(
    z.object({
      session: s.session,
      document: s.documentShape,
      node: z.string(),
      target: z.string(),
      /** The model's file, relative to the workflow. */
      path: z.string(),
    }),
    s.trainedShape,
  ),
  /** Ends the training of this workflow, if there is one; nothing has been written then. */
  "plan.stopTraining": call(z.object({ session: s.session }), done),
} as const;
