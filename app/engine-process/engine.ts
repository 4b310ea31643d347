// What the engine answers to each call of a host.

import type { HandlersOf } from "../bridge/bridge.ts";
import type { EngineCalls, EngineEventName, EngineEventOf } from "../bridge/engine-protocol.ts";
import type { Failure } from "../bridge/shapes.ts";
import { createCatalog } from "../../engine/catalog/catalog.ts";
import { describeCatalog } from "../../engine/catalog/describe.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { MillraceError, toMillraceError } from "../../engine/sdk/errors.ts";
import { EXPRESSION_FUNCTIONS } from "../../nodes/_shared/expression/functions.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { exportOutlook, exportPlace, Exports } from "./exports.ts";
import { listPlaybooks, templateOf } from "./playbooks.ts";
import { Runs } from "./runs.ts";
import { EngineSession } from "./session.ts";

export type Tell = <N extends EngineEventName>(event: N, value: EngineEventOf<N>) => void;

/** Of a run, for its chart. */
const MEMORY_EVERY_MS = 250;

/** The handlers of one process; what they have to tell goes to `tell`. */
export function engineHandlers(tell: Tell): HandlersOf<EngineCalls> {
  const catalog = createCatalog(nodeKinds);
  const sessions = new Map<string, EngineSession>();
  const runs = new Runs();
  const exports = new Exports();
  const of = (session: string): EngineSession => {
    const found = sessions.get(session);
    if (found) return found;
    throw new MillraceError("SESSION_UNKNOWN", {
      message: "The engine does not know this workflow.",
      hint: "Close it and open it again.",
    });
  };
  const close = async (session: string): Promise<void> => {
    const found = sessions.get(session);
    sessions.delete(session);
    await found?.close();
  };
  let memoryToldAt = -Infinity;
  const tellMemory = (session: string) => {
    const now = systemClock.monotonic();
    if (now - memoryToldAt < MEMORY_EVERY_MS) return;
    memoryToldAt = now;
    tell("engine.state", { session, state: "ready", node: null, memoryMb: memoryMb() });
  };
  return {
    "session.open": async (opening) => {
      const before = sessions.get(opening.session);
      if (before?.reopen(opening)) return {};
      // Before anything is waited for: what is asked next about it may be here already.
      sessions.set(opening.session, new EngineSession(opening, catalog));
      await before?.close();
      return {};
    },
    "session.close": async ({ session }) => {
      await close(session);
      return {};
    },
    "catalog.kinds": async () => ({ kinds: [...(await describeCatalog(catalog))] }),
    "catalog.functions": async () => ({ functions: [...EXPRESSION_FUNCTIONS] }),
    "template.list": async () => ({
      templates: await Promise.all((await listPlaybooks()).map(templateOf)),
    }),
    "model.inspect": async ({ session, path }) => ({ model: await of(session).inspect(path) }),
    "plan.make": async ({ session, ...asked }) => of(session).planView(asked),
    "plan.trial": async ({ session, document }) => ({ issues: await of(session).trial(document) }),
    "plan.suited": async ({ session, document, nodes }) => ({
      commands: await of(session).suited(document, nodes),
    }),
    "plan.fit": async ({ session, document, node }) => ({ params: await of(session).learn(document, node) }),
    "plan.train": async ({ session, document, ...asked }) => of(session).train(document, asked),
    "plan.stopTraining": async ({ session }) => {
      of(session).stopTraining();
      return {};
    },
    "preview.update": async ({ session, ...asked }) =>
      of(session).update(asked, (node, result) =>
        tell("preview.node", { session, revision: asked.revision, node, result }),
      ),
    "preview.stop": async ({ session, keep }) => {
      await of(session).stopPreview(keep);
      return {};
    },
    "preview.rows": async ({ session, ...place }) => of(session).rows(place),
    "preview.columns": async ({ session, ...place }) => of(session).columns(place),
    "preview.value": async ({ session, ...place }) => of(session).value(place),
    "preview.image": async ({ session, ...place }) => of(session).image(place),
    "preview.sound": async ({ session, ...place }) => of(session).sound(place),
    "preview.spectrogram": async ({ session, ...place }) => of(session).spectrogram(place),
    "preview.wav": async ({ session, ...place }) => of(session).wav(place),
    "preview.scatter": async ({ session, ...place }) => of(session).scatter(place),
    "preview.tensor": async ({ session, ...place }) => of(session).tensor(place),
    "run.start": async ({ session, ...asked }) => ({
      run: await runs.start(
        of(session),
        asked,
        (run, event) => {
          tell("run.event", { session, run, event });
          if (event.type === "progress") tellMemory(session);
        },
        (node) => tell("engine.state", { session, state: "ready", node, memoryMb: memoryMb() }),
      ),
    }),
    "export.check": async ({ session, ...asked }) => exportOutlook(of(session), asked),
    "export.place": async ({ session, ...asked }) => exportPlace(of(session), asked),
    "export.make": async ({ session, ...asked }) =>
      exports.make(session, of(session), asked, (step) => tell("export.step", { session, step })),
    "export.stop": async ({ session }) => {
      exports.stop(session);
      return {};
    },
    "run.stop": async ({ run }) => {
      runs.stop(run);
      return {};
    },
  };
}

/** Of this process. */
export function memoryMb(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}

/** What went wrong with a call, as data. */
export function failureOf(thrown: unknown): Failure {
  const error = toMillraceError(thrown, "ENGINE_FAILED", "This is a fault in Millrace; please report it.");
  const { message, hint, node, file, expected, got, cause } = error.details;
  return {
    code: error.code,
    message,
    hint,
    ...(node !== undefined && { node }),
    ...(file !== undefined && { file }),
    ...(expected !== undefined && { expected }),
    ...(got !== undefined && { got }),
    ...(typeof cause === "string" && { cause }),
  };
}
