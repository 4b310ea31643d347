// Models that stay open from one part of a run to the next, so that each is loaded once a thread.

import type { ModelOptions, Models, ModelSession } from "../sdk/services.ts";

export interface KeptModels extends Models {
  /** Closes every session. */
  close(): Promise<void>;
}

/** Models whose sessions are shared by everybody who opens the same file with the same options, one after the other. */
export function keepOpen(models: Models): KeptModels {
  const open = new Map<string, Promise<ModelSession>>();
  return {
    describe: (path, signal) => models.describe(path, signal),
    async open(path, { signal, ...options }: ModelOptions = {}) {
      // Threads are taken by the parts: a model runs where its part does.
      const placed: ModelOptions = { ...options, placement: "inline" };
      const key = JSON.stringify([path, placed]);
      const session = open.get(key) ?? models.open(path, { ...placed, signal });
      open.set(key, session);
      return borrowed(await session);
    },
    async close() {
      const sessions = await Promise.allSettled(open.values());
      for (const session of sessions) if (session.status === "fulfilled") await session.value.close();
      open.clear();
    },
  };
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
