// Models that stay open from one part of a run to the next, so that each is loaded once a thread.

import type { Files, ModelOptions, Models, ModelSession } from "../sdk/services.ts";

export interface KeptModels extends Models {
  /** Closes every session. */
  close(): Promise<void>;
  /** Closes those that were used longest ago until `most` are left. Nobody may be using them. */
  trim(most: number): Promise<void>;
}

/**
 * Models whose sessions are shared by everybody who opens the same file with the same options, one after the other. With
 * `files` a file that has changed is opened anew, and no signal of one who opens ends what others use.
 */
export function keepOpen(models: Models, files?: Files): KeptModels {
  const open = new Map<string, Promise<ModelSession>>();
  return {
    describe: (path, signal) => models.describe(path, signal),
    async open(path, { signal, ...options }: ModelOptions = {}) {
      // Threads are taken by the parts: a model runs where its part does.
      const placed: ModelOptions = { ...options, placement: "inline" };
      const stat = await files?.stat(path);
      const key = JSON.stringify([path, placed, stat?.size, stat?.modifiedMs]);
      const session = open.get(key) ?? models.open(path, files ? placed : { ...placed, signal });
      // The one used last comes last.
      open.delete(key);
      open.set(key, session);
      return borrowed(await session);
    },
    close: () => closeOldest(open, open.size),
    trim: (most) => closeOldest(open, open.size - most),
  };
}

async function closeOldest(open: Map<string, Promise<ModelSession>>, count: number): Promise<void> {
  const oldest = [...open].slice(0, Math.max(0, count));
  for (const [key] of oldest) open.delete(key);
  const sessions = await Promise.allSettled(oldest.map(([, session]) => session));
  for (const session of sessions) if (session.status === "fulfilled") await session.value.close();
}

/** The session with a `close` that leaves it open. */
function borrowed(session: ModelSession): ModelSession {
  return new Proxy(session, {
    get: (target, name) => {
      if (name === "close") return async () => {};
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
