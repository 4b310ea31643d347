// Pictures of cells as addresses an <img> can show; the ones looked at last are kept.

import { useEffect, useState } from "react";
import { useWorkspace } from "../../workspace.tsx";
import type { PreviewPort } from "../../../bridge/shapes.ts";
import { useEngineAnswers, wasAway } from "./engine-answers.ts";
import type { Place } from "./samples.ts";
import type { TensorFacts, TensorView } from "./tensor/tensor-view.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Picture {
  readonly url: string | null;
  /** Of the picture itself, which the one at the address may be a smaller copy of. */
  readonly size: Size | null;
  /** Of a tensor that is drawn as a picture. */
  readonly tensor: TensorFacts | null;
  readonly trouble: string | null;
}

const MOST_KEPT = 300;
const NOT_YET: Picture & { readonly of: string; readonly mayCome: boolean } = {
  of: "",
  url: null,
  size: null,
  tensor: null,
  trouble: null,
  mayCome: false,
};
type Kept = Pick<Picture, "size" | "tensor"> & { readonly url: string };
const byResult = new WeakMap<PreviewPort, Map<string, Promise<Kept>>>();
const kept: string[] = [];

/** A picture that fits into `size` pixels; without a column there is none. `view`: how a tensor is looked at. */
export function usePicture(
  place: Place,
  row: number,
  column: string | null,
  size: number,
  view?: TensorView,
): Picture {
  const { bridge, document, preview } = useWorkspace();
  const [picture, setPicture] = useState(NOT_YET);
  const { node, port } = place;
  const of = `${row} ${column}`;
  const channel = view?.channel ?? null;
  const swapped = view?.swapped ?? false;
  const result = preview.getState().nodes[node]?.ports[port];
  const answers = useEngineAnswers(bridge, picture.mayCome);
  useEffect(() => {
    if (!result || column === null) return;
    let current = true;
    const load = async () => {
      const { session } = document.getState();
      const made = await bridge.preview.image({
        session,
        node,
        port,
        row,
        column,
        size,
        view: { channel, swapped },
      });
      const { png, width, height, tensor = null } = made;
      const url = keep(URL.createObjectURL(new Blob([new Uint8Array(png)], { type: "image/png" })));
      return { url, size: { width, height }, tensor };
    };
    once(result, `${row} ${size} ${channel} ${swapped} ${column}`, load).then(
      (found) => current && setPicture({ ...found, of, trouble: null, mayCome: false }),
      (thrown: unknown) =>
        current &&
        setPicture({
          of,
          url: null,
          size: null,
          tensor: null,
          trouble: (thrown as Error).message,
          mayCome: wasAway(thrown),
        }),
    );
    return () => {
      current = false;
    };
  }, [bridge, document, result, node, port, row, column, size, channel, swapped, answers]);
  // What is drawn over a picture belongs to it alone; of the same cell the former one stays until the new one is there.
  return picture.of === of ? picture : NOT_YET;
}

function once(result: PreviewPort, key: string, load: () => Promise<Kept>): Promise<Kept> {
  const known = byResult.get(result) ?? new Map<string, Promise<Kept>>();
  byResult.set(result, known);
  const asked = known.get(key);
  if (asked) return asked;
  const loading = load();
  known.set(key, loading);
  const forget = () => void known.delete(key);
  loading.then(({ url }) => forgotten.set(url, forget), forget);
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
