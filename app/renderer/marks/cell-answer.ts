// What the engine says of a cell when it is asked for more than its line: asked once, and again when the engine was away.

import { useEffect, useState } from "react";
import type { Bridge } from "../../bridge/bridge.ts";
import type { PreviewPort } from "../../bridge/shapes.ts";
import { useEngineAnswers, wasAway } from "../dock/preview/engine-answers.ts";
import type { Place } from "../dock/preview/samples.ts";
import { usePreview, useWorkspace } from "../workspace.tsx";

export interface CellPlace extends Place {
  readonly session: string;
  readonly row: number;
  readonly column: string;
}

export interface Answer<T> {
  readonly value: T | null;
  readonly trouble: string | null;
  /** What is asked now is not answered yet; an older `value` may be there. */
  readonly waits: boolean;
}

interface Asked<T> {
  readonly key: string;
  readonly value: T | null;
  readonly trouble: string | null;
  readonly mayCome: boolean;
}

const known = new WeakMap<PreviewPort, Map<string, Promise<unknown>>>();
/** Answers of one result that are kept: small ones, of the cells that are looked at. */
const MOST_KEPT = 400;

export interface Wish<T> {
  /** Null: nothing is asked. The same key stands for the same question about the same result. */
  readonly key: string | null;
  readonly ask: (bridge: Bridge, session: string) => Promise<T>;
  /** The answer is small and asked for again soon. */
  readonly keep?: boolean;
  /** The last answer stays in sight until the next one is there, where this is the same for both. */
  readonly same?: string;
}

export function useCellAnswer<T>(place: Place, { key, ask, keep = false, same }: Wish<T>): Answer<T> {
  const { bridge, document } = useWorkspace();
  const result = usePreview((state) => state.nodes[place.node]?.ports[place.port]);
  const [asked, setAsked] = useState<Asked<T> & { readonly same?: string }>({
    key: "",
    value: null,
    trouble: null,
    mayCome: false,
  });
  const answers = useEngineAnswers(bridge, asked.mayCome);
  useEffect(() => {
    if (key === null || !result) return;
    let current = true;
    const { session } = document.getState();
    const load = () => ask(bridge, session);
    const told = (value: T | null, thrown: unknown) => {
      if (!current) return;
      const trouble = value === null ? (thrown as Error).message : null;
      setAsked({ key, same, value, trouble, mayCome: value === null && wasAway(thrown) });
    };
    (keep ? once(result, key, load) : load()).then(
      (value) => told(value, null),
      (thrown: unknown) => told(null, thrown),
    );
    return () => {
      current = false;
    };
    // `key` stands for what is asked.
  }, [bridge, document, result, key, keep, answers]);
  const isIt = asked.key === key;
  const shows = isIt || (same !== undefined && asked.same === same);
  return {
    value: shows ? asked.value : null,
    trouble: isIt ? asked.trouble : null,
    waits: key !== null && !isIt,
  };
}

function once<T>(result: PreviewPort, key: string, load: () => Promise<T>): Promise<T> {
  const answers = known.get(result) ?? new Map<string, Promise<unknown>>();
  known.set(result, answers);
  const before = answers.get(key);
  if (before) return before as Promise<T>;
  const loading = load();
  answers.set(key, loading);
  for (const old of [...answers.keys()].slice(0, Math.max(0, answers.size - MOST_KEPT))) answers.delete(old);
  loading.catch(() => answers.delete(key));
  return loading;
}
