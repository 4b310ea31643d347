// The contract between the editor and its host: every call with the shape of what is asked and what is answered. Hosts and
// editor are made from this table; nothing else crosses.

import * as z from "zod/mini";
import { appCalls } from "./calls/app.ts";
import { documentCalls } from "./calls/document.ts";
import { fileCalls } from "./calls/file.ts";
import { libraryCalls } from "./calls/library.ts";
import { planCalls } from "./calls/plan.ts";
import { previewCalls } from "./calls/preview.ts";
import { runCalls } from "./calls/run.ts";
import * as s from "./shapes.ts";

export const calls = {
  ...appCalls,
  ...documentCalls,
  ...fileCalls,
  ...libraryCalls,
  ...planCalls,
  ...previewCalls,
  ...runCalls,
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type Request<N extends CallName> = z.output<Calls[N]["request"]>;
export type Reply<N extends CallName> = z.output<Calls[N]["reply"]>;

/** What the host tells without being asked. */
export const events = {
  "preview.node": z.object({
    session: s.session,
    revision: z.number(),
    node: z.string(),
    result: s.previewNodeShape,
  }),
  "run.event": z.object({ session: s.session, run: z.string(), event: s.runEventShape }),
  "export.step": z.object({ session: s.session, step: s.exportStepShape }),
  "library.step": z.object({
    source: z.string(),
    step: z.enum(["look", "download", "check"]),
    received: z.number(),
    total: z.nullable(z.number()),
  }),
  /** Something was installed or removed, in whichever window. */
  "library.changed": z.object({}),
  /** A process of the engine: `crashed` names the node that ran, where one did. */
  "engine.state": z.object({
    session: z.nullable(z.string()),
    state: z.enum(["starting", "ready", "crashed"]),
    node: z.nullable(z.string()),
    memoryMb: z.number(),
  }),
  "document.changed": z.object({ session: s.session, hash: z.nullable(z.string()) }),
  /** A menu or a file dropped on the window asks the editor to do something; `command` is a name of the command list. */
  "app.command": z.object({ command: z.string(), path: z.nullable(z.string()) }),
} as const;

export type Events = typeof events;
export type EventName = keyof Events;
export type EventOf<N extends EventName> = z.output<Events[N]>;
