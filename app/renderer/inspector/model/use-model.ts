// The model behind a path, read once for all who show it.

import { useCallback, useEffect, useState } from "react";
import * as z from "zod/mini";
import type { Bridge } from "../../../bridge/bridge.ts";
import type { Failure } from "../../../bridge/shapes.ts";
import { failureOf } from "../../failure.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import { modelCardShape, type ModelCardData } from "./model-data.ts";

export type ModelState =
  | { readonly is: "reading" }
  | { readonly is: "failed"; readonly failure: Failure }
  | { readonly is: "read"; readonly card: ModelCardData };

const PAUSE_MS = 150;
const READING: ModelState = { is: "reading" };

/** Answers by session and path, for each bridge. */
const known = new WeakMap<Bridge, Map<string, Promise<ModelState>>>();

function ask(bridge: Bridge, session: string, path: string, again: boolean): Promise<ModelState> {
  const cache = known.get(bridge) ?? new Map<string, Promise<ModelState>>();
  known.set(bridge, cache);
  const key = `${session}\n${path}`;
  const old = cache.get(key);
  if (old && !again) return old;
  const asked = bridge.model.inspect({ session, path }).then(
    ({ model }): ModelState => ({ is: "read", card: z.parse(modelCardShape, model) }),
    (thrown: unknown): ModelState => {
      // The file may be there the next time somebody looks.
      cache.delete(key);
      return { is: "failed", failure: failureOf(thrown) };
    },
  );
  cache.set(key, asked);
  return asked;
}

export function useModel(path: string): { readonly state: ModelState; readonly again: () => void } {
  const { bridge } = useWorkspace();
  const session = useDocument((state) => state.session);
  const [answer, setAnswer] = useState<{ readonly path: string; readonly state: ModelState } | null>(null);
  useEffect(() => {
    if (path === "") return;
    let gone = false;
    const look = () =>
      void ask(bridge, session, path, false).then((state) => void (gone || setAnswer({ path, state })));
    // Typing asks once it pauses.
    const timer = setTimeout(look, known.get(bridge)?.has(`${session}\n${path}`) ? 0 : PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [bridge, session, path]);
  const again = useCallback(() => {
    setAnswer(null);
    void ask(bridge, session, path, true).then((state) =>
      // Meanwhile another model may be shown.
      setAnswer((now) => (now && now.path !== path ? now : { path, state })),
    );
  }, [bridge, session, path]);
  return { state: answer?.path === path ? answer.state : READING, again };
}
