// Workflows: opened, saved, kept from being lost: the calls for it.

import * as z from "zod/mini";
import * as s from "../shapes.ts";
import { call, done } from "./call.ts";

export const documentCalls = {
  /**
   * A new one: empty, or from the text of a file that a browser does not say the place of, which was made elsewhere. Or one that was
   * never saved and left: `untitled` names it.
   */
  "document.create": call(
    z.object({
      from: z.optional(z.object({ name: z.string(), text: z.string() })),
      untitled: z.optional(z.string()),
    }),
    s.openedShape,
  ),
  /**
   * After a connection that broke: `opened` is null while the host still knows the session, else what it was is opened anew,
   * under another. `hash`: of the text as the editor read or wrote it, so that a change since by others is not overwritten.
   */
  "document.rejoin": call(
    z.object({
      session: s.session,
      path: z.nullable(z.string()),
      untitled: z.nullable(z.string()),
      hash: z.nullable(z.string()),
    }),
    z.object({ opened: z.nullable(s.openedShape) }),
  ),
  /**
   * Opens the file, and with it its folder. `again`: this page, or the one before it in its place, has shown it: then unsaved changes
   * of other pages are not brought back.
   */
  "document.open": call(z.object({ path: z.string(), again: z.optional(z.boolean()) }), s.openedShape),
  /**
   * Writes the text, under another name where `path` is given. `changed`: somebody else has changed the file since it was
   * read, and nothing was written; ask, and say `force`.
   */
  "document.save": call(
    z.object({
      session: s.session,
      text: z.string(),
      path: z.optional(z.string()),
      force: z.optional(z.boolean()),
    }),
    z.object({
      saved: z.boolean(),
      changed: z.boolean(),
      path: z.string(),
      name: z.string(),
      hash: z.string(),
    }),
  ),
  /** Appends to the recovery journal. Empty: the journal starts anew (saved, or thrown away). */
  "document.journal": call(
    z.object({
      session: s.session,
      commands: z.array(s.commandShape),
      steps: z.optional(z.array(s.stepShape)),
    }),
    done,
  ),
  /** What `recovery` offered on another text was looked at: it is in the journal now, or not wanted. */
  "document.forget": call(z.object({ session: s.session }), done),
  "document.close": call(z.object({ session: s.session }), done),
  /** Remembers that this content may run. */
  "document.trust": call(z.object({ session: s.session, text: z.string() }), done),
} as const;
