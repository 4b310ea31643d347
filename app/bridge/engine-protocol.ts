// What a host and a process of the engine say to each other: the calls of the editor that the engine answers, and some of
// their own. The messages are structured clones.

import * as z from "zod/mini";
import { calls, events } from "./calls.ts";
import { session } from "./shapes.ts";

const done = z.object({});

export const engineCalls = {
  /** Before anything else about a session, and again when something of it has changed. */
  "session.open": {
    request: z.object({
      session,
      /** The folder that relative paths are taken from; absolute. */
      folder: z.string(),
      /** The workflow file; null while there is none. */
      path: z.nullable(z.string()),
      /** Files and folders that may be read and written, with what lies in them; absolute. */
      allowed: z.array(z.string()),
      /** Whether a person has said that it may reach out: to databases, with secrets. Not said counts as yes: a run was asked for. */
      trusted: z.optional(z.boolean()),
    }),
    reply: done,
  },
  "session.close": { request: z.object({ session }), reply: done },
  "catalog.kinds": calls["catalog.kinds"],
  "catalog.functions": calls["catalog.functions"],
  "template.list": calls["template.list"],
  "model.inspect": calls["model.inspect"],
  "plan.make": calls["plan.make"],
  "plan.trial": calls["plan.trial"],
  "plan.suited": calls["plan.suited"],
  "plan.fit": calls["plan.fit"],
  "plan.train": calls["plan.train"],
  "plan.stopTraining": calls["plan.stopTraining"],
  "preview.update": calls["preview.update"],
  "preview.stop": calls["preview.stop"],
  "preview.rows": calls["preview.rows"],
  "preview.columns": calls["preview.columns"],
  "preview.value": calls["preview.value"],
  "preview.image": calls["preview.image"],
  "preview.sound": calls["preview.sound"],
  "preview.spectrogram": calls["preview.spectrogram"],
  "preview.wav": calls["preview.wav"],
  "preview.scatter": calls["preview.scatter"],
  "preview.tensor": calls["preview.tensor"],
  "run.start": calls["run.start"],
  "run.stop": calls["run.stop"],
  "export.check": calls["export.check"],
  "export.place": calls["export.place"],
  "export.make": calls["export.make"],
  "export.stop": calls["export.stop"],
} as const;

export type EngineCalls = typeof engineCalls;
export type EngineCallName = keyof EngineCalls;
export type EngineRequest<N extends EngineCallName> = z.output<EngineCalls[N]["request"]>;
export type EngineReply<N extends EngineCallName> = z.output<EngineCalls[N]["reply"]>;

/** What the engine tells without being asked; `engine.state` every two seconds, with its memory. */
export const engineEvents = {
  "preview.node": events["preview.node"],
  "run.event": events["run.event"],
  "export.step": events["export.step"],
  "engine.state": events["engine.state"],
} as const;

export type EngineEventName = keyof typeof engineEvents;
export type EngineEventOf<N extends EngineEventName> = z.output<(typeof engineEvents)[N]>;

/** To the engine. */
export const askedShape = z.object({ id: z.number(), call: z.string(), request: z.unknown() });
export type Asked = z.output<typeof askedShape>;

/** From the engine: the answer to a call (see `replyOf`), or an event. */
export type Told = { readonly id: number; readonly answer: unknown } | ToldEvent;
export type ToldEvent = {
  [N in EngineEventName]: { readonly event: N; readonly value: EngineEventOf<N> };
}[EngineEventName];
