// Pictures of cells as addresses an <img> can show; the ones looked at last are kept.

import { useEffect, useState } from "react";
import { useWorkspace } from "../../workspace.tsx";
import type { PreviewPort } from "../../../bridge/shapes.ts";
import { useEngineAnswers, wasAway } from "./engine-answers.ts";
import type { Place } from "./samples.ts";

export interface Picture {
  readonly url: string | null;
  readonly trouble: string | null;
}

const MOST_KEPT = 300;
const NOT_YET: Picture & { readonly mayCome: boolean } = { url: null, trouble: null, mayCome: false };
const byResult = new WeakMap<PreviewPort, Map<string, Promise<string>>>();
const kept: string[] = [];

/** A picture that fits into `size` pixels. */
export function usePicture(place: Place, row: number, column: string, size: number): Picture {
  const { bridge, document, preview } = useWorkspace();
  const [picture, setPicture] = useState(NOT_YET);
  const { node, port } = place;
  const result = preview.getState().nodes[node]?.ports[port];
  const answers = useEngineAnswers(bridge, picture.mayCome);
  useEffect(() => {
    if (!result) return;
    let current = true;
    const load = async () => {
      const { session } = document.getState();
      const { png } = await bridge.preview.image({ session, node, port, row, column, size });
      return keep(URL.createObjectURL(new Blob([new Uint8Array(png)], { type: "image/png" })));
    };
    once(result, `${row} ${size} ${column}`, load).then(
      (url) => current && setPicture({ url, trouble: null, mayCome: false }),
      (thrown: unknown) =>
        current && setPicture({ url: null, trouble: (thrown as Error).message, mayCome: wasAway(thrown) }),
    );
    return () => {
      current = false;
    };
  }, [bridge, document, result, node, port, row, column, size, answers]);
  return picture;
}

function once(result: PreviewPort, key: string, load: () => Promise<string>): Promise<string> {
  const known = byResult.get(result) ?? new Map<string, Promise<string>>();
  byResult.set(result, known);
  const asked = known.get(key);
  if (asked) return asked;
  const loading = load();
  known.set(key, loading);
  const forget = () => void known.delete(key);
  loading.then((url) => forgotten.set(url, forget), forget);
  return loading;
}

/** What to do when an address is given up, so that it is asked for again. */
const forgotten = new Map<string, () => void>();

function keep(url: string): string {
  kept.push(url);
  for (const old of kept.splice(0, Math.max(0, kept.length - MOST_KEPT))) {
    URL.revokeObjectURL(old);
    forgotten.get(old)?.();
    forgotten.delete(old);
  }
  return url;
}
