// Who answers, what is there, and the window: the calls for it.

import * as z from "zod/mini";
import * as s from "../shapes.ts";
import { call, done, nothing } from "./call.ts";

export const appCalls = {
  /** Who answers. `dialogs`: `file.pick` shows the system's own; else the editor shows its own with `file.list`. */
  "app.info": call(
    nothing,
    z.object({
      host: z.enum(["web", "electron", "stand-in"]),
      version: z.string(),
      platform: z.string(),
      home: z.string(),
      dialogs: z.boolean(),
      /** Whether a folder can be shown in the system's own program for files. */
      reveals: z.boolean(),
      /** What the person chose last, at whatever address the page stood; null while nothing was chosen. */
      scheme: z.nullable(s.schemeShape),
      /** The file named when the program was started, if any. */
      open: z.nullable(z.string()),
    }),
  ),
  /** Remembers light or dark for every page of this person: what a browser keeps belongs to a port. */
  "app.scheme": call(z.object({ scheme: s.schemeShape }), done),
  "app.recent": call(nothing, z.object({ files: z.array(s.recentShape) })),
  /** Workflows that were never saved, and that nobody has open. */
  "app.untitled": call(nothing, z.object({ left: z.array(s.leftUntitledShape) })),
  /** Throws one of them away. */
  "app.dropUntitled": call(z.object({ id: z.string() }), done),
  "app.openLink": call(z.object({ url: z.string() }), done),
  /**
   * Title and state of the window, where there is one. `undo` and `redo` are what the Edit menu would take back or do again, in
   * words; null where there is nothing.
   */
  "app.window": call(
    z.object({
      title: z.string(),
      unsaved: z.boolean(),
      undo: z.optional(z.nullable(z.string())),
      redo: z.optional(z.nullable(z.string())),
    }),
    done,
  ),

  "catalog.kinds": call(nothing, z.object({ kinds: z.array(s.kindShape) })),
  /** Functions an expression may call: name, how it is written, what it gives. */
  "catalog.functions": call(
    nothing,
    z.object({ functions: z.array(z.object({ name: z.string(), signature: z.string(), help: z.string() })) }),
  ),

  "template.list": call(nothing, z.object({ templates: z.array(s.templateShape) })),
  /** Makes a copy in a folder of its own (chosen by the host unless given) and opens it. */
  "template.open": call(z.object({ name: z.string(), folder: z.optional(z.string()) }), s.openedShape),
} as const;
