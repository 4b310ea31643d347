// Samples, summaries and pictures of results of the preview, fetched once and kept as long as the result is.

import { useEffect, useState, useSyncExternalStore } from "react";
import type { Bridge } from "../../../bridge/bridge.ts";
import type { ColumnSummary, PreviewPort } from "../../../bridge/shapes.ts";
import type { Workspace } from "../../workspace.tsx";
import { useEngineAnswers, wasAway } from "./engine-answers.ts";
import { SamplePages } from "./sample-pages.ts";

/** A port whose data is shown. */
export interface Place {
  readonly node: string;
  readonly port: string;
}

const samples = new WeakMap<PreviewPort, SamplePages>();
const summaries = new WeakMap<PreviewPort, Promise<readonly ColumnSummary[]>>();

export function sampleOf({ bridge, document }: Workspace, place: Place, result: PreviewPort): SamplePages {
  const known = samples.get(result);
  if (known) return known;
  const load = (from: number, to: number) =>
    bridge.preview.rows({ session: document.getState().session, ...place, from, to });
  const sample = new SamplePages(result, load);
  samples.set(result, sample);
  return sample;
}

/**
 * The sample to draw: the former one until the new one has its first page, so that nothing flickers while somebody types.
 * A component that uses it is made anew for another place (`key`).
 */
export function useSample(workspace: Workspace, place: Place, result: PreviewPort): SamplePages {
  const next = sampleOf(workspace, place, result);
  const [shown, setShown] = useState(next);
  useEffect(() => {
    const show = () => {
      if (next.isReady) setShown(next);
    };
    next.need(0, 1);
    show();
    return next.subscribe(show);
  }, [next]);
  useSyncExternalStore(shown.subscribe, shown.version);
  const answers = useEngineAnswers(workspace.bridge, shown.mayCome);
  useEffect(() => {
    if (answers > 0) shown.retry();
  }, [answers, shown]);
  return shown;
}

interface Summaries {
  readonly columns: readonly ColumnSummary[] | null;
  readonly trouble: string | null;
}

/** null while they are on their way; a failure is thrown by nobody and shown by the view that asks for more. */
export function useSummaries(
  { bridge, document }: Workspace,
  place: Place | null,
  result: PreviewPort | undefined,
): Summaries {
  const [answer, setAnswer] = useState<Summaries & { readonly mayCome: boolean }>({
    columns: null,
    trouble: null,
    mayCome: false,
  });
  const answers = useEngineAnswers(bridge, answer.mayCome);
  const { node, port } = place ?? { node: "", port: "" };
  useEffect(() => {
    if (!result || node === "") return;
    let current = true;
    summariesOf(bridge, document.getState().session, { node, port }, result).then(
      (columns) => current && setAnswer({ columns, trouble: null, mayCome: false }),
      (thrown: unknown) =>
        current &&
        setAnswer(({ columns }) => ({
          columns,
          trouble: (thrown as Error).message,
          mayCome: wasAway(thrown),
        })),
    );
    return () => {
      current = false;
    };
  }, [bridge, document, node, port, result, answers]);
  return answer;
}

function summariesOf(
  bridge: Bridge,
  session: string,
  place: Place,
  result: PreviewPort,
): Promise<readonly ColumnSummary[]> {
  const known = summaries.get(result);
  if (known) return known;
  const asked = bridge.preview.columns({ session, ...place }).then(({ columns }) => columns);
  summaries.set(result, asked);
  // Asked again by whoever looks next.
  asked.catch(() => summaries.delete(result));
  return asked;
}
